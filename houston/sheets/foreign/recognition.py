"""Is this file one of another system's, and what does it amount to?"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from houston.sheets.foreign.camtrap_dp import is_descriptor, is_package, read_package
from houston.sheets.foreign.camtrap_sheet import package_table
from houston.sheets.foreign.detections import BroughtDetections, without_rows
from houston.sheets.foreign.flat_keys import flat_rows, is_flat, read_flat, read_flat_sheet
from houston.sheets.foreign.megadetector import is_coco, is_megadetector, read_megadetector
from houston.sheets.foreign.table import ForeignTable
from houston.sheets.sheet import Sheet
from houston.sheets.unreadable import SheetUnreadable

LARGEST_JSON_BYTES = 512 * 1024**2  # two million boxes; a document is read as a whole
BEGINNING_BYTES = 1024
ONLY_BOXES = (
    "This file holds MegaDetector's boxes and says nothing of animals. "
    "Upload it as detections, beside a sheet."
)
NO_BOXES = "This file holds encounters with flat keys and no boxes. Upload it as a sheet."
COCO = (
    "This file holds annotations in COCO's form, which is not read here. "
    "Convert it to MegaDetector's form, whose boxes are."
)
DESCRIPTOR_ALONE = (
    "This is the descriptor of a data package without its tables. "
    "Upload the whole folder, or a .zip of it."
)
NOTHING_KNOWN = (
    "This JSON file is none that is understood here: neither results of MegaDetector "
    "nor encounters with flat keys."
)
MARK = b"\xef\xbb\xbf"


def read_foreign(path: Path, present: Collection[str] | None = None) -> ForeignTable | None:
    """What an uploaded file amounts to; None: it is none of another system's, so read it as a plain sheet.

    `present`: base names, in small letters, of the pictures that were uploaded. Raises `SheetUnreadable`.
    """
    if is_package(path):
        return package_table(read_package(path), present)
    if not _begins_as_json(path):
        return None
    document = _json(path)
    if is_megadetector(document):
        raise SheetUnreadable("foreign_unreadable", ONLY_BOXES)
    rows = flat_rows(document)
    if rows is None:
        raise SheetUnreadable("foreign_unreadable", _why_neither(document))
    return read_flat(rows)


def recognised(sheet: Sheet) -> ForeignTable | None:
    """What a plain sheet amounts to when its headings are another system's; None: it is as it should be."""
    return read_flat_sheet(sheet) if is_flat(sheet.headings) else None


def read_detections(path: Path) -> BroughtDetections:
    """The boxes of an uploaded file of detections. Raises `SheetUnreadable`."""
    if is_package(path):
        return without_rows(package_table(read_package(path)).brought)
    document = _json(path)
    if is_megadetector(document):
        return read_megadetector(document)
    is_sheet = flat_rows(document) is not None
    raise SheetUnreadable("foreign_unreadable", NO_BOXES if is_sheet else _why_neither(document))


def _why_neither(document: Any) -> str:
    """What a JSON document is that is neither a sheet nor boxes, by what it holds."""
    if is_coco(document):
        return COCO
    if is_descriptor(document):
        return DESCRIPTOR_ALONE
    return NOTHING_KNOWN


def _begins_as_json(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(BEGINNING_BYTES).removeprefix(MARK).lstrip().startswith((b"{", b"["))


def _json(path: Path) -> Any:
    if path.stat().st_size > LARGEST_JSON_BYTES:
        raise SheetUnreadable("foreign_unreadable", "The JSON file is too large. Split it.")
    try:
        return json.loads(path.read_bytes().removeprefix(MARK))
    except json.JSONDecodeError as error:
        raise SheetUnreadable(
            "foreign_unreadable",
            f"The JSON file breaks off or has a mistake in line {error.lineno:,}, column "
            f"{error.colno:,}. Correct it there, or export it again, and upload that.",
        ) from error
    except UnicodeDecodeError as error:
        raise SheetUnreadable(
            "foreign_unreadable",
            "The JSON file is not text in UTF-8. Save it so, and upload that.",
        ) from error
    except RecursionError as error:
        raise SheetUnreadable(
            "foreign_unreadable", "The JSON file is nested too deeply to be read."
        ) from error
