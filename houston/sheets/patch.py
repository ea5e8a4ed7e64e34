"""What has been changed in a sheet since it was uploaded? Edits in their order, on top of cells that stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from houston.sheets.sheet import FIRST_ROW, Cell, Codes, Column, clean_cell
from houston.sheets.stored import StoredSheet

COLUMNS_KEPT = 64  # edited ones in memory, of one sheet: more are seldom edited
Edit = Mapping[str, Any]
"""`{cells: [[row, column, value], …]}` or `{column, from, to}`; rows as spreadsheets count."""

_Cells = dict[int, Cell]
_Step = _Cells | tuple[Cell, Cell]


class PatchedSheet:
    """The sheet as it is now. Rows are counted from 0 here, as in `Column`."""

    def __init__(self, stored: StoredSheet, edits: Iterable[Edit]) -> None:
        self.stored = stored
        self._steps = _by_column(edits)
        self._whole = lru_cache(COLUMNS_KEPT)(self._patched)

    @property
    def headings(self) -> list[str | None]:
        return self.stored.headings

    @property
    def row_count(self) -> int:
        return self.stored.row_count

    @property
    def edited_columns(self) -> list[int]:
        return sorted(self._steps)

    def column(self, index: int) -> Column:
        """The whole column as it is now."""
        return self._whole(index) if index in self._steps else self.stored.column(index)

    def cells(self, index: int, rows: NDArray[np.intp]) -> list[Cell]:
        """The texts of these rows as they are now."""
        if index not in self._steps:
            return self.stored.cells(index, rows)
        column = self._whole(index)
        return [column.distinct[code] for code in column.codes[rows].tolist()]

    def codes(self, index: int) -> Codes:
        """Which text each row has: equal codes are equal texts, and 0 is the blank cell."""
        return self._whole(index).codes if index in self._steps else self.stored.codes(index)

    def packed(self, index: int, rows: NDArray[np.intp]) -> dict[str, Any]:
        """`{distinct, codes}` of these rows for JSON, with no text that they do not hold."""
        if index in self._steps:
            return self._whole(index).packed(rows)
        return self.stored.packed(index, rows)

    def rows_holding(self, index: int, needle: str) -> NDArray[np.bool_]:
        """Which rows of the column hold the needle, which is casefolded, in whatever case."""
        if index not in self._steps and not self.stored.may_hold(index, needle):
            return np.zeros(self.row_count, dtype=bool)
        column = self.column(index)
        holds = [text is not None and needle in text.casefold() for text in column.distinct]
        found: NDArray[np.bool_] = np.array(holds)[column.codes]
        return found

    def edited(self, index: int) -> NDArray[np.bool_]:
        """Which rows of the column say something else than was uploaded."""
        if index not in self._steps:
            return np.zeros(self.row_count, dtype=bool)
        # What was uploaded keeps its code, so that other codes are other texts.
        edited: NDArray[np.bool_] = self._whole(index).codes != self.stored.codes(index)
        return edited

    def _patched(self, index: int) -> Column:
        column = self.stored.column(index)
        distinct, codes = list(column.distinct), np.array(column.codes)
        known = {text: code for code, text in enumerate(distinct)}
        for step in self._steps[index]:
            if isinstance(step, dict):
                rows = np.fromiter(step, dtype=np.intp, count=len(step))
                codes[rows] = [_code(known, distinct, value) for value in step.values()]
            elif step[0] in known:
                codes[codes == known[step[0]]] = _code(known, distinct, step[1])
        return Column(distinct, codes)


def rows_with(column: Column, value: Cell) -> int:
    """How many rows of the column say just this."""
    wanted = [code for code, text in enumerate(column.distinct) if text == value]
    return int(np.isin(column.codes, wanted).sum())


def first_with(column: Column, value: Cell) -> int | None:
    """The position of the first row of the column that says just this."""
    wanted = [code for code, text in enumerate(column.distinct) if text == value]
    positions = np.flatnonzero(np.isin(column.codes, wanted))
    return int(positions[0]) if len(positions) else None


def _code(known: dict[Cell, int], distinct: list[Cell], value: Cell) -> int:
    code = known.setdefault(value, len(distinct))
    if code == len(distinct):
        distinct.append(value)
    return code


def _by_column(edits: Iterable[Edit]) -> dict[int, Sequence[_Step]]:
    steps: dict[int, list[_Step]] = {}
    for edit in edits:
        if "cells" not in edit:
            pair = (clean_cell(edit["from"]), clean_cell(edit["to"]))
            steps.setdefault(edit["column"], []).append(pair)
            continue
        for row, column, value in edit["cells"]:
            ones = steps.setdefault(column, [])
            if not ones or not isinstance(ones[-1], dict):
                ones.append({})
            last = ones[-1]
            if isinstance(last, dict):
                last[row - FIRST_ROW] = clean_cell(value)
    return dict(steps)
