"""Which cells tell of something that their row does not have? They are kept word for word, and the user is told."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from edm.sheets.columns import NOTHING
from edm.sheets.facts import Fact
from edm.sheets.findings import WARNING, Rows
from edm.sheets.sheet import Sheet


def needed_by(key: str) -> str | None:
    """The place without which a value of the place ``key`` tells of nothing."""
    kind, _, rest = key.partition(".")
    number = rest.partition(".")[0]
    if kind == "sample" and ".microsatellites.alleles." in rest:
        return f"sample.{number}.microsatellites.loci"
    if kind == "sample" and rest != f"{number}.id":
        return f"sample.{number}.id"
    if kind == "media" and rest not in (f"{number}.asset", "list"):
        return f"media.{number}.asset"
    if kind == "measurement" and not rest.endswith(".value"):
        return f"{key.rpartition('.')[0]}.value"
    if key.startswith("animal.names.") and key.endswith(".context"):
        return f"{key.removesuffix('.context')}.value"
    if key.startswith("animal.social_units.") and key.endswith(".role"):
        return f"{key.removesuffix('.role')}.name"
    return None


def leftovers(sheet: Sheet) -> Iterator[tuple[str, Fact, Rows]]:
    """The places, and the rows in which what a value would tell of is missing; chains are followed to their end."""
    for key, fact in sheet.facts.items():
        missing = np.zeros(len(sheet.context.block), dtype=bool)
        needed = needed_by(key)
        while needed is not None:
            other = sheet.facts.get(needed)
            missing |= True if other is None else ~other.filled
            needed = needed_by(needed)
        rows = np.flatnonzero(missing & (fact.codes != NOTHING))
        if len(rows):
            yield key, fact, rows
    yield from _without_time_or_place(sheet)


def _without_time_or_place(sheet: Sheet) -> Iterator[tuple[str, Fact, Rows]]:
    """By which clock, where no time is told; how exactly, where no place is."""
    for what, told, names in (
        ("time", sheet.times, ("utc_offset", "zone")),
        ("location", sheet.places, ("uncertainty_metres",)),
    ):
        for name in names:
            fact = told.facts.get(name)
            if fact is not None:
                rows = np.flatnonzero(~told.filled & (fact.codes != NOTHING))
                if len(rows):
                    yield f"{what}.{name}", fact, rows


def report_leftovers(sheet: Sheet) -> None:
    """Notes the cells that tell of nothing."""
    for key, fact, rows in leftovers(sheet):
        other = sheet.facts.get(needed_by(key) or "")
        for column, text, same in fact.cells(rows):
            label = column.target.label if column.target else column.shown
            message = f"{label}: what '{text[:60]}' tells of is not named in the row, so it is kept word for word."
            told = (column, *(other.columns if other else ()))
            sheet.context.findings.add(
                "tells_of_nothing", message, told, same, severity=WARNING, value=text
            )
