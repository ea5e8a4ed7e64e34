"""What goes into the store, and what comes out?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal


@dataclass(frozen=True)
class Person:
    """Who a commit is signed with. Blanks are allowed: a visitor may leave neither name nor e-mail."""

    name: str
    email: str = ""


@dataclass(frozen=True)
class IncomingFile:
    """One file to be stored."""

    asset_id: str
    """UUID of the asset that this file becomes."""
    path: Path
    """Where the bytes lie now; only read, never moved or removed."""
    name: str
    """The name as it was uploaded; any text at all, kept letter by letter."""
    media_type: str = "application/octet-stream"
    sha256: str | None = None
    """The SHA-256 that the upload was checked with, in lower-case hexadecimal. It is taken as true,
    which saves a quarter of the time; ``verify`` computes it again. None: computed while storing."""
    size: int | None = None
    """What the uploader says the size in bytes is; refused when the bytes disagree."""
    twin: Path | None = None
    """``SubmissionStore.stored_object`` of a file with this ``sha256`` in another submission: both then share one
    place on the disk, where the file system allows it."""


@dataclass(frozen=True)
class ManifestEntry:
    """One stored file."""

    asset_id: str
    name: str
    """The name as it was uploaded. It is never used as a path."""
    sha256: str
    size: int
    media_type: str
    path: str
    """Where the file lies in the commit: ``files/<asset id>`` and, where it is harmless, the extension."""


@dataclass(frozen=True)
class Manifest:
    """What a commit holds, in the order of uploading."""

    submission_id: str
    files: tuple[ManifestEntry, ...]
    metadata_sha256: str

    @cached_property
    def by_asset(self) -> Mapping[str, ManifestEntry]:
        """The entries under their asset ids."""
        return {entry.asset_id: entry for entry in self.files}


@dataclass(frozen=True)
class StoredCommit:
    """The commit that holds what was asked for, and whether this very call made it."""

    sha: str
    manifest: Manifest
    created: bool


@dataclass(frozen=True)
class Revision:
    """One commit of a submission."""

    sha: str
    author: Person
    when: datetime
    message: str


@dataclass(frozen=True)
class StoredSubmission:
    """A submission as its newest commit has it."""

    submission_id: str
    sha: str
    manifest: Manifest
    metadata: dict[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a stored submission."""

    submission_id: str
    code: Literal[
        "unreadable",
        "damaged_repository",
        "bad_manifest",
        "missing_file",
        "changed_file",
        "unlisted_file",
    ]
    message: str
    """A sentence for a person."""
    asset_id: str | None = None
    revision: str | None = None


@dataclass(frozen=True)
class PushResult:
    """What a push did: the backup now has everything up to ``sha``."""

    sha: str
    remote: str
    """The address, without any password in it."""
    state: Literal["pushed", "up_to_date"]
