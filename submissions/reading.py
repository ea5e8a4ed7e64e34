"""How is a stored file read, from the beginning or from the middle, without starting git?"""

import io
import os
import zlib
from pathlib import Path
from typing import BinaryIO, cast

from submissions import framing
from submissions.errors import CorruptSubmission

BUFFER = 256 * 1024
"""Bytes fetched ahead for a reader who asks for little at a time."""

_BLOCKS_AT_ONCE = 256


class StoredBlob(io.RawIOBase):
    """A seekable stream over a loose blob in stored blocks; several may be open on one file."""

    def __init__(self, descriptor: int, header_size: int, size: int) -> None:
        self._descriptor = descriptor
        self._header_size = header_size
        self._position = 0
        self.size = size

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise ValueError("a file has no place before its beginning")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]
        """Fill as much of ``buffer`` as some blocks give; 0 at the end. Raises CorruptSubmission."""
        view = memoryview(buffer).cast("B")
        offset = self._header_size + self._position
        end = min(offset + len(view), self._header_size + self.size)
        if offset >= end:
            return 0
        parts: list[memoryview] = []
        headers: list[tuple[memoryview, int]] = []
        cursor = offset
        while cursor < end and len(headers) < _BLOCKS_AT_ONCE:
            stop = min(end, (cursor // framing.BLOCK + 1) * framing.BLOCK)
            if cursor > offset:
                header = memoryview(bytearray(framing.BLOCK_HEADER))
                headers.append((header, cursor))
                parts.append(header)
            parts.append(view[cursor - offset : stop - offset])
            cursor = stop
        got = os.preadv(self._descriptor, parts, framing.file_position(offset))
        if got < sum(map(len, parts)):
            raise CorruptSubmission("A stored file ends too early; the disk may be damaged.")
        for header, at in headers:
            self._check(header, at)
        self._position += cursor - offset
        return cursor - offset

    def close(self) -> None:
        if not self.closed:
            os.close(self._descriptor)
        super().close()

    def _check(self, header: memoryview, offset: int) -> None:
        left = self._header_size + self.size - offset
        if header != framing.block_header(min(left, framing.BLOCK), left <= framing.BLOCK):
            raise CorruptSubmission(
                "A stored file is not as it was written; the disk may be damaged."
            )


def open_stored(path: Path) -> BinaryIO | None:
    """A stream over the loose object at ``path``; None if it is not a blob in stored blocks.

    Then git has repacked it, or it came back from a backup, and git itself has to read it.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    sizes = _sizes(descriptor)
    if sizes is None:
        os.close(descriptor)
        return None
    return cast(BinaryIO, io.BufferedReader(StoredBlob(descriptor, *sizes), BUFFER))


def _sizes(descriptor: int) -> tuple[int, int] | None:
    """The sizes of object header and content, if the file is exactly what ``writing`` makes."""
    beginning = os.pread(descriptor, 64, 0)
    if not beginning.startswith(framing.ZLIB_HEADER):
        return None
    try:
        opened = zlib.decompressobj().decompress(beginning)
    except zlib.error:
        return None
    header, nul, _ = opened.partition(b"\0")
    kind, _, digits = header.partition(b" ")
    if not nul or kind != b"blob" or not digits.isdigit():
        return None
    header_size, size = len(header) + 1, int(digits)
    length = header_size + size
    first = framing.block_header(min(length, framing.BLOCK), length <= framing.BLOCK)
    at = len(framing.ZLIB_HEADER)
    if beginning[at : at + framing.BLOCK_HEADER] != first:
        return None
    return (
        (header_size, size) if os.fstat(descriptor).st_size == framing.framed_size(length) else None
    )
