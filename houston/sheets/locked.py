"""Is a workbook locked by a password? The reader of workbooks only says of one that it knows no such format."""

from __future__ import annotations

import mmap
import re
import struct
from pathlib import Path

OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
"""How a compound file begins: an .xls, or what an .xlsx with a password is wrapped in ([MS-CFB], [MS-OFFCRYPTO])."""
_WRAPPED = "EncryptedPackage".encode("utf-16-le")
# The beginning of the stream of an .xls ([MS-XLS] 2.4.21): BOF, of BIFF8 or BIFF5, where a stream can begin.
_BEGINNING = re.compile(rb"\x09\x08[\x08\x10]\x00")
_ALIGNED_TO = 64
_RECORD = struct.Struct("<HH")
_FILE_PASS = 0x2F
_LOOKED_THROUGH = 8
"""FilePass comes right after BOF, or after the few records that keep others from writing."""


def is_locked(path: Path) -> bool:
    """Whether the file is a workbook that opens with a password alone."""
    with path.open("rb") as stream:
        if stream.read(len(OLD_CONTAINER)) != OLD_CONTAINER:
            return False
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return content.find(_WRAPPED) >= 0 or _has_file_pass(content)


def _has_file_pass(content: mmap.mmap) -> bool:
    found = (match.start() for match in _BEGINNING.finditer(content))
    at = next((start for start in found if start % _ALIGNED_TO == 0), len(content))
    for _ in range(_LOOKED_THROUGH):
        if at + _RECORD.size > len(content):
            return False
        kind, length = _RECORD.unpack_from(content, at)
        if kind == _FILE_PASS:
            return True
        at += _RECORD.size + length
    return False
