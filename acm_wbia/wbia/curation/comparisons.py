"""A table of all comparisons of two groups that are not joined, column by column so that all are judged at once."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

ROOM = 1024
"""Rows to begin with."""
COLUMNS = ("standing_out", "smaller", "pairs", "said", "asked")


class Table:
    """One row for two groups, which are known by numbers; what was dropped is not seen any more."""

    def __init__(self) -> None:
        self._rows: dict[tuple[int, int], int] = {}
        self._keys = np.zeros((ROOM, 2), dtype=np.int64)
        self._values = np.zeros((ROOM, len(COLUMNS)))
        self._living = np.zeros(ROOM, dtype=bool)
        self._used = 0

    def __contains__(self, key: tuple[int, int]) -> bool:
        return key in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, key: tuple[int, int], values: tuple[float, ...]) -> None:
        """Adds a row, or overwrites it; ``values`` are in the order of ``COLUMNS``, ``key`` is rising."""
        row = self._rows.get(key)
        if row is None:
            if self._used == len(self._living):
                self._make_room()
            row = self._rows[key] = self._used
            self._used += 1
            self._keys[row], self._living[row] = key, True
        self._values[row] = values

    def drop(self, key: tuple[int, int]) -> None:
        """Raises ``KeyError`` for a row that is not there."""
        self._living[self._rows.pop(key)] = False

    def keys(self) -> NDArray[np.int64]:
        """``(k, 2)``: the numbers of the two groups of each row."""
        self._tidy()
        return self._keys[: self._used]

    def column(self, name: str) -> Numbers:
        """``(k,)``: of each row, in the order of ``keys``."""
        self._tidy()
        found: Numbers = self._values[: self._used, COLUMNS.index(name)]
        return found

    def row(self, key: tuple[int, int]) -> int:
        """Its place in ``keys`` and in each column. Raises ``KeyError`` for one that is not there."""
        self._tidy()
        return self._rows[key]

    def value(self, key: tuple[int, int], name: str) -> float:
        """Of one row. Raises ``KeyError`` for one that is not there."""
        return float(self._values[self._rows[key], COLUMNS.index(name)])

    def _tidy(self) -> None:
        """Only living rows stay, in their order."""
        if self._used == len(self._rows):
            return
        kept = np.flatnonzero(self._living[: self._used])
        self._keys[: len(kept)] = self._keys[kept]
        self._values[: len(kept)] = self._values[kept]
        self._living[: self._used] = False
        self._living[: len(kept)] = True
        self._used = len(kept)
        self._rows = {(int(a), int(b)): row for row, (a, b) in enumerate(self._keys[: self._used])}

    def _make_room(self) -> None:
        more = len(self._living)
        self._keys = np.concatenate([self._keys, np.zeros((more, 2), dtype=np.int64)])
        self._values = np.concatenate([self._values, np.zeros((more, len(COLUMNS)))])
        self._living = np.concatenate([self._living, np.zeros(more, dtype=bool)])
