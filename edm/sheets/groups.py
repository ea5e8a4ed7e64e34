"""Which rows of one key say different things, and how does a sentence name rows?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from edm.sheets.findings import Rows

if TYPE_CHECKING:
    from edm.sheets.sheet import Sheet

MAX_NAMED_ROWS = 4


def differing(rows: Rows, keys: NDArray[np.int64], values: NDArray[np.int64]) -> list[Rows]:
    """The rows of each key that has more than one value."""
    order = np.argsort(keys, kind="stable")
    rows, keys, values = rows[order], keys[order], values[order]
    begins = np.diff(keys, prepend=-2) != 0
    lead = values[np.maximum.accumulate(np.where(begins, np.arange(len(rows)), 0))]
    several = np.unique(keys[values != lead])
    first, last = np.searchsorted(keys, several), np.searchsorted(keys, several, side="right")
    return [rows[one:other] for one, other in zip(first.tolist(), last.tolist(), strict=True)]


def named_rows(rows: Rows, sheet: Sheet) -> str:
    """The rows' numbers in the sheet, for a sentence."""
    numbers = [str(number) for number in sheet.context.block.numbers[rows[:MAX_NAMED_ROWS]]]
    more = " and others" if len(rows) > MAX_NAMED_ROWS else ""
    return ("row " if len(rows) == 1 else "rows ") + ", ".join(numbers) + more
