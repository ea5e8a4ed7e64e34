"""How does a photo become a git object without anybody trying to compress it?

A loose git object is a zlib stream (RFC 1950) of ``<kind> <size>\\0`` and the bytes. DEFLATE
(RFC 1951) has *stored* blocks that hold up to 65,535 bytes as they are, behind five bytes of
header, and git reads those like any other. Written always in full blocks, the place of every byte
follows from arithmetic, so a stored file can be read from the middle.
"""

import math
import struct
import zlib

BLOCK = 0xFFFF
"""Bytes in a stored block; the most that DEFLATE allows."""
BLOCK_HEADER = 5
ZLIB_HEADER = b"\x78\x01"
CHECKSUM_SIZE = 4

_FULL_HEADER = struct.pack("<BHH", 0, BLOCK, 0)


def object_header(kind: bytes, size: int) -> bytes:
    """What git puts before the bytes of an object, and hashes with them."""
    return b"%s %d\0" % (kind, size)


def framed_size(length: int) -> int:
    """The size of the file that holds ``length`` bytes (object header and content) in stored blocks."""
    blocks = max(1, math.ceil(length / BLOCK))
    return len(ZLIB_HEADER) + blocks * BLOCK_HEADER + length + CHECKSUM_SIZE


def block_header(length: int, last: bool) -> bytes:
    """The five bytes before a stored block."""
    if length == BLOCK and not last:
        return _FULL_HEADER
    return struct.pack("<BHH", int(last), length, length ^ 0xFFFF)


def file_position(offset: int) -> int:
    """Where in the file the byte ``offset`` of header-and-content lies."""
    return len(ZLIB_HEADER) + (offset // BLOCK + 1) * BLOCK_HEADER + offset


def checksum(value: int) -> bytes:
    """The end of the stream: Adler-32 of header and content."""
    return struct.pack(">I", value)


def start_checksum(header: bytes) -> int:
    """Adler-32 of the object header, to be continued over the content."""
    return zlib.adler32(header)
