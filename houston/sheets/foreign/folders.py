"""What do folders, tags and cameras say about pictures that come without a sheet?

A folder can stand for an individual, a site, a date or a species, as people and camera-trap programs file
pictures; a photo manager's tags say the same inside a picture, and say it more surely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from houston.sheets.foreign.table import ForeignTable, RowsOfText
from houston.sheets.sheet import Cell

FORMAT = "Folders"
TIME = {"year": "Encounter.year", "month": "Encounter.month", "day": "Encounter.day"}
TIME |= {"hour": "Encounter.hour", "minute": "Encounter.minutes", "second": "Encounter.seconds"}
OFFSET = "Encounter.utcOffset"


class Level(StrEnum):
    """What the folders of one level stand for."""

    INDIVIDUAL = "individual"
    SITE = "site"
    DATE = "date"
    SPECIES = "species"
    IGNORE = "ignore"


HEADINGS = {
    Level.INDIVIDUAL: "MarkedIndividual.individualID",
    Level.SPECIES: "Taxonomy.commonName",
    Level.SITE: "Encounter.verbatimLocality",
}
BRANCHES = {
    "species": Level.SPECIES,
    "individual": Level.INDIVIDUAL,
    "individualid": Level.INDIVIDUAL,
    "site": Level.SITE,
    "station": Level.SITE,
}
"""What the branches of tags are called that say what folders may say."""

_DATE = re.compile(r"(\d{4})(?:[-_. ]?(\d{2}))?(?:[-_. ]?(\d{2}))?")


@dataclass(frozen=True, slots=True)
class FiledPicture:
    """A picture, where it was filed, and what it says about itself."""

    path: str
    """As it was uploaded, with its folders."""
    tags: Sequence[str] = ()
    """`branch|leaf`, as `houston.files.picture_tags` reads them."""
    time: Mapping[str, Any] | None = None
    location: Mapping[str, Any] | None = None
    """What the camera wrote, as `houston.files.exif` reads it."""


@dataclass(slots=True)
class _Encounter:
    """One animal at one place and time, and its pictures."""

    said: dict[Level, str]
    first: FiledPicture
    sighting: str | None
    keywords: dict[str, None] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)


def table_of_folders(pictures: Sequence[FiledPicture], levels: Sequence[Level]) -> ForeignTable:
    """A sheet of these pictures; `levels` say what each level of folders stands for, the outermost first.

    Pictures of one individual that were filed together and taken on one day are one encounter; a picture of
    nobody known is one by itself. Time and place are the camera's where no folder tells a date.
    """
    rows = RowsOfText()
    rows.prepare((*HEADINGS.values(), *TIME.values(), OFFSET))
    for each in _encounters(sorted(pictures, key=lambda picture: picture.path), levels):
        rows.add(_row(each))
    return rows.table(FORMAT)


def depth_of(pictures: Sequence[FiledPicture]) -> int:
    """How many levels of folders there are at most."""
    return max((len(_folders(each.path)) for each in pictures), default=0)


def _encounters(pictures: Sequence[FiledPicture], levels: Sequence[Level]) -> list[_Encounter]:
    found: dict[tuple[Any, ...], _Encounter] = {}
    for picture in pictures:
        filed = dict(_said_by_folders(picture.path, levels))
        tagged, keywords = _said_by_tags(picture.tags)
        individuals: list[str | None] = [*tagged.pop(Level.INDIVIDUAL, ())]
        individuals = individuals or [filed.get(Level.INDIVIDUAL)]
        alone = len(individuals) == 1
        for individual in individuals:
            said = {**filed, **{level: values[0] for level, values in tagged.items()}}
            if individual is not None:
                said[Level.INDIVIDUAL] = individual
            day = said.get(Level.DATE) or _day(picture)
            together = alone and individual is not None and day is not None
            key = (*sorted(said.items()), day) if together else (picture.path, individual)
            sighting = None if alone else picture.path
            encounter = found.setdefault(key, _Encounter(said, picture, sighting))
            encounter.pictures.append(picture.path)
            encounter.keywords |= dict.fromkeys(keywords)
    return list(found.values())


def _row(encounter: _Encounter) -> dict[str, Cell]:
    row: dict[str, Cell] = {"Sighting.sightingID": encounter.sighting}
    row |= {heading: encounter.said.get(level) for level, heading in HEADINGS.items()}
    row |= _time(encounter.said.get(Level.DATE), encounter.first)
    if place := encounter.first.location:
        row["Encounter.decimalLatitude"] = str(place["latitude"])
        row["Encounter.decimalLongitude"] = str(place["longitude"])
    row |= {f"Encounter.keyword{n}": tag for n, tag in enumerate(encounter.keywords)}
    row |= {f"Encounter.mediaAsset{n}": path for n, path in enumerate(encounter.pictures)}
    return row


def _time(date: str | None, picture: FiledPicture) -> dict[str, Cell]:
    """The folder's date; the camera's time where there is none, or where it was taken on that day."""
    taken = picture.time or {}
    told: dict[str, Cell] = {
        heading: str(taken[part]) for part, heading in TIME.items() if taken.get(part) is not None
    }
    if told and taken.get("utc_offset"):
        told[OFFSET] = taken["utc_offset"]
    if date is None:
        return told
    match = _DATE.fullmatch(date.strip())
    if match is None:
        # Not for us to read: it stands where its fault will be seen.
        return {"Encounter.date": date}
    filed: dict[str, Cell] = {
        heading: str(int(number))
        for heading, number in zip(TIME.values(), match.groups(), strict=False)
        if number is not None
    }
    return told if all(told.get(heading) == part for heading, part in filed.items()) else filed


def _said_by_folders(path: str, levels: Sequence[Level]) -> Iterator[tuple[Level, str]]:
    for folder, level in zip(_folders(path), levels, strict=False):
        if level is not Level.IGNORE:
            yield level, folder


def _said_by_tags(tags: Sequence[str]) -> tuple[dict[Level, list[str]], list[str]]:
    said: dict[Level, list[str]] = {}
    others = []
    for tag in tags:
        branch, _, leaf = tag.partition("|")
        level = BRANCHES.get(branch.strip().casefold())
        if level is None:
            others.append(tag)
        else:
            said.setdefault(level, []).append(leaf)
    return said, others


def _day(picture: FiledPicture) -> tuple[Any, ...] | None:
    taken = picture.time
    return (taken["year"], taken["month"], taken["day"]) if taken else None


def _folders(path: str) -> list[str]:
    *folders, _ = path.replace("\\", "/").split("/")
    return [folder for folder in folders if folder not in ("", ".")]
