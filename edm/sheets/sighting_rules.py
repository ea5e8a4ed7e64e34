"""Do the rows of one sighting agree about it, and does every sighting have a time and a place?"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from edm.sheets.animals import Animals
from edm.sheets.columns import NOTHING, SheetColumn
from edm.sheets.facts import Fact
from edm.sheets.findings import WARNING, Rows
from edm.sheets.sheet import Sheet
from edm.sheets.time_facts import MISSING

# Animals of one sighting may be some way apart; half a degree is some fifty kilometres.
FAR_DEGREES = 0.5
# A sentence names this many rows; the fault itself has all of them.
MAX_NAMED_ROWS = 4


def check_sightings(sheet: Sheet) -> None:
    """Notes what is wrong with sightings as a whole."""
    _check_have_time(sheet)
    _check_have_place(sheet)
    if len(sheet.first_rows) == len(sheet.context.block):
        return
    for key, fact in sheet.starting("sighting.", "survey."):
        if key != "sighting.id":
            _check_agreement(key, fact, sheet)
    _check_days(sheet)
    _check_distances(sheet)
    _check_animals(sheet)


def first_rows_with(rows: Rows, sheet: Sheet) -> NDArray[np.intp]:
    """Of each sighting, the first of these rows; -1 where none of them is the sighting's."""
    first = np.full(len(sheet.first_rows), -1, dtype=np.intp)
    # Of several values for one place the last one stays, so from behind it is the first row's.
    first[sheet.sightings[rows[::-1]]] = rows[::-1]
    return first


def _check_agreement(key: str, fact: Fact, sheet: Sheet) -> None:
    """The first row that says something speaks for the sighting; what others say instead is kept with them."""
    rows = fact.rows
    first = first_rows_with(rows, sheet)[sheet.sightings[rows]]
    apart = fact.codes[rows] != fact.codes[first]
    differ, first = rows[apart], first[apart]
    for row, other in zip(differ.tolist(), first.tolist(), strict=True):
        if fact.values[fact.codes[row]] == fact.values[fact.codes[other]]:
            continue
        what = fact.columns[0].target.label if fact.columns[0].target else fact.columns[0].shown
        message = (
            f"{what}: row {_number(row, sheet)} says '{fact.text(row)[:60]}', but row "
            f"{_number(other, sheet)} of the same sighting says '{fact.text(other)[:60]}'. "
            "That is the sighting's; the other is kept word for word with its row."
        )
        sheet.put_aside(key, np.asarray([row]))
        sheet.context.findings.add(
            "rows_disagree", message, [fact.columns[fact.source[row]]], [row, other],
            severity=WARNING, value=fact.text(row), suggestion=fact.text(other)[:200],
        )  # fmt: skip


def _check_days(sheet: Sheet) -> None:
    days = sheet.times.parts[:3]
    rows = np.flatnonzero(days[0] != MISSING)
    first = first_rows_with(rows, sheet)[sheet.sightings[rows]]
    differ = (days[:, rows] != days[:, first]).any(axis=0)
    columns = sheet.times.columns[:3]
    for row, other in zip(rows[differ].tolist(), first[differ].tolist(), strict=True):
        message = (
            f"Rows {_number(other, sheet)} and {_number(row, sheet)} are one sighting, but of "
            "different days. Each encounter keeps its own."
        )
        sheet.context.findings.add(
            "rows_disagree", message, columns, [row, other], severity=WARNING
        )


def _check_distances(sheet: Sheet) -> None:
    places = sheet.places
    rows = np.flatnonzero(~(np.isnan(places.latitude) | np.isnan(places.longitude)))
    first = first_rows_with(rows, sheet)[sheet.sightings[rows]]
    far = np.abs(places.latitude[rows] - places.latitude[first]) > FAR_DEGREES
    far |= np.abs(places.longitude[rows] - places.longitude[first]) > FAR_DEGREES
    columns = [column for fact in places.facts.values() for column in fact.columns]
    for row, other in zip(rows[far].tolist(), first[far].tolist(), strict=True):
        message = (
            f"Rows {_number(other, sheet)} and {_number(row, sheet)} are one sighting, but far "
            "apart. Each encounter keeps its own place."
        )
        sheet.context.findings.add(
            "rows_disagree", message, columns, [row, other], severity=WARNING
        )


def _check_have_time(sheet: Sheet) -> None:
    told = np.zeros(len(sheet.first_rows), dtype=bool)
    told[sheet.sightings[sheet.times.filled]] = True
    rows = sheet.first_rows[~told]
    if len(rows):
        message = "Please say when it was: at least the year."
        sheet.context.findings.add("required", message, sheet.times.columns, rows)


def _check_have_place(sheet: Sheet) -> None:
    told = np.zeros(len(sheet.first_rows), dtype=bool)
    told[sheet.sightings[sheet.places.filled]] = True
    columns: list[SheetColumn] = [
        column for fact in sheet.places.facts.values() for column in fact.columns
    ]
    for key in ("sighting.region", "sighting.verbatim_locality"):
        fact = sheet.facts.get(key)
        if fact is not None:
            told[sheet.sightings[fact.filled]] = True
            columns += fact.columns
    rows = sheet.first_rows[~told]
    if len(rows):
        message = "No place is given: neither coordinates nor a region nor a description."
        sheet.context.findings.add("no_place", message, columns, rows, severity=WARNING)


def _check_animals(sheet: Sheet) -> None:
    """One animal cannot be two encounters of one sighting."""
    animals = sheet.animals
    if animals is None:
        return
    fact = animals.names
    rows = np.flatnonzero(animals.numbers != NOTHING)
    pairs = sheet.sightings[rows] * (animals.numbers.max(initial=0) + 1) + animals.numbers[rows]
    order = np.argsort(pairs, kind="stable")
    rows, pairs = rows[order], pairs[order]
    twice = np.unique(pairs[:-1][np.diff(pairs) == 0])
    first, last = np.searchsorted(pairs, twice), np.searchsorted(pairs, twice, side="right")
    for one, other in zip(first.tolist(), last.tolist(), strict=True):
        those = rows[one:other]
        listed = " and ".join(f"row {_number(int(each), sheet)}" for each in those[:MAX_NAMED_ROWS])
        for same in _alike(animals, those):
            row = int(same[0])
            text, name = fact.text(row), animals.known_name(row)
            who = f"'{text[:80]}'" if name is None else f"'{text}' is '{name[:80]}', who"
            message = (
                f"{who} is named in {listed} of this sighting: "
                "one animal cannot be two encounters of one sighting."
            )
            sheet.context.findings.add(
                "same_individual_twice", message, [fact.columns[fact.source[row]]], same,
                value=text, details={} if name is None else {"animal": name},
            )  # fmt: skip


def _alike(animals: Animals, rows: Rows) -> Iterable[Rows]:
    """The rows that name their animal in one column and in one way: by its name, or by its id."""
    found: dict[tuple[int, bool], list[int]] = {}
    for row in rows.tolist():
        way = int(animals.names.source[row]), animals.known_name(row) is None
        found.setdefault(way, []).append(row)
    return [np.asarray(each) for each in found.values()]


def _number(row: int, sheet: Sheet) -> int:
    return int(sheet.context.block.numbers[row])
