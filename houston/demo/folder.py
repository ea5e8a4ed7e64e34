"""How does a folder of somebody's own photos become a set that Codex can be tried with?

One folder an animal, named after it: ``photos/Zuri/IMG_0001.JPG``. Photos of one animal that were
taken on the same day, by their EXIF, count as taken together. Where a ``manifest.csv`` lies in the
folder it says more: ``path`` and ``individual``, and if known ``species``, ``viewpoint``,
``encounter`` (the same word for photos that were taken together) or ``taken``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from houston.demo.photos import DemoAnimal, DemoPhoto

MANIFEST = "manifest.csv"

PHOTO_ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"}

_MOMENT = re.compile(r"(\d{4})[:\-](\d\d)[:\-](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?")
_PARTS = ("year", "month", "day", "hour", "minute", "second")

Row = Mapping[str, str]


class FolderUnusable(Exception):
    """The folder does not say which animal is in which photo; ``str()`` is a sentence for a person."""


def read_folder(folder: Path, species: str | None = None) -> list[DemoPhoto]:
    """The photos of a folder; those that were taken together stand together.

    ``species`` (the id of a species' configuration) is that of all photos for which the manifest
    names none. The files are opened for their EXIF at most; their bytes are read when
    ``DemoPhoto.read`` is called. Raises FolderUnusable.
    """
    if not folder.is_dir():
        raise FolderUnusable(f"There is no folder {folder}.")
    manifest = folder / MANIFEST
    found = _listed(manifest, species) if manifest.exists() else _by_folder(folder, species)
    photos = sorted(found, key=lambda photo: photo.sighting)
    if not photos:
        raise FolderUnusable(f"There is no photo in {folder}: one folder an animal is expected.")
    return photos


def _listed(manifest: Path, species: str | None) -> Iterator[DemoPhoto]:
    for line, row in _rows(manifest):
        path = manifest.parent / row["path"].replace("\\", "/")
        if not path.is_file():
            raise FolderUnusable(f"Line {line} of {manifest.name}: there is no {row['path']}.")
        if not row["individual"]:
            raise FolderUnusable(
                f"Line {line} of {manifest.name}: which animal is in {row['path']}?"
            )
        taken, location = _moment(row.get("taken", "")), None
        if taken is None and not row.get("encounter"):
            taken, location = _told_by_camera(path)
        together = row.get("encounter") or _day(taken) or row["path"]
        yield DemoPhoto(
            name=path.name,
            species=row.get("species") or species,
            animals=(DemoAnimal(row["individual"], row.get("viewpoint") or None),),
            sighting=f"{row['individual']}/{together}",
            taken=taken,
            utc_offset=None,
            location=location,
            region=None,
            read=path.read_bytes,
        )


def _by_folder(folder: Path, species: str | None) -> Iterator[DemoPhoto]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or path.suffix.lower() not in PHOTO_ENDINGS or not path.is_file():
            continue
        if len(inside.parts) == 1:
            raise FolderUnusable(f"Which animal is in {inside}? One folder an animal is expected.")
        individual = inside.parts[0]
        taken, location = _told_by_camera(path)
        yield DemoPhoto(
            name=path.name,
            species=species,
            animals=(DemoAnimal(individual, None),),
            sighting=f"{individual}/{_day(taken) or inside.as_posix()}",
            taken=taken,
            utc_offset=None,
            location=location,
            region=None,
            read=path.read_bytes,
        )


def _rows(manifest: Path) -> Iterator[tuple[int, Row]]:
    """Every row with its line; whatever spreadsheet wrote it, with comma or semicolon."""
    text = manifest.read_text(encoding="utf-8-sig")
    first = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(), delimiter=";" if ";" in first else ",")
    missing = {"path", "individual"} - set(rows.fieldnames or ())
    if missing:
        raise FolderUnusable(f"{manifest.name} has no column {' and '.join(sorted(missing))}.")
    for row in rows:
        yield rows.line_num, {key: (value or "").strip() for key, value in row.items() if key}


def _moment(told: str) -> datetime | None:
    """A time that is told to the minute at least: a missing part is never invented."""
    parts = _MOMENT.fullmatch(told)
    return _built([int(part or 0) for part in parts.groups()]) if parts else None


def _built(parts: list[int]) -> datetime | None:
    year, month, day, hour, minute, second = parts
    try:
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None  # The 31st of June is no day, and then the time is not known.


def _told_by_camera(path: Path) -> tuple[datetime | None, tuple[float, float] | None]:
    from PIL import Image, UnidentifiedImageError

    from houston.files.exif import read_exif

    try:
        with Image.open(path) as image:
            told = read_exif(image)
    except (UnidentifiedImageError, OSError):
        return None, None  # No picture at all: Codex itself will say so, in its own words.
    time, place = told["time"], told["location"]
    taken = _built([time[part] for part in _PARTS]) if time else None
    return taken, (place["latitude"], place["longitude"]) if place else None


def _day(taken: datetime | None) -> str | None:
    return taken.date().isoformat() if taken else None
