"""Do rows call an animal by a name, in some catalogue, that another animal bears there already?"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.models import DEFAULT_CONTEXT, Name
from edm.queries.chunks import chunks
from edm.sheets.columns import NOTHING
from edm.sheets.findings import Rows
from edm.sheets.sheet import Sheet
from edm.sheets.told_names import entries_of, told_names
from edm.validation.names import fold_name
from edm.values.basics import is_storable

Bearers = dict[tuple[str, str], uuid.UUID]
"""Whose name it is, by context and folded name."""


def report_taken_names(
    session: Session, sheet: Sheet, species: str, owners: Mapping[str, uuid.UUID], rows: Rows
) -> None:
    """Notes names that these rows, of one species, tell of one animal and that are another's; ``owners`` by folded name."""
    animals = sheet.animals
    told = told_names(sheet)
    if animals is None or not told:
        return
    entries = entries_of(told)
    mine = np.zeros(len(sheet.context.block), dtype=bool)
    mine[rows] = True
    counted = np.flatnonzero(
        mine[entries.row] & (animals.folded[entries.row] != NOTHING) & ~entries.by_default
    )
    animal = animals.folded[entries.row[counted]]
    keys = np.stack([animal, entries.context[counted], entries.value[counted]])
    _, first, which = np.unique(keys, axis=1, return_index=True, return_inverse=True)
    names = {fold_name(entries.text(int(counted[at]))) for at in first.tolist()}
    bearers = dict(_bearers(session, species, names))
    for number, at in enumerate(first.tolist()):
        entry = int(counted[at])
        one, row = entries.of(entry)
        text, context = entries.text(entry), one.context(row)
        bearer = bearers.get((context, fold_name(text)))
        if bearer is None or bearer == owners.get(animals.keys[int(animal[at])]):
            continue
        message = (
            f"Another animal of this species is called '{text[:80]}' in '{context[:60]}' already."
        )
        column = one.value.columns[one.value.source[row]]
        same = np.unique(entries.row[counted[which == number]])
        sheet.context.findings.add("name_taken", message, [column], same, value=one.value.text(row))


def _bearers(
    session: Session, species: str, names: Collection[str]
) -> Iterator[tuple[tuple[str, str], uuid.UUID]]:
    for part in chunks(sorted(name for name in names if is_storable(name))):
        for row in session.execute(
            select(Name.context, Name.value_key, Name.individual_id).where(
                Name.live,
                Name.context != DEFAULT_CONTEXT,
                Name.species == species,
                Name.value_key.in_(part),
            )
        ):
            yield (row.context, row.value_key), row.individual_id
