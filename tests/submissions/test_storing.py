"""Does everything that was uploaded end in one commit, under its own name, byte for byte?"""

import hashlib
import json
import os
import subprocess
import uuid
from pathlib import Path

import pytest

from submissions import (
    DuplicateAsset,
    FileChanged,
    IncomingFile,
    InvalidIdentifier,
    Person,
    StorageFailed,
    SubmissionDiffers,
    SubmissionStore,
    UnknownSubmission,
)
from tests.submissions.conftest import ANN, METADATA, WHEN, repository_of


def _git(repository: Path, *arguments: str) -> bytes:
    command = ["git", "--git-dir", str(repository), *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_files_metadata_and_manifest_are_in_one_commit(
    store, keep, uploaded, submission_id, tmp_path
):
    photo = uploaded("zebra.jpg", b"stripes")
    commit = keep(photo)
    repository = repository_of(tmp_path / "store", submission_id)
    names = _git(repository, "ls-tree", "-r", "--name-only", commit.sha).decode().split()
    assert names == [f"files/{photo.asset_id}.jpg", "manifest.json", "metadata.json"]
    assert _git(repository, "rev-list", "--count", "main").strip() == b"1"


def test_plain_git_can_clone_it_and_the_photo_is_there(keep, uploaded, submission_id, tmp_path):
    photo = uploaded("zebra.jpg", os.urandom(300_000))
    keep(photo)
    clone = tmp_path / "clone"
    source = repository_of(tmp_path / "store", submission_id)
    subprocess.run(["git", "clone", "-q", str(source), str(clone)], check=True)
    assert (clone / f"files/{photo.asset_id}.jpg").read_bytes() == photo.path.read_bytes()


def test_the_manifest_says_what_each_file_is(keep, uploaded, submission_id, tmp_path):
    photo = uploaded("zebra.jpg", b"stripes")
    commit = keep(photo)
    content = _git(repository_of(tmp_path / "store", submission_id), "show", "main:manifest.json")
    document = json.loads(content)
    assert document["format_version"] == 1
    assert document["submission"] == submission_id
    assert document["files"] == [
        {
            "asset": photo.asset_id,
            "name": "zebra.jpg",
            "sha256": hashlib.sha256(b"stripes").hexdigest(),
            "size": 7,
            "media_type": "image/jpeg",
            "path": f"files/{photo.asset_id}.jpg",
        }
    ]
    assert commit.manifest.files[0].sha256 == document["files"][0]["sha256"]


def test_metadata_come_back_as_they_went_in(store, keep, submission_id):
    keep(metadata={"b": [1, 2.5, None, True], "a": {"note": "e\u0301 is not é 🦓"}})
    found = store.metadata(submission_id)
    assert found == {"b": [1, 2.5, None, True], "a": {"note": "e\u0301 is not é 🦓"}}
    assert list(found) == ["b", "a"]


def test_the_commit_carries_who_when_and_why(store, keep, submission_id):
    keep()
    (revision,) = store.history(submission_id)
    assert (revision.author, revision.when, revision.message) == (ANN, WHEN, "As uploaded")


@pytest.mark.parametrize(
    "author",
    [Person("", ""), Person("<>\n", ""), Person("A\nB <c@d>\0", "x\n<y>"), Person("\udce9", "e")],
)
def test_any_name_of_a_person_can_sign(store, submission_id, author):
    commit = store.store(submission_id, {}, [], author, "line\0one\n\ud800", WHEN)
    (revision,) = store.history(submission_id)
    assert revision.sha == commit.sha
    assert revision.author.name
    assert not set("<>\n\0") & set(revision.author.name + revision.author.email)
    assert store.verify(submission_id) == []


HOSTILE = [
    "../../outside.jpg",
    "/etc/passwd",
    ".git/config",
    ".git",
    "..",
    "",
    "C:\\photos\\a.jpg",
    "a\0b.jpg",
    "line\nbreak.jpg",
    'tab\t"quote".jpg',
    "x" * 300 + ".jpg",
    "-rf",
    "zebra_🦓.jpg",
    "e\u0301.jpg",
    "\u00e9.jpg",
    "lone\udce9surrogate.jpg",
    "photo.jpg/../../x",
    "archive.tar.gz",
    "x.git",
    "CON.txt",
]


def test_names_are_kept_letter_by_letter_and_never_become_paths(
    store, keep, uploaded, submission_id, tmp_path
):
    before = set(tmp_path.parent.iterdir())
    files = [uploaded(name, f"photo {number}".encode()) for number, name in enumerate(HOSTILE)]
    keep(*files)
    found = store.manifest(submission_id)
    assert [entry.name for entry in found.files] == HOSTILE
    for entry, file in zip(found.files, files, strict=True):
        assert entry.path.startswith(f"files/{file.asset_id}")
        assert "/" not in entry.path.removeprefix("files/")
        with store.open_file(submission_id, file.asset_id) as stream:
            assert stream.read() == file.path.read_bytes()
    assert store.verify(submission_id) == []
    assert set(tmp_path.parent.iterdir()) == before


def test_one_name_may_come_twice_and_in_other_case(store, keep, uploaded, submission_id):
    names = ["IMG_0001.JPG", "IMG_0001.JPG", "img_0001.jpg"]
    files = [uploaded(name, name.encode() + bytes([n])) for n, name in enumerate(names)]
    keep(*files)
    assert [entry.name for entry in store.manifest(submission_id).files] == names
    for file in files:
        with store.open_file(submission_id, file.asset_id) as stream:
            assert stream.read() == file.path.read_bytes()


def test_byte_identical_files_stay_two_files(store, keep, uploaded, submission_id):
    keep(uploaded("a.jpg", b"same"), uploaded("b.jpg", b"same"))
    assert [entry.name for entry in store.manifest(submission_id).files] == ["a.jpg", "b.jpg"]
    assert store.verify(submission_id) == []


@pytest.mark.parametrize("size", [0, 1, 65_524, 65_525, 65_526, 65_535, 1_048_550, 3_000_001])
def test_files_of_any_size_come_back_whole(store, keep, uploaded, submission_id, size):
    photo = uploaded("a.jpg", os.urandom(size))
    keep(photo)
    assert store.file_size(submission_id, photo.asset_id) == size
    with store.open_file(submission_id, photo.asset_id) as stream:
        assert stream.read() == photo.path.read_bytes()
    assert store.verify(submission_id) == []


def test_a_submission_without_files_is_a_submission(store, keep, submission_id):
    keep()
    assert store.manifest(submission_id).files == ()
    assert store.verify(submission_id) == []


def test_the_uploaded_files_stay_where_they_are(keep, uploaded):
    photo = uploaded("a.jpg", b"zebra")
    keep(photo)
    assert photo.path.read_bytes() == b"zebra"


def test_the_disk_holds_the_bytes_once(keep, uploaded, submission_id, tmp_path):
    photo = uploaded("a.jpg", os.urandom(2_000_000))
    keep(photo)
    used = sum(path.stat().st_size for path in (tmp_path / "store").rglob("*") if path.is_file())
    assert used < 1.1 * 2_000_000


def test_storing_the_same_again_changes_nothing(store, keep, uploaded, submission_id):
    photo = uploaded("a.jpg", b"zebra")
    first, second = keep(photo), keep(photo)
    assert (first.created, second.created) == (True, False)
    assert second.sha == first.sha
    assert len(store.history(submission_id)) == 1


def test_storing_again_needs_no_file_whose_checksum_is_known(keep, uploaded):
    photo = uploaded("a.jpg", b"zebra", sha256=hashlib.sha256(b"zebra").hexdigest())
    first = keep(photo)
    photo.path.unlink()
    assert keep(photo).sha == first.sha


def test_storing_the_same_again_after_a_correction_answers_the_upload(
    store, keep, uploaded, submission_id
):
    photo = uploaded("a.jpg", b"zebra")
    first = keep(photo)
    store.correct(submission_id, ANN, "Wrong species", WHEN, metadata={"other": 1})
    assert keep(photo).sha == first.sha
    assert store.metadata(submission_id) == {"other": 1}


def test_other_content_under_the_same_id_is_refused(store, keep, uploaded, submission_id):
    photo = uploaded("a.jpg", b"zebra")
    keep(photo)
    changed = uploaded("a.jpg", b"other", asset_id=photo.asset_id)
    renamed = uploaded("b.jpg", b"zebra", asset_id=photo.asset_id)
    for files, metadata in [
        ([changed], METADATA),
        ([renamed], METADATA),
        ([photo], {}),
        ([], METADATA),
    ]:
        with pytest.raises(SubmissionDiffers, match="stored already"):
            keep(*files, metadata=metadata)
    assert len(store.history(submission_id)) == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"sha256": "no"}, "checksum of 'a.jpg' is not a SHA-256"),
        ({"size": 4}, "announced with 4 bytes and has 5"),
    ],
)
def test_a_file_that_is_not_what_was_announced_stops_everything(
    store, keep, uploaded, submission_id, given, sentence
):
    with pytest.raises(FileChanged, match=sentence):
        keep(uploaded("good.jpg"), uploaded("a.jpg", b"zebra", **given))
    assert not store.exists(submission_id)
    assert keep(uploaded("good.jpg")).created


def test_a_checksum_that_was_wrong_from_the_start_is_found_by_verifying(
    store, keep, uploaded, submission_id
):
    photo = uploaded("a.jpg", b"zebra", sha256=hashlib.sha256(b"horse").hexdigest())
    keep(photo)
    (problem,) = store.verify(submission_id)
    assert (problem.code, problem.asset_id) == ("changed_file", photo.asset_id)


def test_a_video_is_hashed_beside_and_right(store, keep, uploaded, submission_id, monkeypatch):
    monkeypatch.setattr("submissions.content_hash.LARGE", 1_000_000)
    content = os.urandom(3_500_000)
    keep(uploaded("a.mov", content))
    (entry,) = store.manifest(submission_id).files
    assert entry.sha256 == hashlib.sha256(content).hexdigest()
    assert store.verify(submission_id) == []


def test_a_file_that_is_gone_stops_everything(store, keep, submission_id, tmp_path):
    with pytest.raises(FileChanged, match=r"'a\.jpg' cannot be read"):
        keep(IncomingFile(str(uuid.uuid4()), tmp_path / "nowhere", "a.jpg"))
    assert not store.exists(submission_id)


def test_two_files_cannot_be_one_asset(keep, uploaded):
    one = uploaded("a.jpg")
    with pytest.raises(DuplicateAsset, match=r"'b\.jpg' and 'a\.jpg'"):
        keep(one, uploaded("b.jpg", asset_id=one.asset_id.upper()))


@pytest.mark.parametrize("bad", ["../../etc", "", "zebra", "0" * 31])
def test_only_uuids_are_ids(store, bad):
    with pytest.raises(InvalidIdentifier):
        store.store(bad, {}, [], ANN, "", WHEN)
    with pytest.raises(InvalidIdentifier):
        store.exists(bad)


def test_a_disk_that_refuses_is_told_in_a_sentence(tmp_path, submission_id):
    (tmp_path / "store").write_text("a file where the folder should be")
    with pytest.raises(StorageFailed, match="could not be stored") as told:
        SubmissionStore(tmp_path / "store").store(submission_id, {}, [], ANN, "", WHEN)
    assert told.value.retry


def test_git_settings_of_the_machine_do_not_reach_the_store(
    store, keep, uploaded, submission_id, tmp_path, monkeypatch
):
    config = tmp_path / "gitconfig"
    config.write_text(
        "[commit]\n\tgpgsign = true\n[core]\n\thooksPath = /nowhere\n[init]\n\tdefaultBranch = x\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    keep(uploaded("a.jpg"))
    assert store.verify(submission_id) == []
    assert not (tmp_path / "elsewhere").exists()


def test_removing_takes_all_of_it_away_and_can_be_repeated(
    store, keep, uploaded, submission_id, tmp_path
):
    keep(uploaded("a.jpg"))
    assert store.remove(submission_id) is True
    assert store.remove(submission_id) is False
    assert not store.exists(submission_id)
    assert [path for path in (tmp_path / "store").rglob("*") if path.is_file()] == []
    with pytest.raises(UnknownSubmission):
        store.manifest(submission_id)
    assert keep(uploaded("b.jpg")).created
