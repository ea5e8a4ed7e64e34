"""Which names besides its own does each row tell of its animal: in which catalogue is it called what?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from edm.models import DEFAULT_CONTEXT
from edm.sheets.columns import NOTHING, Codes, SheetColumn
from edm.sheets.facts import Fact
from edm.sheets.findings import Rows
from edm.sheets.sheet import Sheet
from edm.sheets.told import NICKNAME, OWN_NAME
from edm.validation.names import fold_name

Ints = NDArray[np.int64]


@dataclass(eq=False)
class ToldName:
    """The names that one column tells. ``at`` holds for each row the position of its context, or `NOTHING`."""

    value: Fact
    contexts: list[str]
    at: Codes
    label: Fact | None = None  # the column that tells the context

    @property
    def rows(self) -> Rows:
        return np.flatnonzero(self.at != NOTHING)

    def context(self, row: int) -> str:
        return str(self.contexts[self.at[row]])

    def columns(self, row: int) -> list[SheetColumn]:
        """The columns that tell the row's name: first the one that says which catalogue it is, if there is one."""
        told = [self.value.columns[self.value.source[row]]]
        if self.label is not None and self.label.codes[row] != NOTHING:
            told.insert(0, self.label.columns[self.label.source[row]])
        return told


def told_names(sheet: Sheet) -> list[ToldName]:
    """All names besides the animal's own, column by column, as the documents have them."""
    found = []
    name, nickname = sheet.facts.get("animal.name"), sheet.facts.get("animal.nickname")
    own = sheet.facts.get("animal.id")
    if name is not None and own is not None:
        found.append(_constant(name, OWN_NAME, own.codes != NOTHING))
    if nickname is not None:
        found.append(_constant(nickname, NICKNAME, np.True_))
    for key, fact in sheet.starting("animal.names."):
        if key.endswith(".value"):
            found.append(_labelled(key, fact, sheet.facts.get(f"{key[: -len('value')]}context")))
    return found


def _constant(value: Fact, context: str, where: NDArray[np.bool_] | np.bool_) -> ToldName:
    at = np.where((value.codes != NOTHING) & where, 0, NOTHING).astype(np.int32)
    return ToldName(value, [context], at)


def _labelled(key: str, value: Fact, label: Fact | None) -> ToldName:
    """A name in the catalogue that another column tells; without one it is in a context of its own."""
    own = f"name {key.split('.')[2]}"
    contexts = [*(label.values if label is not None else ()), own]
    # The last position, to which NOTHING leads too, is the context of its own.
    at = np.where(label.codes == NOTHING, len(contexts) - 1, label.codes) if label else 0
    at = np.where(value.codes != NOTHING, at, NOTHING).astype(np.int32)
    return ToldName(value, contexts, at, label)


@dataclass(frozen=True, eq=False)
class Entries:
    """All told names of a block, one after another: who tells it, in which row, and numbers of context and value."""

    told: Sequence[ToldName]
    column: Ints  # the position in ``told``
    row: Ints
    context: Ints  # as it is written
    folded_context: Ints
    value: Ints  # folded
    by_default: NDArray[np.bool_]  # whether it is told in the context of the animal's own name

    def of(self, entry: int) -> tuple[ToldName, int]:
        """Who tells the entry, and the row."""
        return self.told[self.column[entry]], int(self.row[entry])

    def text(self, entry: int) -> str:
        told, row = self.of(entry)
        return str(told.value.values[told.value.codes[row]])


def entries_of(told: Sequence[ToldName]) -> Entries:
    """The told names, numbered across all columns."""
    exact, folded, values = dict[str, int](), dict[str, int](), dict[str, int]()
    parts: list[list[Ints]] = [[], [], [], [], []]
    for position, one in enumerate(told):
        rows = one.rows
        context = _numbers(one.contexts, exact)
        catalogue = _numbers([fold_name(each or "") for each in one.contexts], folded)
        value = _numbers([fold_name(each or "") for each in one.value.values], values)
        for part, numbers in zip(
            parts,
            (
                np.full(len(rows), position, dtype=np.int64),
                rows.astype(np.int64),
                context[one.at[rows]],
                catalogue[one.at[rows]],
                value[one.value.codes[rows]],
            ),
            strict=True,
        ):
            part.append(numbers)
    column, row, context, catalogue, value = (
        np.concatenate(part) if part else np.zeros(0, dtype=np.int64) for part in parts
    )
    default = folded.get(fold_name(DEFAULT_CONTEXT), NOTHING)
    return Entries(told, column, row, context, catalogue, value, catalogue == default)


def _numbers(texts: Sequence[str | None], known: dict[str, int]) -> Ints:
    return np.asarray([known.setdefault(text or "", len(known)) for text in texts], dtype=np.int64)


def doubled(told: Sequence[ToldName]) -> Iterator[tuple[ToldName, ToldName, Rows]]:
    """The rows in which two columns tell a name in one context."""
    folded: dict[str, int] = {}
    numbers = []
    for one in told:
        table = _numbers([fold_name(each or "") for each in one.contexts], folded)
        numbers.append(np.where(one.at == NOTHING, NOTHING, table[one.at]))
    for second in range(1, len(told)):
        for first in range(second):
            same = (numbers[first] == numbers[second]) & (numbers[first] != NOTHING)
            rows = np.flatnonzero(same)
            if len(rows):
                yield told[first], told[second], rows
