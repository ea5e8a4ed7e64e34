"""Does a picture that is stored already take no second place on the disk, and does damage stay where it is?"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import uuid
from pathlib import Path

import pytest

from submissions import IncomingFile, SubmissionStore
from tests.submissions.conftest import ANN, METADATA, WHEN, repository_of

CONTENT = os.urandom(300_000)
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def first(store: SubmissionStore, uploaded, submission_id: str) -> Path:
    """Where the bytes of a stored picture lie."""
    photo = uploaded("zebra.jpg", CONTENT, sha256=SHA256)
    store.store(submission_id, METADATA, [photo], ANN, "As uploaded", WHEN)
    return store.stored_object(submission_id, photo.asset_id)


def keep_again(store: SubmissionStore, uploaded, twin: Path) -> tuple[str, IncomingFile]:
    again = str(uuid.uuid4())
    photo = uploaded("again.jpg", CONTENT, sha256=SHA256, twin=twin)
    store.store(again, METADATA, [photo], ANN, "As uploaded", WHEN)
    return again, photo


def test_the_same_bytes_lie_in_one_place(store, uploaded, first, tmp_path):
    again, photo = keep_again(store, uploaded, first)
    second = store.stored_object(again, photo.asset_id)
    assert first.stat().st_ino == second.stat().st_ino
    with store.open_file(again, photo.asset_id) as stream:
        assert stream.read() == CONTENT
    fsck = ["git", "--git-dir", str(repository_of(tmp_path / "store", again)), "fsck", "--strict"]
    subprocess.run(fsck, check=True, capture_output=True)
    assert list(store.verify(again)) == []


def test_what_one_submission_loses_the_other_keeps(store, uploaded, first, tmp_path, submission_id):
    again, photo = keep_again(store, uploaded, first)
    shutil.rmtree(repository_of(tmp_path / "store", submission_id))
    with store.open_file(again, photo.asset_id) as stream:
        assert stream.read() == CONTENT


def test_a_damaged_twin_is_not_shared(store, uploaded, first):
    first.chmod(0o644)
    damaged = bytearray(first.read_bytes())
    damaged[1000] ^= 1
    first.write_bytes(damaged)
    again, photo = keep_again(store, uploaded, first)
    with store.open_file(again, photo.asset_id) as stream:
        assert stream.read() == CONTENT


def test_a_twin_that_is_gone_is_written_anew(store, uploaded, first):
    first.unlink()
    again, photo = keep_again(store, uploaded, first)
    with store.open_file(again, photo.asset_id) as stream:
        assert stream.read() == CONTENT
