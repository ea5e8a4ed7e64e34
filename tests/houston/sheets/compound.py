"""A compound file, the container of an .xls and of an .xlsx with a password, with the streams that a test puts in."""

from __future__ import annotations

import struct

SECTOR = 512
SMALLEST_STREAM = 4096
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_ROOT, _STREAM = 5, 2


def compound_file(streams: dict[str, bytes]) -> bytes:
    """At most three streams of a few dozen sectors together ([MS-CFB], version 3)."""
    table, body = [_TABLE, _END], b""
    entries = [("Root Entry", _ROOT, _END, 0)]
    for name, content in streams.items():
        whole = content.ljust(SMALLEST_STREAM, b"\0")
        whole += b"\0" * (-len(whole) % SECTOR)
        first, sectors = len(table), len(whole) // SECTOR
        table += [*range(first + 1, first + sectors), _END]
        body += whole
        entries.append((name, _STREAM, first, len(whole)))
    directory = b"".join(
        _entry(entry, child=1 if place == 0 else _FREE, right=_right(place, len(entries)))
        for place, entry in enumerate(entries)
    )
    numbers = struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    chains = struct.pack("<10I", 0, 1, 1, 0, SMALLEST_STREAM, _END, 0, _END, 0, 0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + numbers + chains
    sectors_of_table = struct.pack("<128I", *table, *[_FREE] * (SECTOR // 4 - len(table)))
    return header.ljust(SECTOR, b"\xff") + sectors_of_table + directory.ljust(SECTOR, b"\0") + body


def _right(place: int, count: int) -> int:
    return place + 1 if 0 < place < count - 1 else _FREE


def _entry(entry: tuple[str, int, int, int], *, child: int, right: int) -> bytes:
    name, kind, first, length = entry
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIQ", text, len(text), kind, 1, _FREE, right, child, first, length
    )


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of an .xls ([MS-XLS] 2.1.4)."""
    return struct.pack("<HH", kind, len(content)) + content
