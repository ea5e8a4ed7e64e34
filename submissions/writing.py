"""How does a file get into a repository at little more than the cost of copying it?

Each file is read once; while a buffer is warm it is hashed for git (SHA-1) and for the manifest
(SHA-256) and written out in stored blocks. Hashing and the kernel's writing release Python's
global lock, so several files go at the same time.
"""

import hashlib
import os
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from submissions import framing
from submissions.content_hash import ContentHash
from submissions.durability import sync_paths

BLOCKS_AT_ONCE = 16
"""One mebibyte: small enough for a core's cache, so that the bytes come from memory once."""

TEMPORARY = "tmp_obj_"
"""What git calls an object that is not finished; `git prune` knows the name too."""


class Readable(Protocol):
    """Anything that fills a buffer: an unbuffered file, or bytes in memory."""

    def readinto(self, buffer: memoryview, /) -> int | None: ...


@dataclass(frozen=True)
class WrittenObject:
    """One object that is now in the repository and on the disk."""

    binsha: bytes
    sha256: str
    size: int


class SizeDiffers(Exception):
    """The source gave fewer or more bytes than it had announced."""


def write_object(
    objects: Path, kind: bytes, source: Readable, size: int, sha256: str | None = None
) -> WrittenObject:
    """Write ``size`` bytes of ``source`` as a loose object of ``kind`` below the folder ``objects``.

    ``sha256`` is that of the content if the caller knows it; else it is computed on the way.

    The object appears under its name only when it is whole and on the disk; its folder is left for
    the caller to sync. A second object of the same content takes no further space. Raises
    SizeDiffers, or OSError as the disk gives it; nothing but a ``tmp_obj_`` file is left then, and
    that only if the process dies.
    """
    descriptor, name = tempfile.mkstemp(prefix=TEMPORARY, dir=objects)
    temporary = Path(name)
    try:
        try:
            with ContentHash(size, sha256) as content_hash:
                header = framing.object_header(kind, size)
                git_hash = _pour(source, descriptor, header, size, content_hash)
            os.fchmod(descriptor, 0o444)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _settle(temporary, objects, git_hash.hex())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return WrittenObject(git_hash, content_hash.hexdigest(), size)


def share_object(objects: Path, twin: Path, sha256: str, size: int) -> WrittenObject | None:
    """Let the object file ``twin`` of another repository be one of this repository too; ``None`` where that cannot be.

    An object never changes, so a second name for the same bytes is as good as a copy; git itself clones this way.
    """
    sha = f"{twin.parent.name}{twin.name}"
    final = objects / twin.parent.name / twin.name
    try:
        final.parent.mkdir(exist_ok=True)
        if not final.exists():
            os.link(twin, final)
    except OSError:
        # Gone meanwhile, on another disk, or with as many names as the file system allows.
        return None
    return WrittenObject(bytes.fromhex(sha), sha256, size)


def sync_objects(objects: Path) -> None:
    """Force the names of all written objects onto the disk."""
    sync_paths([*(folder for folder in objects.iterdir() if folder.is_dir()), objects])


def _settle(temporary: Path, objects: Path, sha: str) -> None:
    final = objects / sha[:2] / sha[2:]
    if final.exists():
        temporary.unlink()
        return
    final.parent.mkdir(exist_ok=True)
    temporary.rename(final)


def _pour(
    source: Readable, descriptor: int, header: bytes, size: int, content_hash: ContentHash
) -> bytes:
    """Copy header and content into stored blocks; returns git's id of the object."""
    # SHA-1 is git's name for the object here, never a proof: the manifest's SHA-256 is.
    git_hash = hashlib.sha1(header, usedforsecurity=False)
    adler = framing.start_checksum(header)
    buffer = memoryview(bytearray(framing.BLOCK * BLOCKS_AT_ONCE))
    buffer[: len(header)] = header
    start, left = len(header), size
    _write_all(descriptor, [framing.ZLIB_HEADER])
    while True:
        fresh = buffer[start : start + min(left, len(buffer) - start)]
        _fill(source, fresh)
        left -= len(fresh)
        content_hash.begin(fresh)
        git_hash.update(fresh)
        adler = zlib.adler32(fresh, adler)
        _write_all(descriptor, _blocks(buffer[: start + len(fresh)], last=left == 0))
        content_hash.finish()
        start = 0
        if left == 0:
            break
    if source.readinto(memoryview(bytearray(1))):
        raise SizeDiffers
    _write_all(descriptor, [framing.checksum(adler)])
    return git_hash.digest()


def _fill(source: Readable, buffer: memoryview) -> None:
    done = 0
    while done < len(buffer):
        got = source.readinto(buffer[done:])
        if not got:
            raise SizeDiffers
        done += got


def _blocks(content: memoryview, last: bool) -> list[bytes | memoryview]:
    parts: list[bytes | memoryview] = []
    for start in range(0, len(content), framing.BLOCK):
        block = content[start : start + framing.BLOCK]
        final = last and start + len(block) == len(content)
        parts += [framing.block_header(len(block), final), block]
    return parts


def _write_all(descriptor: int, parts: list[bytes | memoryview]) -> None:
    wanted = sum(memoryview(part).nbytes for part in parts)
    written = os.writev(descriptor, parts)
    if written < wanted:
        # A nearly full disk takes a part; writing the rest gives the reason as an OSError.
        rest = memoryview(b"".join(parts))[written:]
        while rest:
            rest = rest[os.write(descriptor, rest) :]
