"""What does one commit hold? Read once and kept, for a commit never changes."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from submissions.layout import MANIFEST, METADATA
from submissions.manifest import from_json
from submissions.records import Manifest
from submissions.repository import Repository

KEPT = 32
"""Commits kept in memory: a bulk upload of 50,000 photos takes some 40 MB, most take a kilobyte."""


@dataclass(frozen=True)
class Contents:
    """Everything in a commit but the files' bytes."""

    manifest: Manifest
    metadata: bytes
    """``metadata.json`` as it lies there."""
    blobs: Mapping[str, bytes]
    """Path in the commit → git's id of the blob."""


def read_contents(repository: Repository, sha: str) -> Contents:
    """What the commit ``sha`` holds; raises UnknownRevision or CorruptSubmission."""
    return Contents(
        manifest=from_json(repository.read(sha, MANIFEST)),
        metadata=repository.read(sha, METADATA),
        blobs=repository.blobs(sha),
    )


class RecentContents:
    """The contents of the commits that were asked for last; safe between threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Contents] = OrderedDict()
        self._lock = Lock()

    def of(self, repository: Repository, sha: str) -> Contents:
        """As ``read_contents``, from memory where it can be."""
        key = (repository.path.name, sha)
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        contents = read_contents(repository, sha)
        with self._lock:
            self._kept[key] = contents
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return contents
