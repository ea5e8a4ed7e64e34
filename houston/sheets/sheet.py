"""What is a sheet once it is read? Headings and columns of text, each distinct text of a column kept once.

Columns of a sheet say the same few things again and again, so whoever looks at distinct texts looks at few.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

FIRST_ROW = 2
"""The number that a spreadsheet shows beside the first row under the headings."""

Codes = NDArray[np.int32]
Cell = str | None


@dataclass(slots=True)
class Column:
    """One column: `codes` ((n,) int32) are positions in `distinct`, whose first entry is None, the blank cell."""

    distinct: list[Cell]
    codes: Codes

    @classmethod
    def of(cls, values: Iterable[Cell]) -> Column:
        """The column that holds these texts, one a row; blank texts become None."""
        known: dict[Cell, int] = {None: 0}
        codes = [known.setdefault(clean_cell(value), len(known)) for value in values]
        return cls(list(known), np.array(codes, dtype=np.int32))

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> Cell:
        return self.distinct[int(self.codes[row])]

    def values(self, start: int = 0, stop: int | None = None) -> list[Cell]:
        """The texts of the rows from `start` to before `stop`, counted from 0."""
        distinct = self.distinct
        return [distinct[code] for code in self.codes[start:stop].tolist()]

    def filled(self) -> int:
        """How many cells are not blank."""
        return int(np.count_nonzero(self.codes))

    def samples(self, most: int) -> list[str]:
        """The first so many different texts, in the order of the rows."""
        return [text for text in self.distinct[1 : most + 1] if text is not None]

    def rows_by_code(self) -> list[NDArray[np.intp]]:
        """The rows, counted from 0, that have each of the distinct texts."""
        order = np.argsort(self.codes, kind="stable")
        ends = np.searchsorted(self.codes[order], np.arange(1, len(self.distinct)))
        return np.split(order, ends)

    def packed(self, rows: NDArray[np.intp] | slice | None = None) -> dict[str, Any]:
        """`{distinct, codes}` for JSON, of these rows only, with no text that they do not hold."""
        codes = self.codes if rows is None else self.codes[rows]
        used, renumbered = np.unique(codes, return_inverse=True)
        return {
            "distinct": [self.distinct[code] for code in used.tolist()],
            "codes": renumbered.tolist(),
        }


@dataclass(slots=True)
class Sheet:
    """A table as it was found, blank rows and columns at its end left out.

    `headings` has an entry for each column, None where there is none. The cells of row number r, as
    spreadsheets count, are at r - FIRST_ROW of each column.
    """

    headings: list[str | None]
    columns: list[Column]
    worksheet: str | None = None
    worksheets: list[str] = field(default_factory=list)
    """All that the file has, where it is a workbook."""

    @property
    def row_count(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    @classmethod
    def of_rows(
        cls, headings: Sequence[str | None], rows: Iterable[Sequence[Cell]], **known: Any
    ) -> Sheet:
        """The sheet that has these rows; those that are too short end in blank cells."""
        width = len(headings)
        padded = [[*row[:width], *[None] * (width - len(row))] for row in rows]
        columns = [Column.of(row[index] for row in padded) for index in range(width)]
        return cls(list(headings), columns, **known).trimmed()

    def trimmed(self) -> Sheet:
        """Without the blank rows at its end and without columns that have neither a heading nor a cell at its end."""
        last_rows = [_last_filled(column.codes) for column in self.columns]
        width = max(
            (
                index + 1
                for index, last in enumerate(last_rows)
                if last or self.headings[index] is not None
            ),
            default=0,
        )
        height = max(last_rows, default=0)
        self.headings = self.headings[:width]
        self.columns = self.columns[:width]
        for column in self.columns:
            column.codes = column.codes[:height]
        return self


def clean_cell(value: Cell) -> Cell:
    """The text as it is kept: None where nothing is written, and without the one letter that cannot be stored."""
    if value is None or not value or value.isspace():
        return None
    return value.replace("\0", "") or None if "\0" in value else value


def _last_filled(codes: Codes) -> int:
    """One more than the position of the last cell that is not blank."""
    filled = np.flatnonzero(codes)
    return int(filled[-1]) + 1 if len(filled) else 0
