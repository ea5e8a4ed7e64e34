"""What do the keys of a flat Codex export mean? One object or row an encounter, keys like `timeYear`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from houston.sheets.foreign.table import ForeignTable, RowsOfText, text_of
from houston.sheets.sheet import Cell, Sheet
from houston.sheets.unreadable import SheetUnreadable

FORMAT = "Codex's flat keys"
PLAIN = {
    "sightingId": "Sighting.sightingID",
    "firstName": "MarkedIndividual.individualID",
    "taxonomy": "Taxonomy.scientificName",
    "sex": "Encounter.sex",
    "locationId": "Encounter.locationID",
    "comments": "Encounter.researcherComments",
    "utcOffset": "Encounter.utcOffset",
    "verbatimLocality": "Encounter.verbatimLocality",
    "decimalLatitude": "Encounter.decimalLatitude",
    "decimalLongitude": "Encounter.decimalLongitude",
}
TIME = {
    "timeYear": "Encounter.year",
    "timeMonth": "Encounter.month",
    "timeDay": "Encounter.day",
    "timeHour": "Encounter.hour",
    "timeMinutes": "Encounter.minutes",
    "timeSeconds": "Encounter.seconds",
}
"""From the coarsest to the finest part."""
PRECISION = {"year": 1, "month": 2, "day": 3, "time": 6}
"""How many parts of the time `timeSpecificity` vouches for; the others are fillers and no statements."""
PICTURES = "assetReferences"
SPECIFICITY = "timeSpecificity"
CUSTOM = {"custom-sighting-": "Sighting.", "custom-encounter-": "Encounter."}
TELLING = frozenset({PICTURES, SPECIFICITY, "sightingId", "timeYear", "utcOffset", "locationId"})
"""Keys that no other kind of sheet has; two of them tell this one."""

_DASHES = re.compile("[\u2010-\u2013\u2212]")  # what word processors make of a minus


def is_flat(keys: Iterable[str | None]) -> bool:
    """Whether headings, or the keys of an object, are Codex's flat ones."""
    return len(TELLING.intersection(filter(None, keys))) >= 2


def flat_rows(document: Any) -> list[Mapping[str, Any]] | None:
    """The objects of a JSON document of flat keys: a list of them, one alone, or a list under any name."""
    if isinstance(document, Mapping):
        if is_flat(document):
            return [document]
        listed = [each for each in document.values() if isinstance(each, list)]
        document = listed[0] if len(listed) == 1 else None
    if not isinstance(document, list) or not document:
        return None
    keys = {key for each in document if isinstance(each, Mapping) for key in each}
    return document if is_flat(keys) else None


def read_flat(rows: Sequence[Any]) -> ForeignTable:
    """Objects with flat keys as a sheet. Raises `SheetUnreadable` when one of them is no object."""
    made = RowsOfText()
    made.prepare((*PLAIN.values(), *TIME.values()))
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise SheetUnreadable(
                "foreign_unreadable", f"Entry {number + 1} is no object with keys like “timeYear”."
            )
        made.add(_official(row))
    return made.table(FORMAT)


def read_flat_sheet(sheet: Sheet) -> ForeignTable:
    """The same from a sheet whose headings are flat keys."""
    named = [(h, c.values()) for h, c in zip(sheet.headings, sheet.columns, strict=True) if h]
    rows = range(sheet.row_count)
    return read_flat([{heading: cells[row] for heading, cells in named} for row in rows])


def _official(row: Mapping[str, Any]) -> dict[str, Cell]:
    told = {key: text_of(value) for key, value in row.items() if key not in (PICTURES, SPECIFICITY)}
    known = PRECISION.get((text_of(row.get(SPECIFICITY)) or "").casefold(), len(TIME))
    for key in list(TIME)[known:]:
        told.pop(key, None)
    official = {_heading(key): cell for key, cell in told.items()}
    if offset := official.get(PLAIN["utcOffset"]):
        official[PLAIN["utcOffset"]] = _DASHES.sub("-", offset)
    for number, name in enumerate(_pictures(row.get(PICTURES))):
        official[f"Encounter.mediaAsset{number}"] = name
    return official


def _heading(key: str) -> str:
    """The official heading; a key that is not known keeps its own name."""
    for prefix, level in CUSTOM.items():
        if key.startswith(prefix):
            return level + key.removeprefix(prefix)
    return PLAIN.get(key) or TIME.get(key) or key


def _pictures(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for each in value if (name := text_of(each))]
    return [name.strip() for name in (text_of(value) or "").split(",") if name.strip()]
