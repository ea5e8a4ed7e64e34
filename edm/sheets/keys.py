"""What must hold across all rows of a sheet: ids that are used once, and animals that do not contradict themselves."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from edm.sheets.animals import Animals
from edm.sheets.columns import NOTHING
from edm.sheets.facts import Fact
from edm.sheets.findings import ERROR, WARNING, Rows
from edm.sheets.groups import differing, named_rows
from edm.sheets.name_rules import check_names_of_animals
from edm.sheets.sheet import Sheet

UNKNOWN_SEX = "unknown"


def check_keys(sheet: Sheet) -> None:
    """Notes what is wrong between rows wherever they are."""
    ids = sheet.facts.get("encounter.id")
    if ids is not None:
        for same in _repeated(ids):
            message = (
                f"The id {ids.text(int(same[0]))} is used twice: in {named_rows(same, sheet)}."
            )
            sheet.context.findings.add(
                "duplicate_id", message, [ids.columns[ids.source[same[0]]]], same,
                value=ids.text(int(same[0])),
            )  # fmt: skip
    _check_kinds_of_ids(sheet)
    _check_animals(sheet)


def _check_kinds_of_ids(sheet: Sheet) -> None:
    """Notes ids that are a sighting's and an encounter's."""
    ids, words = sheet.facts.get("encounter.id"), sheet.facts.get("sighting.id")
    if ids is None or words is None:
        return
    positions: dict[str, int] = {}
    for value in filter(None, words.values):
        positions.setdefault(value, len(positions))
    of_sighting = _numbered(words, positions)
    of_encounter = _numbered(ids, positions)
    rows = np.flatnonzero(of_encounter != NOTHING)
    by_sighting = np.argsort(of_sighting, kind="stable")
    ordered = of_sighting[by_sighting]
    for number in np.unique(of_encounter[rows]).tolist():
        first, last = np.searchsorted(ordered, number), np.searchsorted(ordered, number, "right")
        theirs = by_sighting[first:last]
        for column, text, same in ids.cells(rows[of_encounter[rows] == number]):
            message = (
                f"The id {text} is the encounter's in {named_rows(same, sheet)} and the sighting's in "
                f"{named_rows(theirs, sheet)}. Each has one of its own: leave the encounter's empty to give it one."
            )
            sheet.context.findings.add(
                "duplicate_id", message, [column], same, value=text,
                details={"sighting_row": str(sheet.context.block.numbers[theirs[0]])},
            )  # fmt: skip


def _numbered(fact: Fact, positions: Mapping[str, int]) -> NDArray[np.int64]:
    """The number of each row's value, `NOTHING` where it has none."""
    numbers = [positions.get(value, NOTHING) for value in fact.values]
    return np.asarray([*numbers, NOTHING], dtype=np.int64)[fact.codes]


def _repeated(fact: Fact) -> list[Rows]:
    """The rows that have one value, for each value that several have."""
    positions: dict[str, int] = {}
    same = [
        positions.setdefault(value, at) if value is not None else NOTHING
        for at, value in enumerate(fact.values)
    ]
    rows = fact.rows
    keys = np.asarray([*same, NOTHING], dtype=np.int64)[fact.codes[rows]]
    return differing(rows, keys, np.arange(len(rows)))


def _check_animals(sheet: Sheet) -> None:
    animals = sheet.animals
    if animals is None:
        return
    sex = sheet.facts.get("encounter.sex")
    if sex is not None:
        known = np.asarray([value not in (None, UNKNOWN_SEX) for value in [*sex.values, None]])
        _check_one_value(animals, sex, known[sex.codes], "sex", WARNING, sheet)
    for key, fact in sheet.starting("animal.custom_fields."):
        what = fact.columns[0].target.label if fact.columns[0].target else key
        _check_one_value(animals, fact, fact.codes != NOTHING, what.lower(), ERROR, sheet)
    _check_species(animals, sheet)
    check_names_of_animals(sheet)


def _check_one_value(
    animals: Animals,
    fact: Fact,
    counts: NDArray[np.bool_],
    what: str,
    severity: str,
    sheet: Sheet,
) -> None:
    """Notes animals of which the rows say different things."""
    known: dict[str, int] = {}
    same = [known.setdefault(str(value), len(known)) for value in fact.values]
    meaning = np.asarray([*same, NOTHING], dtype=np.int64)[fact.codes]
    rows = np.flatnonzero((animals.numbers != NOTHING) & counts)
    for mine in differing(rows, animals.numbers[rows], meaning[rows]):
        other = int(mine[0])
        part = mine[meaning[mine] != meaning[other]]
        row = int(part[0])
        message = (
            f"'{animals.names.text(row)[:80]}': the {what} is '{fact.text(row)[:60]}' in "
            f"{named_rows(part, sheet)}, but '{fact.text(other)[:60]}' in {named_rows(mine[:1], sheet)}."
        )
        sheet.context.findings.add(
            "rows_disagree", message, [fact.columns[fact.source[row]], animals.names.columns[0]],
            mine, severity=severity, value=fact.text(row),
        )  # fmt: skip


def _check_species(animals: Animals, sheet: Sheet) -> None:
    """One name in two species is two animals; mostly it is a slip."""
    species = sheet.kinds.codes.astype(np.int64)
    if len(sheet.kinds.configs) < 2:
        return
    rows = np.flatnonzero((animals.folded != NOTHING) & (species != NOTHING))
    for mine in differing(rows, animals.folded[rows], species[rows]):
        others = mine[species[mine] != species[mine[0]]]
        name = animals.names.text(int(mine[0]))
        message = (
            f"'{name[:80]}' is of another species in {named_rows(others, sheet)} than in "
            f"{named_rows(mine[:1], sheet)}; they are taken for two animals."
        )
        column = animals.names.columns[animals.names.source[mine[0]]]
        sheet.context.findings.add(
            "rows_disagree", message, [column], mine, severity=WARNING, value=name
        )
