"""What is to be imported, and from which files? Found out before anything is sent."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from houston.client.uploads import Source, digest, from_bytes, from_path
from houston.sheets.foreign.camtrap_dp import is_package, table_paths
from houston.sheets.foreign.megadetector import is_megadetector

PACKAGE_NAME = "package.zip"
NO_PICTURES = frozenset(
    [
        ".csv",
        ".tsv",
        ".txt",
        ".xlsx",
        ".xls",
        ".ods",
        ".json",
        ".xml",
        ".xmp",
        ".db",
        ".ini",
        ".ds_store",
        ".md",
        ".pdf",
        ".doc",
        ".docx",
        ".py",
        ".r",
        ".log",
        ".mp4",
        ".avi",
        ".mov",
        ".mts",
        ".m4v",
        ".mkv",
        ".wmv",
        ".wav",
        ".mp3",
    ]
)
"""What is left alone in a folder of pictures. Anything else is sent, and refused with a sentence if need be."""
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every packed table, so that the same tables are the same archive."""


class NothingToImport(ValueError):
    """Nothing can be done with these files; `str()` says why."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything that one import is made of."""

    name: str
    sheet: Source | None
    """None: folders say what a sheet would have said."""
    pictures: list[Source] = field(default_factory=list)
    archives: list[Source] = field(default_factory=list)
    detections: list[Source] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)
    """Files in the folders that are no pictures."""
    key: str = ""
    """The same for the same sheet and folders: so the import is made once, however often it is asked for."""


def plan_import(
    sheet: Path, folders: Sequence[Path], detections: Sequence[Path] = (), name: str = ""
) -> ImportPlan:
    """Looks through the files. Raises `NothingToImport`.

    `sheet` is a sheet, a file of flat keys, a Camtrap DP package (a folder or a zip), MegaDetector's results, or
    a folder of pictures that are filed in folders. `folders` are folders, archives or single pictures.
    """
    source: Source | None = None
    boxes, places = list(detections), list(folders)
    if sheet.is_dir() and not is_package(sheet):
        places.insert(0, sheet)
    elif is_package(sheet):
        source = _package(sheet)
        places = places or ([sheet] if sheet.is_dir() else [])
    elif _is_megadetector(sheet):
        boxes.insert(0, sheet)
    else:
        source = from_path(sheet, purpose="sheet")
    plan = ImportPlan(
        name or _name(sheet, places),
        source,
        detections=[from_path(path, purpose="detections") for path in boxes],
    )
    skipped = {path.resolve() for path in (sheet, *boxes) if path.is_file()}
    for place in places:
        _look_through(place, plan, skipped)
    if source is None and not (plan.pictures or plan.archives):
        raise NothingToImport(f"There is neither a sheet nor a picture in {sheet}.")
    return _with_key(plan, places)


def _look_through(place: Path, plan: ImportPlan, skipped: set[Path]) -> None:
    if not place.exists():
        raise NothingToImport(f"There is no {place}.")
    base = place if place.is_dir() else place.parent
    for path in _files(place):
        name = path.relative_to(base).as_posix()
        if path.resolve() in skipped:
            continue
        if path.suffix.casefold() == ".zip":
            plan.archives.append(from_path(path, name, "archive"))
        elif path.suffix.casefold() in NO_PICTURES or path.name.startswith("."):
            plan.left_alone.append(name)
        else:
            plan.pictures.append(from_path(path, name))


def _files(place: Path) -> Iterator[Path]:
    """All files below a folder, in an order that stays the same."""
    if place.is_file():
        yield place
        return
    for path in sorted(place.rglob("*")):
        if path.is_file():
            yield path


def _package(path: Path) -> Source:
    """Of a package its tables; its pictures are sent by themselves, so that a broken connection costs little."""
    if path.is_file():
        return from_path(path, purpose="package")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in table_paths(path):
            member = zipfile.ZipInfo(table.relative_to(path).as_posix(), FIRST_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, table.read_bytes())
    return from_bytes(packed.getvalue(), PACKAGE_NAME, "package")


def _is_megadetector(path: Path) -> bool:
    if path.suffix.casefold() != ".json":
        return False
    try:
        return is_megadetector(json.loads(path.read_bytes()))
    except ValueError:
        return False  # what it is, the server will say


def _name(sheet: Path, places: Sequence[Path]) -> str:
    return " · ".join(dict.fromkeys(path.resolve().name for path in (sheet, *places)))[:200]


def _with_key(plan: ImportPlan, places: Sequence[Path]) -> ImportPlan:
    told = hashlib.sha256(plan.name.encode())
    for source in (*([plan.sheet] if plan.sheet else []), *plan.detections):
        with source.open() as stream:
            told.update(digest(stream))
    for place in places:
        told.update(b"\0" + str(place.resolve()).encode())
    return ImportPlan(
        plan.name,
        plan.sheet,
        plan.pictures,
        plan.archives,
        plan.detections,
        plan.left_alone,
        told.hexdigest(),
    )
