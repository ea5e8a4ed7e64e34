"""Does the backup get everything, say clearly why it did not, and never lose what it has?"""

import socket
import subprocess
from pathlib import Path

import pytest

from submissions import PushFailed, UnknownSubmission
from tests.submissions.conftest import ANN, WHEN, repository_of


@pytest.fixture
def backup(tmp_path: Path) -> str:
    (tmp_path / "backup").mkdir()
    return f"{tmp_path}/backup/{{submission_id}}.git"


def _head(repository: Path) -> str:
    command = ["git", "--git-dir", str(repository), "rev-parse", "main"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_a_push_brings_everything_to_the_backup(
    store, keep, uploaded, submission_id, backup, tmp_path, scheme
):
    commit = keep(uploaded("a.jpg", b"zebra"))
    result = store.push(submission_id, scheme + backup)
    assert (result.sha, result.state) == (commit.sha, "pushed")
    assert _head(tmp_path / f"backup/{submission_id}.git") == commit.sha


def test_the_backup_is_itself_a_whole_submission(
    store, keep, uploaded, submission_id, backup, tmp_path
):
    photo = uploaded("a.jpg", b"zebra" * 100_000)
    keep(photo)
    store.push(submission_id, backup)
    store.remove(submission_id)
    lost = repository_of(tmp_path / "store", submission_id)
    command = ["git", "clone", "-q", "--bare", f"{tmp_path}/backup/{submission_id}.git", str(lost)]
    subprocess.run(command, check=True)
    with store.open_file(submission_id, photo.asset_id) as stream:
        assert stream.read() == b"zebra" * 100_000
    assert store.verify(submission_id) == []
    assert store.correct(submission_id, ANN, "After the fire", WHEN, metadata={}).created


def test_a_second_push_sends_only_what_is_new(
    store, keep, uploaded, submission_id, backup, tmp_path
):
    keep(uploaded())
    store.push(submission_id, backup)
    assert store.push(submission_id, backup).state == "up_to_date"
    corrected = store.correct(submission_id, ANN, "Corrected", WHEN, metadata={"a": 1})
    assert store.push(submission_id, backup).state == "pushed"
    assert _head(tmp_path / f"backup/{submission_id}.git") == corrected.sha


def test_a_backup_with_other_commits_is_left_alone(
    store, keep, uploaded, submission_id, backup, tmp_path
):
    theirs = keep(uploaded("a.jpg", b"zebra"))
    store.push(submission_id, backup)
    store.remove(submission_id)
    keep(uploaded("a.jpg", b"something else"))
    with pytest.raises(PushFailed, match="commits that this submission has not"):
        store.push(submission_id, backup)
    assert _head(tmp_path / f"backup/{submission_id}.git") == theirs.sha


def test_a_server_that_does_not_answer_is_worth_a_retry_and_no_password_is_told(
    store, keep, uploaded, submission_id
):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        port = taken.getsockname()[1]
        keep(uploaded())
        with pytest.raises(PushFailed, match="onnect") as told:
            store.push(submission_id, f"http://ann:secret@127.0.0.1:{port}/{{submission_id}}.git")
    assert told.value.retry
    assert "secret" not in str(told.value)
    assert "127.0.0.1" in str(told.value)


def test_a_disk_that_is_not_mounted_is_not_filled_up(
    store, keep, uploaded, submission_id, tmp_path
):
    keep(uploaded())
    with pytest.raises(PushFailed, match="there is no folder"):
        store.push(submission_id, f"{tmp_path}/not/mounted/{{submission_id}}.git")
    assert not (tmp_path / "not").exists()


def test_an_address_cannot_run_a_program(store, keep, uploaded, submission_id, tmp_path):
    keep(uploaded())
    target = tmp_path / "ran"
    for address in (
        f"ext::touch {target} {{submission_id}}",
        f"--exec=touch {target} {{submission_id}}",
    ):
        with pytest.raises(PushFailed):
            store.push(submission_id, address)
    assert not target.exists()


def test_all_submissions_in_one_repository_are_refused(
    store, keep, uploaded, submission_id, tmp_path
):
    keep(uploaded())
    with pytest.raises(PushFailed, match="one repository a submission"):
        store.push(submission_id, f"{tmp_path}/backup.git")


def test_only_what_is_stored_can_be_pushed(store, submission_id, backup):
    with pytest.raises(UnknownSubmission):
        store.push(submission_id, backup)
