"""What is left when the process is killed with -9, at any point? All of the commit or nothing of it."""

import contextlib
import pickle
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from submissions import IncomingFile, StoredCommit, SubmissionBusy, SubmissionStore, locks
from tests.submissions.conftest import ANN, METADATA, WHEN, repository_of

pytestmark = pytest.mark.kill

# Runs one call of the store in a process of its own, which kills itself just before (or after)
# the nth call of one function.
VICTIM = """
import importlib, itertools, os, pickle, signal, sys
work, module, name, count, moment = pickle.loads(bytes.fromhex(sys.argv[1]))
owner = importlib.import_module(module)
*path, last = name.split(".")
for part in path:
    owner = getattr(owner, part)
real, calls = getattr(owner, last), itertools.count(1)

def dying(*arguments, **options):
    this_is_it = next(calls) == count
    if this_is_it and moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    answer = real(*arguments, **options)
    if this_is_it and moment == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return answer

setattr(owner, last, dying)
from submissions import SubmissionStore
root, method, arguments = work
getattr(SubmissionStore(root), method)(*arguments)
"""

# (module, function, which call, before or after it): from the first byte to the last rename.
WHILE_STORING = [
    ("submissions.repository", "git.Repo.init", 1, "before"),
    ("submissions.repository", "git.Repo.init", 1, "after"),
    ("submissions.writing", "_write_all", 1, "after"),
    ("submissions.writing", "_write_all", 5, "after"),
    ("submissions.writing", "_settle", 1, "before"),
    ("submissions.writing", "_settle", 2, "after"),
    ("submissions.repository", "Repository.write_tree", 1, "before"),
    ("submissions.repository", "Repository.commit", 1, "before"),
    ("submissions.writing", "sync_objects", 1, "before"),
    ("submissions.repository", "Repository.commit", 1, "after"),
    ("submissions.repository", "Repository.sync", 1, "after"),
]
WHILE_CORRECTING = [
    ("submissions.repository", "Repository.tidy", 1, "after"),
    ("submissions.writing", "_write_all", 2, "after"),
    ("submissions.writing", "_settle", 1, "after"),
    ("submissions.repository", "Repository.write_tree", 2, "after"),
    ("submissions.writing", "sync_objects", 1, "after"),
]


def _kill_at(point: tuple[str, str, int, str], root: Path, method: str, *arguments: object) -> None:
    given = pickle.dumps(((root, method, arguments), *point)).hex()
    victim = subprocess.run([sys.executable, "-c", VICTIM, given], check=False)
    assert victim.returncode == -signal.SIGKILL


def _bytes_in(files: Iterable[Path]) -> bool:
    for path in files:
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_size > 1_000_000:
                return True
    return False


def _leftovers(root: Path) -> list[Path]:
    return [
        path
        for path in root.rglob("*")
        if path.name.startswith("tmp_") or path.suffix == ".lock" or path.parent.name == "incoming"
    ]


@pytest.mark.parametrize("point", WHILE_STORING, ids=lambda point: "-".join(map(str, point[1:])))
def test_killed_while_storing_nothing_is_there_and_the_next_try_succeeds(
    store: SubmissionStore,
    submission_id: str,
    uploaded: Callable[..., IncomingFile],
    tmp_path: Path,
    point,
):
    files = [uploaded(f"{number}.jpg", bytes([number]) * 200_000) for number in range(3)]
    arguments = (submission_id, METADATA, files, ANN, "As uploaded", WHEN)
    _kill_at(point, tmp_path / "store", "store", *arguments)
    assert not store.exists(submission_id)
    assert list(store.iterate()) == []
    assert list(store.verify_all()) == []
    assert store.store(*arguments).created
    assert store.verify(submission_id) == []
    assert len(store.history(submission_id)) == 1
    assert _leftovers(tmp_path / "store") == []


def test_killed_after_the_last_rename_everything_is_there(store, submission_id, uploaded, tmp_path):
    arguments = (submission_id, METADATA, [uploaded()], ANN, "As uploaded", WHEN)
    # Five objects (photo, metadata, manifest, two trees) and then the repository itself.
    point = ("submissions.store", "Path.rename", 6, "after")
    _kill_at(point, tmp_path / "store", "store", *arguments)
    assert store.exists(submission_id)
    assert store.verify(submission_id) == []
    assert store.store(*arguments).created is False


@pytest.mark.parametrize("point", WHILE_CORRECTING, ids=lambda point: "-".join(map(str, point[1:])))
def test_killed_while_correcting_the_old_commit_stands_and_the_next_try_succeeds(
    store: SubmissionStore,
    keep: Callable[..., StoredCommit],
    uploaded: Callable[..., IncomingFile],
    submission_id: str,
    tmp_path: Path,
    point,
):
    first = keep(uploaded("a.jpg", b"zebra"))
    new = uploaded("b.jpg", b"n" * 200_000)
    arguments = (submission_id, ANN, "Another photo", WHEN, {"new": True}, [new])
    _kill_at(point, tmp_path / "store", "correct", *arguments)
    assert [revision.sha for revision in store.history(submission_id)] == [first.sha]
    assert store.metadata(submission_id) == METADATA
    assert store.verify(submission_id) == []
    assert store.correct(*arguments).created
    assert store.verify(submission_id) == []
    assert len(store.history(submission_id)) == 2
    assert _leftovers(tmp_path / "store") == []


def test_locks_that_a_killed_git_left_do_not_block(store, keep, uploaded, submission_id, tmp_path):
    keep(uploaded())
    repository = repository_of(tmp_path / "store", submission_id)
    for stale in ("refs/heads/main.lock", "HEAD.lock", "packed-refs.lock", "objects/tmp_obj_zz"):
        (repository / stale).touch()
    assert store.correct(submission_id, ANN, "On", WHEN, metadata={}).created
    assert _leftovers(repository) == []


def test_killed_in_the_middle_of_a_file_from_outside(store, submission_id, uploaded, tmp_path):
    """No patched function here: the killer waits until bytes are seen on the disk."""
    files = [uploaded(f"{number}.jpg", bytes([number]) * 30_000_000) for number in range(4)]
    arguments = (submission_id, METADATA, files, ANN, "As uploaded", WHEN)
    given = pickle.dumps(
        ((tmp_path / "store", "store", arguments), "os", "getppid", 1, "before")
    ).hex()
    victim = subprocess.Popen([sys.executable, "-c", VICTIM, given])
    staging = tmp_path / "store/incoming"
    while victim.poll() is None and not _bytes_in(staging.glob("*/objects/tmp_obj_*")):
        pass
    victim.kill()
    assert victim.wait() == -signal.SIGKILL
    assert not store.exists(submission_id)
    assert store.store(*arguments).created
    assert store.verify(submission_id) == []
    assert _leftovers(tmp_path / "store") == []


def test_sweeping_clears_what_nobody_came_back_for(store, uploaded, tmp_path):
    abandoned, busy = str(uuid.uuid4()), str(uuid.uuid4())
    point = ("submissions.writing", "sync_objects", 1, "before")
    for submission in (abandoned, busy):
        arguments = (submission, METADATA, [uploaded()], ANN, "As uploaded", WHEN)
        _kill_at(point, tmp_path / "store", "store", *arguments)
    with locks.writing(tmp_path / "store/locks", busy):
        assert store.sweep() == 1
    assert store.sweep() == 1
    assert _leftovers(tmp_path / "store") == []


def test_killed_while_removing_it_is_gone_and_swept_later(
    store, keep, uploaded, submission_id, tmp_path
):
    keep(uploaded())
    point = ("submissions.store", "sync_paths", 1, "before")
    _kill_at(point, tmp_path / "store", "remove", submission_id)
    assert not store.exists(submission_id)
    assert list(store.verify_all()) == []
    assert store.sweep() == 1
    assert list((tmp_path / "store/removed").iterdir()) == []


def test_two_writers_take_turns(tmp_path, submission_id, uploaded):
    impatient = SubmissionStore(tmp_path / "store", patience=0)
    with (
        locks.writing(tmp_path / "store/locks", submission_id),
        pytest.raises(SubmissionBusy, match="written by somebody else") as told,
    ):
        impatient.store(submission_id, {}, [uploaded()], ANN, "", WHEN)
    assert told.value.retry
    assert impatient.store(submission_id, {}, [uploaded()], ANN, "", WHEN).created


def test_eight_who_store_the_same_at_once_make_one_commit(store, submission_id, uploaded):
    photo = uploaded("a.jpg", b"zebra" * 50_000)

    def store_it(_: int) -> StoredCommit:
        return store.store(submission_id, METADATA, [photo], ANN, "As uploaded", WHEN)

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(store_it, range(8)))
    assert sum(commit.created for commit in made) == 1
    assert len({commit.sha for commit in made}) == 1
    assert len(store.history(submission_id)) == 1
