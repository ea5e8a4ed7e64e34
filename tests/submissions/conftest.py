"""A store in a folder of its own, and files to put into it."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from submissions import IncomingFile, Person, StoredCommit, SubmissionStore

WHEN = datetime(2024, 6, 3, 7, 30, tzinfo=UTC)
ANN = Person("Ann Ölund", "ann@example.org")
METADATA: dict[str, Any] = {"sightings": [{"species": "equus_quagga", "note": "två 🦓"}]}


@pytest.fixture
def store(tmp_path: Path) -> SubmissionStore:
    return SubmissionStore(tmp_path / "store")


@pytest.fixture
def submission_id() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def uploaded(tmp_path: Path) -> Callable[..., IncomingFile]:
    """A file in the upload folder: ``uploaded(name, content)``."""

    def make(name: str = "IMG_0001.JPG", content: bytes = b"a zebra", **given: Any) -> IncomingFile:
        asset_id = given.pop("asset_id", str(uuid.uuid4()))
        path = tmp_path / f"upload-{uuid.uuid4()}"
        path.write_bytes(content)
        return IncomingFile(asset_id, path, name, "image/jpeg", **given)

    return make


@pytest.fixture
def keep(store: SubmissionStore, submission_id: str) -> Callable[..., StoredCommit]:
    """Store some files as the submission: ``keep(file, file, metadata=…)``."""

    def make(*files: IncomingFile, metadata: dict[str, Any] | None = None) -> StoredCommit:
        document = METADATA if metadata is None else metadata
        return store.store(submission_id, document, files, ANN, "As uploaded", WHEN)

    return make


def repository_of(store_root: Path, submission_id: str) -> Path:
    """Where the repository lies: folders are part of what an operator may rely on."""
    return store_root / submission_id[-2:] / f"{submission_id}.git"
