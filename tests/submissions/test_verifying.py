"""Does verifying find what the disk, or somebody, has done to a stored submission?"""

import json
import os
import shutil
import subprocess
from pathlib import Path

from submissions import SubmissionStore
from tests.submissions.conftest import ANN, WHEN, repository_of


def _git(repository: Path, *arguments: str, given: bytes = b"") -> str:
    identity = {
        f"GIT_{role}_{field}": "x@y"
        for role in ("AUTHOR", "COMMITTER")
        for field in ("NAME", "EMAIL")
    }
    command = ["git", "--git-dir", str(repository), *arguments]
    done = subprocess.run(
        command, check=True, capture_output=True, input=given, env={**os.environ, **identity}
    )
    return done.stdout.decode().strip()


def _largest_object(repository: Path) -> Path:
    return max((repository / "objects").glob("??/*"), key=lambda path: path.stat().st_size)


def test_all_is_well_after_storing(store, keep, uploaded, submission_id):
    keep(uploaded("a.jpg", os.urandom(200_000)), uploaded("b.jpg"))
    assert store.verify(submission_id) == []
    assert list(store.verify_all()) == []


def test_one_flipped_bit_is_found_and_the_photo_named(
    store, keep, uploaded, submission_id, tmp_path
):
    photo = uploaded("zebra.jpg", os.urandom(200_000))
    keep(photo, uploaded("b.jpg"))
    damaged = _largest_object(repository_of(tmp_path / "store", submission_id))
    damaged.chmod(0o644)
    with damaged.open("r+b") as stream:
        stream.seek(150_000)
        byte = stream.read(1)
        stream.seek(150_000)
        stream.write(bytes([byte[0] ^ 1]))
    problems = store.verify(submission_id)
    assert {problem.code for problem in problems} == {"damaged_repository", "changed_file"}
    (changed,) = [problem for problem in problems if problem.code == "changed_file"]
    assert changed.asset_id == photo.asset_id
    assert "'zebra.jpg' is not as it was uploaded" in changed.message


def test_a_lost_photo_is_named(store, keep, uploaded, submission_id, tmp_path):
    photo = uploaded("zebra.jpg", os.urandom(200_000))
    keep(photo)
    _largest_object(repository_of(tmp_path / "store", submission_id)).unlink()
    problems = store.verify(submission_id)
    assert ("missing_file", photo.asset_id) in [(p.code, p.asset_id) for p in problems]


def test_a_repository_that_is_no_longer_one_does_not_stop_the_others(store, uploaded, tmp_path):
    good, bad = "0190a5d4-8f00-7000-8000-00000000000b", "0190a5d4-8f00-7000-8000-00000000000a"
    for submission in (good, bad):
        store.store(submission, {}, [uploaded()], ANN, "As uploaded", WHEN)
    broken = repository_of(tmp_path / "store", bad)
    shutil.rmtree(broken / "refs")
    (broken / "HEAD").unlink()
    assert {(p.submission_id, p.code) for p in store.verify_all()} == {(bad, "unreadable")}


def test_a_branch_that_points_nowhere_is_found(store, keep, uploaded, submission_id, tmp_path):
    keep(uploaded())
    branch = repository_of(tmp_path / "store", submission_id) / "refs/heads/main"
    branch.write_text("0123456789012345678901234567890123456789\n")
    assert "unreadable" in {problem.code for problem in store.verify(submission_id)}


def test_a_photo_exchanged_in_a_commit_of_somebody_else_is_found(
    store, keep, uploaded, submission_id, tmp_path
):
    photo = uploaded("zebra.jpg", b"a zebra")
    keep(photo)
    repository = repository_of(tmp_path / "store", submission_id)
    other = _git(repository, "hash-object", "-w", "--stdin", given=b"a horse")
    inner = f"100644 blob {other}\t{photo.asset_id}.jpg\n100644 blob {other}\tsmuggled.jpg\n"
    files = _git(repository, "mktree", given=inner.encode())
    root = _git(repository, "ls-tree", "main").splitlines()
    root = [line for line in root if not line.endswith("\tfiles")] + [f"040000 tree {files}\tfiles"]
    tree = _git(repository, "mktree", given="\n".join(root).encode())
    commit = _git(repository, "commit-tree", tree, "-p", "main", "-m", "Nothing to see here")
    _git(repository, "update-ref", "refs/heads/main", commit)
    problems = SubmissionStore(tmp_path / "store").verify(submission_id)
    assert {(p.code, p.asset_id, p.revision) for p in problems} == {
        ("changed_file", photo.asset_id, commit),
        ("unlisted_file", None, commit),
    }


def test_a_repository_under_the_wrong_id_is_found(store, keep, uploaded, submission_id, tmp_path):
    keep(uploaded())
    other = "0190a5d4-8f00-7000-8000-00000000000b"
    target = repository_of(tmp_path / "store", other)
    target.parent.mkdir(exist_ok=True)
    shutil.copytree(repository_of(tmp_path / "store", submission_id), target)
    (problem,) = store.verify(other)
    assert problem.code == "bad_manifest"
    assert submission_id in problem.message


def test_a_manifest_of_a_later_format_is_not_guessed_at(
    store, keep, uploaded, submission_id, tmp_path
):
    keep(uploaded())
    repository = repository_of(tmp_path / "store", submission_id)
    document = json.loads(_git(repository, "show", "main:manifest.json"))
    document["format_version"] = 99
    blob = _git(repository, "hash-object", "-w", "--stdin", given=json.dumps(document).encode())
    root = _git(repository, "ls-tree", "main").splitlines()
    root = [line for line in root if not line.endswith("\tmanifest.json")]
    tree = _git(
        repository,
        "mktree",
        given="\n".join([*root, f"100644 blob {blob}\tmanifest.json"]).encode(),
    )
    commit = _git(repository, "commit-tree", tree, "-p", "main", "-m", "From the future")
    _git(repository, "update-ref", "refs/heads/main", commit)
    (problem,) = SubmissionStore(tmp_path / "store").verify(submission_id)
    assert problem.code == "bad_manifest"
    assert "format 99" in problem.message
