"""Does what the rows tell of an animal contradict what is known of it, or of another?

A report that does is refused when it is stored; here it is told beforehand, at its cells.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.models import Individual
from edm.operations.animal_facts import CODE
from edm.queries.chunks import chunks
from edm.queries.individual_view import names_of
from edm.sheets.columns import NOTHING, SheetColumn
from edm.sheets.facts import Fact
from edm.sheets.findings import Rows
from edm.sheets.sheet import Sheet
from edm.sheets.told_names import ToldName, told_names
from edm.validation.names import fold_name

_FIELDS = "animal.custom_fields."
Known = dict[uuid.UUID, tuple[dict[str, str], dict[str, Any]]]
"""Names by folded context and custom fields."""


def report_contradictions(
    session: Session, sheet: Sheet, owners: Mapping[str, uuid.UUID], rows: Rows
) -> None:
    """Notes names and custom fields of these rows that are others than those of the known animals, by folded name."""
    animals = sheet.animals
    told = [each for each in told_names(sheet) if (each.at[rows] != NOTHING).any()]
    fields = [
        (key.removeprefix(_FIELDS), fact)
        for key, fact in sheet.starting(_FIELDS)
        if (fact.codes[rows] != NOTHING).any()
    ]
    if animals is None or not (told or fields):
        return
    owner_of = [owners.get(key) for key in animals.keys]
    known = _known(session, sorted(set(owners.values())))
    for each in told:
        mine = rows[each.at[rows] != NOTHING]
        for owner, same in _by_owner(sheet, each.value, mine, owner_of, each.at):
            row = int(same[0])
            there = known[owner][0].get(fold_name(each.context(row)))
            if there is not None and fold_name(there) != fold_name(_value(each.value, row)):
                _report(sheet, _columns(each, row), each.context(row), each.value, same)
    for name, fact in fields:
        mine = rows[fact.codes[rows] != NOTHING]
        for owner, same in _by_owner(sheet, fact, mine, owner_of):
            there = known[owner][1].get(name)
            if there is not None and there != _value(fact, int(same[0])):
                column = fact.columns[fact.source[same[0]]]
                what = column.target.label if column.target else column.shown
                _report(sheet, [column], what, fact, same)


def _known(session: Session, individuals: list[uuid.UUID]) -> Known:
    found: Known = {}
    for part in chunks(individuals):
        names = names_of(session, list(part))
        fields = session.execute(
            select(Individual.id, Individual.custom_fields).where(Individual.id.in_(part))
        )
        for row in fields:
            by_context = {fold_name(each["context"]): each["value"] for each in names[row.id]}
            found[row.id] = by_context, row.custom_fields
    return found


def _by_owner(
    sheet: Sheet,
    fact: Fact,
    rows: Rows,
    owner_of: list[uuid.UUID | None],
    *others: np.ndarray,
) -> Iterator[tuple[uuid.UUID, Rows]]:
    """The rows that tell one thing of one known animal."""
    animals = sheet.animals
    if animals is None:
        return
    is_known = np.asarray([owner is not None for owner in [*owner_of, None]])
    rows = rows[is_known[animals.folded[rows]]]
    keys = np.stack([animals.folded[rows], fact.codes[rows], *(each[rows] for each in others)])
    _, which = np.unique(keys, axis=1, return_inverse=True)
    order = np.argsort(which, kind="stable")
    for same in np.split(rows[order], np.flatnonzero(np.diff(which[order])) + 1):
        owner = owner_of[int(animals.folded[same[0]])] if len(same) else None
        if owner is not None:
            yield owner, same


def _value(fact: Fact, row: int) -> Any:
    return fact.values[fact.codes[row]]


def _columns(told: ToldName, row: int) -> list[SheetColumn]:
    return [told.value.columns[told.value.source[row]]]


def _report(sheet: Sheet, columns: list[SheetColumn], what: str, fact: Fact, same: Rows) -> None:
    animals = sheet.animals
    if animals is None:
        return
    row = int(same[0])
    message = f"{animals.names.text(row)} has another value for {what} already."
    sheet.context.findings.add(
        CODE, message, [*columns, animals.names.columns[0]], same, value=fact.text(row)
    )
