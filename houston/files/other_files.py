"""Is this file what it was uploaded as, when that is no picture?"""

from __future__ import annotations

import zipfile
from pathlib import Path

from houston.files.content_type import HEAD_BYTES
from houston.files.inspection import Inspected
from houston.files.refused import FileRefused
from houston.models.submission_file import FilePurpose
from houston.sheets.foreign.recognition import read_detections
from houston.sheets.unreadable import SheetUnreadable

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD_WORKBOOK = "application/vnd.ms-excel"
ZIP = "application/zip"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
_OLD = b"\xd0\xcf\x11\xe0"


def inspect_other(purpose: FilePurpose, path: Path) -> Inspected:
    """Only what can be told at once; sheets are read, and archives unpacked, by a job. Raises `FileRefused`."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head:
        raise FileRefused("file_empty", "The file is empty. Upload it again.")
    is_zip = zipfile.is_zipfile(path)
    if purpose == FilePurpose.ARCHIVE and not is_zip:
        raise FileRefused(
            "not_an_archive",
            "This is no zip archive, or it breaks off. Make a .zip of the pictures and upload that.",
        )
    if purpose == FilePurpose.SHEET and head.startswith(_PICTURES):
        raise FileRefused("not_a_sheet", "This is a picture, not a sheet.")
    if purpose == FilePurpose.DETECTIONS:
        _try_detections(path)
    return Inspected(_media_type(purpose, head, is_zip), None, None, None)


def _try_detections(path: Path) -> None:
    try:
        read_detections(path)
    except SheetUnreadable as unreadable:
        raise FileRefused(unreadable.code, str(unreadable)) from unreadable


def _media_type(purpose: FilePurpose, head: bytes, is_zip: bool) -> str:
    if is_zip:
        return WORKBOOK if purpose == FilePurpose.SHEET else ZIP
    if head.startswith(_OLD):
        return OLD_WORKBOOK
    is_json = purpose == FilePurpose.DETECTIONS or head.lstrip().startswith((b"{", b"["))
    return "application/json" if is_json else "text/csv"
