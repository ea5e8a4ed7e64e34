"""A column of a sheet: its different texts once each, and for every row which of them it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from edm.sheets.cells import clean_all
from edm.sheets.findings import Rows
from edm.sheets.target import Target

Codes = NDArray[np.int32]
NOTHING = -1
"""The code of a row that has no value."""


@dataclass(eq=False)
class SheetColumn:
    """One column as it was sent, and what it means."""

    index: int  # position in the sheet, from 0
    heading: str | None
    name: str | None  # the concrete target: "Encounter.mediaAsset0"
    target: Target | None  # none: unknown, kept word for word
    number: int | None  # of a numbered target
    word: str | None  # what the variable part of the target is: the name of a measurement, a label
    raw: Sequence[str | None]  # the different texts, as they were written
    raw_codes: Codes  # of each row, the position of its text in ``raw``
    texts: list[str] = field(init=False)  # the different texts that say something, cleaned
    codes: Codes = field(init=False)  # of each row, the position of its text in ``texts``

    def __post_init__(self) -> None:
        cleaned = clean_all(self.raw)
        says = np.asarray([text is not None for text in cleaned], dtype=bool)
        self.texts = [text for text in cleaned if text is not None]
        renumbered = np.where(says, np.cumsum(says) - 1, NOTHING).astype(np.int32)
        self.codes = renumbered[self.raw_codes] if len(renumbered) else self.raw_codes

    @cached_property
    def _order(self) -> tuple[Rows, Codes]:
        order = np.argsort(self.codes, kind="stable")
        return order, self.codes[order]

    def rows_of(self, code: int) -> Rows:
        """The positions of the rows that have this text, in order."""
        order, ordered = self._order
        first, last = np.searchsorted(ordered, [code, code + 1])
        return order[first:last]

    @property
    def shown(self) -> str:
        """How a sentence calls the column."""
        return f"'{self.heading}'" if self.heading else f"column {self.index + 1}"
