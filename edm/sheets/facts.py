"""What do the rows say about one thing, whichever of its columns says it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edm.sheets.columns import NOTHING, Codes, SheetColumn
from edm.sheets.findings import ERROR, Findings, Rows


@dataclass(eq=False)
class Fact:
    """The values of one place. ``codes`` holds for each row the position of its value, or `NOTHING`."""

    columns: tuple[SheetColumn, ...]
    values: list[Any]
    codes: Codes
    filled: NDArray[np.bool_]  # whether the row has something in the cell, understood or not
    source: NDArray[np.int8]  # of each row, the position of the column that tells

    @property
    def rows(self) -> Rows:
        """The positions of the rows that have a value."""
        return np.flatnonzero(self.codes != NOTHING)

    def per_row(self) -> list[Any]:
        """The value of each row, ``None`` where there is none."""
        values = [*self.values, None]
        return [values[code] for code in self.codes.tolist()]

    def cells(self, rows: Rows) -> Iterator[tuple[SheetColumn, str, Rows]]:
        """The rows by what their cells say: the column, the text, and the rows that have it."""
        for position, column in enumerate(self.columns):
            mine = rows[self.source[rows] == position]
            codes = column.codes[mine]
            order = np.argsort(codes, kind="stable")
            mine, codes = mine[order], codes[order]
            for part in np.split(mine, np.flatnonzero(np.diff(codes)) + 1):
                if len(part) and column.codes[part[0]] != NOTHING:
                    yield column, column.texts[column.codes[part[0]]], part

    def text(self, row: int) -> str:
        """What the row's cell says."""
        column = self.columns[self.source[row]]
        return column.texts[column.codes[row]] if column.codes[row] != NOTHING else ""


def fact_of(column: SheetColumn, values: Sequence[Any]) -> Fact:
    """The fact of a single column; ``values`` are those of its texts, ``None`` for one that is not understood."""
    understood = np.asarray([value is not None for value in [*values, None]], dtype=bool)
    codes = np.where(understood[column.codes], column.codes, NOTHING).astype(np.int32)
    filled = column.codes != NOTHING
    return Fact((column,), list(values), codes, filled, np.zeros(len(codes), dtype=np.int8))


def joined(
    facts: Sequence[Fact], findings: Findings, *, differ: Callable[[Any, Any], bool] | None = None
) -> Fact:
    """The fact that synonyms tell together: the first that is filled counts, and a clash within a row is an error."""
    result = facts[0]
    for fact in facts[1:]:
        _report_clashes(result, fact, findings, differ or _unequal)
        result = _completed(result, fact, ~result.filled)
    return result


def first_understood(facts: Sequence[Fact]) -> Fact:
    """Of each row the first that has a value: places that are asked one after the other, and may say different things."""
    result = facts[0]
    for fact in facts[1:]:
        result = _completed(result, fact, result.codes == NOTHING)
    return result


def _completed(first: Fact, second: Fact, missing: NDArray[np.bool_]) -> Fact:
    """The first fact, and in the rows that it misses the second."""
    return Fact(
        (*first.columns, *second.columns),
        [*first.values, *second.values],
        np.where(
            missing & (second.codes != NOTHING), second.codes + len(first.values), first.codes
        ).astype(np.int32),
        first.filled | second.filled,
        np.where(missing, second.source + len(first.columns), first.source).astype(np.int8),
    )


def _unequal(one: Any, other: Any) -> bool:
    return bool(one != other)


def _report_clashes(
    first: Fact, second: Fact, findings: Findings, differ: Callable[[Any, Any], bool]
) -> None:
    both = np.flatnonzero((first.codes != NOTHING) & (second.codes != NOTHING))
    if not len(both):
        return
    pairs = first.codes[both].astype(np.int64) * len(second.values) + second.codes[both]
    order = np.argsort(pairs, kind="stable")
    both, pairs = both[order], pairs[order]
    for part in np.split(both, np.flatnonzero(np.diff(pairs)) + 1):
        row = int(part[0])
        if differ(first.values[first.codes[row]], second.values[second.codes[row]]):
            one, other = first.columns[first.source[row]], second.columns[0]
            message = (
                f"{one.shown} says '{first.text(row)[:80]}' and {other.shown} says "
                f"'{second.text(row)[:80]}', but both mean the same thing."
            )
            findings.add(
                "columns_clash", message, (one, other), part,
                severity=ERROR, value=first.text(row), suggestion=second.text(row)[:200],
            )  # fmt: skip
