"""Is everything still there, byte for byte? Git checks its objects, we check what the manifests say."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from submissions.contents import Contents, read_contents
from submissions.errors import SubmissionError
from submissions.manifest import digest
from submissions.records import ManifestEntry, Problem
from submissions.repository import Repository

CHUNK = 1024 * 1024
"""Bytes hashed at a time."""


def problems(submission_id: str, path: Path) -> Iterator[Problem]:
    """All that is wrong with the repository at ``path``, over all of its commits."""
    try:
        with Repository(path) as repository:
            yield from _of_git(submission_id, repository)
            yield from _of_commits(submission_id, repository)
    except (SubmissionError, OSError) as error:
        yield Problem(submission_id, "unreadable", f"The repository cannot be read: {error}")


def _of_git(submission_id: str, repository: Repository) -> Iterator[Problem]:
    for line in repository.faults():
        yield Problem(submission_id, "damaged_repository", f"Git reports: {line}")


def _of_commits(submission_id: str, repository: Repository) -> Iterator[Problem]:
    checked: set[tuple[bytes, str, int]] = set()
    for revision in repository.revisions():
        try:
            contents = read_contents(repository, revision.sha)
        except SubmissionError as error:
            yield Problem(submission_id, "bad_manifest", str(error), revision=revision.sha)
            continue
        yield from _of_manifest(submission_id, revision.sha, contents)
        for entry in contents.manifest.files:
            blob = contents.blobs.get(entry.path)
            if blob is None:
                yield _missing(submission_id, entry, revision.sha)
            elif (blob, entry.sha256, entry.size) not in checked:
                checked.add((blob, entry.sha256, entry.size))
                yield from _of_file(submission_id, repository, entry, blob, revision.sha)


def _of_manifest(submission_id: str, sha: str, contents: Contents) -> Iterator[Problem]:
    manifest = contents.manifest
    if manifest.submission_id != submission_id:
        message = f"The manifest is that of submission {manifest.submission_id}."
        yield Problem(submission_id, "bad_manifest", message, revision=sha)
    if digest(contents.metadata) != manifest.metadata_sha256:
        message = "The metadata do not agree with their checksum."
        yield Problem(submission_id, "bad_manifest", message, revision=sha)
    for path in sorted(set(contents.blobs) - {entry.path for entry in manifest.files}):
        message = f"The file {path} is not in the manifest."
        yield Problem(submission_id, "unlisted_file", message, revision=sha)


def _of_file(
    submission_id: str, repository: Repository, entry: ManifestEntry, blob: bytes, sha: str
) -> Iterator[Problem]:
    try:
        with repository.open_blob(blob) as stream:
            found = hashlib.sha256()
            while chunk := stream.read(CHUNK):
                found.update(chunk)
            size = stream.tell()
    except (SubmissionError, OSError) as error:
        message = f"{entry.name!r} cannot be read: {error}"
        yield Problem(submission_id, "missing_file", message, entry.asset_id, sha)
        return
    if (found.hexdigest(), size) != (entry.sha256, entry.size):
        message = f"{entry.name!r} is not as it was uploaded: its checksum does not agree."
        yield Problem(submission_id, "changed_file", message, entry.asset_id, sha)


def _missing(submission_id: str, entry: ManifestEntry, sha: str) -> Problem:
    message = f"{entry.name!r} is in the manifest and not in the commit."
    return Problem(submission_id, "missing_file", message, entry.asset_id, sha)
