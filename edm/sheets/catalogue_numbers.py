"""Is a catalogue number an id of ours, or what a museum or an older catalogue calls the encounter?

The first is the encounter's id. The second is free text, as Darwin Core's ``catalogNumber`` is, and becomes one of the
encounter's other catalogue numbers. What is nearly a UUID is a slip, and is told as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from edm.sheets.cells import without_needless_zero
from edm.sheets.columns import NOTHING, SheetColumn
from edm.sheets.context import SheetContext
from edm.sheets.customs import read_custom
from edm.sheets.facts import Fact, fact_of
from edm.sheets.findings import INFO
from edm.sheets.kinds_of_animal import AnimalKinds
from edm.sheets.target import Kind
from edm.sheets.words import is_uuid
from edm.species.custom_field import Level
from edm.values.basics import check_uuid

FIELD = "other_catalog_numbers"
BETWEEN = "; "
_nearly_uuid = re.compile(r"[{(]?[0-9a-z]{6,9}(-[0-9a-z]{3,5}){3}-[0-9a-z]{8,14}[)}]?", re.I)


def read_ids(column: SheetColumn, context: SheetContext) -> Fact:
    """The ids among the catalogue numbers; notes slips, and what is kept as another catalogue's."""
    values = []
    for code, text in enumerate(column.texts):
        value = None
        if is_uuid(text) or _nearly_uuid.fullmatch(text):
            value, found = context.ask(
                check_uuid, text, "", "Id of the encounter", context.form.faults
            )
            context.report(found, (column,), column.rows_of(code), text)
        values.append(value)
    fact = fact_of(column, values)
    foreign = _foreign_rows(column)
    fact.filled = fact.filled & ~foreign
    rows = np.flatnonzero(foreign)
    if len(rows):
        message = (
            f"What {column.shown} says is no id of an encounter here. "
            "It is kept among the other catalogue numbers."
        )
        context.findings.add(
            "catalogue_number", message, (column,), rows,
            severity=INFO, value=column.texts[column.codes[rows[0]]],
        )  # fmt: skip
    return fact


def other_numbers(column: SheetColumn, kinds: AnimalKinds, context: SheetContext) -> Fact | None:
    """The numbers of other catalogues among the catalogue numbers; ``None`` where there are none."""
    foreign = _foreign_rows(column)
    if not foreign.any():
        return None
    others = SheetColumn(
        column.index, column.heading, column.name, column.target, None, None,
        [without_needless_zero(text) for text in column.texts],
        np.where(foreign, column.codes, 0).astype(np.int32),
    )  # fmt: skip
    others.codes = np.where(foreign, column.codes, NOTHING).astype(np.int32)
    return read_custom(others, Level.ENCOUNTER, FIELD, kinds, context)


def beside(first: Fact, second: Fact) -> Fact:
    """Both facts' texts in one, where a row has both: they are numbers of several catalogues."""
    both = np.flatnonzero((first.codes != NOTHING) & (second.codes != NOTHING))
    pairs, which = np.unique(
        np.stack([first.codes[both], second.codes[both]]), axis=1, return_inverse=True
    )
    texts = [_together(first.values[one], second.values[other]) for one, other in pairs.T.tolist()]
    values: list[str | None] = [*first.values, *second.values, *texts]
    codes = np.where(first.codes != NOTHING, first.codes, second.codes + len(first.values))
    codes = np.where((first.codes == NOTHING) & (second.codes == NOTHING), NOTHING, codes)
    codes[both] = len(first.values) + len(second.values) + which.reshape(-1)
    return Fact(
        (*first.columns, *second.columns),
        values,
        codes.astype(np.int32),
        first.filled | second.filled,
        np.where(first.filled, first.source, second.source + len(first.columns)).astype(np.int8),
    )


def _together(one: str, other: str) -> str:
    return one if other in one.split(BETWEEN) else f"{one}{BETWEEN}{other}"


def is_catalogue(column: SheetColumn) -> bool:
    """Whether the column holds catalogue numbers of either kind."""
    return column.target is not None and column.target.kind is Kind.CATALOGUE


def _foreign_rows(column: SheetColumn) -> np.ndarray:
    return _is_foreign(column.texts)[column.codes]


def _is_foreign(texts: Sequence[str]) -> np.ndarray:
    return np.asarray(
        [*(not (is_uuid(text) or _nearly_uuid.fullmatch(text)) for text in texts), False],
        dtype=bool,
    )
