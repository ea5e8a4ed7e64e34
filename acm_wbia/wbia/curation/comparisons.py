"""A table of all comparisons of two groups that are not joined, column by column so that all are judged at once."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

ROOM = 1024
"""Rows to begin with."""
COLUMNS = (
    "standing_out",
    "smaller",
    "pairs",
    "said",
    "asked",
    "then_standing_out",
    "then_smaller",
    "comparable",
)


class Table:
    """One row for two groups, which are known by numbers. The last row takes the place of one that is dropped."""

    def __init__(self) -> None:
        self._rows: dict[tuple[int, int], int] = {}
        self._keys = np.zeros((ROOM, 2), dtype=np.int64)
        self._values = np.zeros((ROOM, len(COLUMNS)))

    def __contains__(self, key: tuple[int, int]) -> bool:
        return key in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, key: tuple[int, int], values: tuple[float, ...]) -> None:
        """Adds a row, or overwrites it; ``values`` are in the order of ``COLUMNS``, ``key`` is rising."""
        row = self._rows.get(key)
        if row is None:
            row = len(self._rows)
            if row == len(self._keys):
                self._keys = np.concatenate([self._keys, np.zeros_like(self._keys)])
                self._values = np.concatenate([self._values, np.zeros_like(self._values)])
            self._rows[key] = row
            self._keys[row] = key
        self._values[row] = values

    def drop(self, key: tuple[int, int]) -> None:
        """Raises ``KeyError`` for a row that is not there."""
        row = self._rows.pop(key)
        last = len(self._rows)
        if row != last:
            first, second = self._keys[last]
            self._rows[int(first), int(second)] = row
            self._keys[row], self._values[row] = self._keys[last], self._values[last]

    def row(self, key: tuple[int, int]) -> int:
        """Its place in ``keys`` and in each column. Raises ``KeyError`` for one that is not there."""
        return self._rows[key]

    def keys(self) -> NDArray[np.int64]:
        """``(k, 2)``: the numbers of the two groups of each row, until a row is added or dropped."""
        return self._keys[: len(self._rows)]

    def column(self, name: str) -> Numbers:
        """``(k,)``: of each row, in the order of ``keys`` and as long as that."""
        found: Numbers = self._values[: len(self._rows), COLUMNS.index(name)]
        return found

    def value(self, key: tuple[int, int], name: str) -> float:
        """Of one row. Raises ``KeyError`` for one that is not there."""
        return float(self._values[self._rows[key], COLUMNS.index(name)])
