"""How do incoming files and metadata become one commit?"""

import io
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

from submissions.contents import Contents
from submissions.errors import CorruptSubmission, DuplicateAsset, FileChanged, UnknownFile
from submissions.layout import FILES, MANIFEST, METADATA, canonical_id, tree_name
from submissions.manifest import digest, json_bytes, to_json
from submissions.reading import open_stored
from submissions.records import IncomingFile, Manifest, ManifestEntry, Person
from submissions.repository import FILE_MODE, FOLDER_MODE, Repository
from submissions.writing import SizeDiffers, WrittenObject, share_object, write_object

WORKERS = min(8, (os.cpu_count() or 1) + 2)
"""Two more than there are cores: while some wait for the disk, the others are hashed."""

COMPARED_AT_ONCE = 1024 * 1024

_SHA256 = re.compile(r"[0-9a-f]{64}")


def identified(files: Collection[IncomingFile]) -> dict[str, IncomingFile]:
    """The files under their canonical asset ids; raises InvalidIdentifier or DuplicateAsset."""
    found: dict[str, IncomingFile] = {}
    for file in files:
        asset_id = canonical_id(file.asset_id, "file")
        if asset_id in found:
            raise DuplicateAsset(
                f"{file.name!r} and {found[asset_id].name!r} carry the same asset id {asset_id}."
            )
        found[asset_id] = file
    return found


def first_contents(
    repository: Repository,
    submission_id: str,
    metadata: dict[str, Any],
    files: Mapping[str, IncomingFile],
) -> Contents:
    """Write the files' bytes into the repository and say what a first commit of them holds."""
    written = _write_files(repository, files)
    encoded = json_bytes(metadata)
    entries = tuple(_entry(key, file, written[key]) for key, file in files.items())
    return Contents(
        manifest=Manifest(submission_id, entries, digest(encoded)),
        metadata=encoded,
        blobs={entry.path: written[entry.asset_id].binsha for entry in entries},
    )


def amended(
    repository: Repository,
    before: Contents,
    metadata: dict[str, Any] | None,
    files: Mapping[str, IncomingFile],
    without: Collection[str],
) -> Contents:
    """``before`` with other metadata, with files added or replaced by asset id, and ``without`` some.

    A replaced file keeps its place in the order. Raises UnknownFile for one that is not there to
    leave out.
    """
    entries = dict(before.manifest.by_asset)
    blobs = dict(before.blobs)
    for asset_id in without:
        if asset_id not in entries:
            raise UnknownFile(f"Submission {before.manifest.submission_id} has no file {asset_id}.")
        del blobs[entries.pop(asset_id).path]
    written = _write_files(repository, files)
    for asset_id, file in files.items():
        if asset_id in entries:
            del blobs[entries[asset_id].path]
        entries[asset_id] = _entry(asset_id, file, written[asset_id])
        blobs[entries[asset_id].path] = written[asset_id].binsha
    encoded = before.metadata if metadata is None else json_bytes(metadata)
    manifest = Manifest(before.manifest.submission_id, tuple(entries.values()), digest(encoded))
    return Contents(manifest, encoded, blobs)


def commit(
    repository: Repository,
    content: Contents,
    parent: str | None,
    message: str,
    author: Person,
    when: datetime,
) -> str:
    """Make the commit on top of ``parent``; returns its SHA once it is on the disk."""
    inner = [
        (sha, FILE_MODE, path.removeprefix(f"{FILES}/")) for path, sha in content.blobs.items()
    ]
    root = [
        (repository.write_bytes(content.metadata).binsha, FILE_MODE, METADATA),
        (repository.write_bytes(to_json(content.manifest)).binsha, FILE_MODE, MANIFEST),
    ]
    if inner:
        root.append((repository.write_tree(inner), FOLDER_MODE, FILES))
    return repository.commit(repository.write_tree(root), parent, message, author, when)


def _entry(asset_id: str, file: IncomingFile, written: WrittenObject) -> ManifestEntry:
    return ManifestEntry(
        asset_id=asset_id,
        name=file.name,
        sha256=written.sha256,
        size=written.size,
        media_type=file.media_type,
        path=f"{FILES}/{tree_name(asset_id, file.name)}",
    )


def _write_files(
    repository: Repository, files: Mapping[str, IncomingFile]
) -> dict[str, WrittenObject]:
    """Every file as a blob; on the first that fails the others are not begun."""
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="submission") as pool:
        tasks = [pool.submit(_write_file, repository, file) for file in files.values()]
        return dict(zip(files, _results(tasks), strict=True))


def _results(tasks: Sequence[Future[WrittenObject]]) -> Iterator[WrittenObject]:
    try:
        for task in tasks:
            yield task.result()
    finally:
        for task in tasks:
            task.cancel()


def _write_file(repository: Repository, file: IncomingFile) -> WrittenObject:
    try:
        source = io.FileIO(file.path)
    except OSError as error:
        raise FileChanged(
            f"The uploaded file {file.name!r} cannot be read: {error.strerror}."
        ) from error
    known = _checked_form(file)
    with source:
        size = os.fstat(source.fileno()).st_size
        if file.size is not None and file.size != size:
            raise FileChanged(
                f"{file.name!r} was announced with {file.size} bytes and has {size}. Please upload it again."
            )
        if file.twin is not None and known is not None and _same_bytes(file.twin, source):
            shared = share_object(repository.objects, file.twin, known, size)
            if shared is not None:
                return shared
        source.seek(0)
        try:
            return write_object(repository.objects, b"blob", source, size, known)
        except SizeDiffers:
            raise FileChanged(f"{file.name!r} changed while it was being stored.") from None


def _same_bytes(twin: Path, source: io.FileIO) -> bool:
    """Whether the stored file is whole and the same: a damaged one would damage its twin."""
    try:
        stored = open_stored(twin)
        if stored is None:
            return False
        with stored:
            while True:
                expected = source.read(COMPARED_AT_ONCE)
                if stored.read(COMPARED_AT_ONCE) != expected:
                    return False
                if not expected:
                    return True
    except (OSError, CorruptSubmission):
        return False


def _checked_form(file: IncomingFile) -> str | None:
    if file.sha256 is not None and not _SHA256.fullmatch(file.sha256):
        raise FileChanged(f"The checksum of {file.name!r} is not a SHA-256: {file.sha256!r}.")
    return file.sha256
