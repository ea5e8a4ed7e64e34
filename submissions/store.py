"""Where does a submission go, and how does one get it back? ``SubmissionStore`` answers both.

Each submission is one bare git repository. The first commit holds its files, ``metadata.json`` and
``manifest.json``; whatever is corrected later is a further commit, and nothing is ever rewritten.
Whoever is killed in the middle leaves either the whole commit or none, and the next try clears up.
"""

import re
import shutil
import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from submissions import backup, commits, failures, locks, verification
from submissions.contents import Contents, RecentContents
from submissions.durability import sync_paths
from submissions.errors import (
    CorruptSubmission,
    SubmissionBusy,
    SubmissionDiffers,
    UnknownFile,
    UnknownRevision,
    UnknownSubmission,
)
from submissions.layout import Layout, canonical_id
from submissions.manifest import metadata_from
from submissions.records import (
    IncomingFile,
    Manifest,
    ManifestEntry,
    Person,
    Problem,
    PushResult,
    Revision,
    StoredCommit,
    StoredSubmission,
)
from submissions.repetition import is_repetition
from submissions.repository import Repository

Id = str | UUID

_SHA = re.compile(r"[0-9a-f]{40}")


class SubmissionStore:
    """All submissions under one folder. Safe to share between threads and between processes.

    Ids are UUIDs, as text or not. Every refusal is a ``SubmissionError`` with a sentence.
    """

    def __init__(self, root: Path, patience: float = locks.PATIENCE_SECONDS) -> None:
        """``patience``: seconds to wait for another writer of the same submission."""
        self._layout = Layout(Path(root).absolute())
        self._patience = patience
        self._recent = RecentContents()

    # --- writing

    def store(
        self,
        submission_id: Id,
        metadata: dict[str, Any],
        files: Iterable[IncomingFile],
        author: Person,
        message: str,
        when: datetime,
    ) -> StoredCommit:
        """Keep files and metadata as the submission's first commit; on the disk when this returns.

        Repeated with the same content it answers the same commit and changes nothing; files whose
        SHA-256 is given need not exist any more then. Raises SubmissionDiffers for other content,
        FileChanged, DuplicateAsset, StorageFailed or SubmissionBusy; nothing is stored then.
        """
        key = canonical_id(submission_id, "submission")
        incoming = commits.identified(list(files))
        with self._writing(key):
            target = self._layout.repository(key)
            if target.exists():
                return self._stored_before(key, metadata, incoming)
            staging = self._layout.staging(key)
            _remove(staging)
            try:
                with Repository.create(staging) as repository:
                    contents = commits.first_contents(repository, key, metadata, incoming)
                    sha = commits.commit(repository, contents, None, message, author, when)
                    repository.sync()
                target.parent.mkdir(exist_ok=True)
                staging.rename(target)
                sync_paths([target.parent, self._layout.root])
            except BaseException:
                _remove(staging)
                raise
        return StoredCommit(sha, contents.manifest, created=True)

    def correct(
        self,
        submission_id: Id,
        author: Person,
        message: str,
        when: datetime,
        metadata: dict[str, Any] | None = None,
        files: Iterable[IncomingFile] = (),
        without: Collection[Id] = (),
    ) -> StoredCommit:
        """Add a commit with other metadata, with files added or replaced by asset id, or without some.

        What was there before stays in the history. A correction that changes nothing adds nothing.
        Raises what ``store`` raises, UnknownSubmission, and UnknownFile for a file in ``without``.
        """
        key = canonical_id(submission_id, "submission")
        incoming = commits.identified(list(files))
        left_out = [canonical_id(asset, "file") for asset in without]
        with self._writing(key), self._opened(key) as (repository, head):
            repository.tidy()
            before = self._recent.of(repository, head)
            after = commits.amended(repository, before, metadata, incoming, left_out)
            if after == before:
                return StoredCommit(head, before.manifest, created=False)
            sha = commits.commit(repository, after, head, message, author, when)
        return StoredCommit(sha, after.manifest, created=True)

    def remove(self, submission_id: Id) -> bool:
        """Take the submission off the disk for good, with all its history; False if it was not there."""
        key = canonical_id(submission_id, "submission")
        with self._writing(key):
            path = self._layout.repository(key)
            _remove(self._layout.staging(key))
            if not path.exists():
                return False
            # Renamed first: a half-deleted repository must never look like a damaged one.
            doomed = self._layout.removed / f"{key}.{uuid.uuid4().hex}.git"
            doomed.parent.mkdir(parents=True, exist_ok=True)
            path.rename(doomed)
            sync_paths([path.parent, doomed.parent])
            _remove(doomed)
        return True

    def sweep(self) -> int:
        """Delete what killed processes left half-stored or half-removed; returns how many of them."""
        swept = 0
        for doomed in self._layout.removed.glob("*.git"):
            _remove(doomed)
            swept += 1
        for staging in self._layout.incoming.glob("*.git"):
            try:
                with locks.writing(self._layout.locks, staging.stem, patience=0):
                    _remove(staging)
                    swept += 1
            except SubmissionBusy:
                continue  # Somebody is storing it at this moment.
        return swept

    # --- reading

    def exists(self, submission_id: Id) -> bool:
        """Whether the submission is stored."""
        return self._layout.repository(canonical_id(submission_id, "submission")).exists()

    def manifest(self, submission_id: Id, at: str | None = None) -> Manifest:
        """The manifest of the newest commit, or of the commit ``at``."""
        return self._contents(submission_id, at).manifest

    def metadata(self, submission_id: Id, at: str | None = None) -> dict[str, Any]:
        """The metadata of the newest commit, or of the commit ``at``; the caller's own to change."""
        return metadata_from(self._contents(submission_id, at).metadata)

    def history(self, submission_id: Id) -> list[Revision]:
        """All commits of the submission, the oldest first."""
        with self._opened(canonical_id(submission_id, "submission")) as (repository, _):
            return repository.revisions()

    def entry(self, submission_id: Id, asset_id: Id, at: str | None = None) -> ManifestEntry:
        """What the manifest says of one file; raises UnknownFile."""
        return _entry_of(self._contents(submission_id, at), asset_id)

    def file_size(self, submission_id: Id, asset_id: Id) -> int:
        """The size of a stored file in bytes."""
        return self.entry(submission_id, asset_id).size

    def stored_object(self, submission_id: Id, asset_id: Id) -> Path | None:
        """Where the bytes of a stored file lie, to be the ``twin`` of a file with the same bytes; ``None`` where they do not.

        Raises UnknownSubmission and UnknownFile.
        """
        key = canonical_id(submission_id, "submission")
        with self._opened(key) as (repository, head):
            contents = self._recent.of(repository, head)
            blob = contents.blobs.get(_entry_of(contents, asset_id).path)
            return repository.loose_object(blob) if blob else None

    def open_file(self, submission_id: Id, asset_id: Id, at: str | None = None) -> BinaryIO:
        """A seekable stream over the bytes as they were uploaded; the caller closes it.

        Seeking costs nothing, so a range is read without what is before it. Raises UnknownFile, and
        CorruptSubmission for one that is in the manifest and no longer on the disk.
        """
        key = canonical_id(submission_id, "submission")
        with self._opened(key) as (repository, head):
            contents = self._recent.of(repository, _known_form(at) or head)
            path = _entry_of(contents, asset_id).path
            if path not in contents.blobs:
                raise CorruptSubmission(f"Submission {key} has lost its file {asset_id}.")
            return repository.open_blob(contents.blobs[path])

    def iterate(self) -> Iterator[StoredSubmission]:
        """Every submission as its newest commit has it, in the order of their ids.

        Enough to make Houston's assets again from nothing. Raises CorruptSubmission at one that
        cannot be read; ``verify_all`` finds those first.
        """
        for path in self._layout.repositories():
            with self._opened(path.stem) as (repository, head):
                contents = self._recent.of(repository, head)
            yield StoredSubmission(
                path.stem, head, contents.manifest, metadata_from(contents.metadata)
            )

    # --- checking and backing up

    def verify(self, submission_id: Id) -> list[Problem]:
        """Read every byte of every commit again and say what is wrong; empty when all is well."""
        key = canonical_id(submission_id, "submission")
        return list(verification.problems(key, self._existing(key)))

    def verify_all(self) -> Iterator[Problem]:
        """``verify`` for every submission, problem by problem as they are found."""
        for path in self._layout.repositories():
            yield from verification.problems(path.stem, path)

    def push(
        self,
        submission_id: Id,
        remote_url_template: str,
        timeout: float = backup.TIMEOUT_SECONDS,
    ) -> PushResult:
        """Bring the backup up to date; ``{submission_id}`` in the address is filled in.

        Can be repeated at any time. Raises PushFailed, which says in a sentence why; nothing is
        lost then.
        """
        key = canonical_id(submission_id, "submission")
        return backup.push(self._existing(key), key, remote_url_template, timeout)

    # --- inner

    @contextmanager
    def _writing(self, key: str) -> Iterator[None]:
        with (
            failures.of_storing(),
            locks.writing(self._layout.locks, key, self._patience),
        ):
            yield

    def _existing(self, key: str) -> Path:
        path = self._layout.repository(key)
        if not path.exists():
            raise UnknownSubmission(f"There is no stored submission {key}.")
        return path

    @contextmanager
    def _opened(self, key: str) -> Iterator[tuple[Repository, str]]:
        with Repository(self._existing(key)) as repository:
            yield repository, repository.head()

    def _contents(self, submission_id: Id, at: str | None) -> Contents:
        with self._opened(canonical_id(submission_id, "submission")) as (repository, head):
            return self._recent.of(repository, _known_form(at) or head)

    def _stored_before(
        self, key: str, metadata: dict[str, Any], incoming: dict[str, IncomingFile]
    ) -> StoredCommit:
        with self._opened(key) as (repository, _):
            first = repository.first()
            contents = self._recent.of(repository, first)
        if not is_repetition(contents, metadata, incoming):
            raise SubmissionDiffers(
                f"Submission {key} is stored already, with other files or other metadata. "
                "A change of it is a correction."
            )
        return StoredCommit(first, contents.manifest, created=False)


def _known_form(at: str | None) -> str | None:
    if at is not None and not _SHA.fullmatch(at):
        raise UnknownRevision(f"{at!r} is not the SHA of a commit.")
    return at


def _entry_of(contents: Contents, asset_id: Id) -> ManifestEntry:
    entry = contents.manifest.by_asset.get(canonical_id(asset_id, "file"))
    if entry is None:
        raise UnknownFile(f"Submission {contents.manifest.submission_id} has no file {asset_id}.")
    return entry


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
