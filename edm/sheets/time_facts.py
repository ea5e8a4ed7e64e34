"""The time of each row, as it is put together from several columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from edm.sheets.block import Options
from edm.sheets.columns import SheetColumn
from edm.sheets.context import SheetContext
from edm.sheets.facts import Fact, fact_of, joined
from edm.sheets.findings import WARNING, Rows
from edm.validation.moment import PARTS

MISSING = -1
Ints = NDArray[np.int32]


@dataclass(eq=False)
class Times:
    """The time of each row: its parts, `MISSING` where not known, and its offset from UTC."""

    parts: Ints  # (6, rows)
    offsets: list[str | None]  # of each row; empty where no row has its own
    zones: list[str | None]  # likewise
    filled: NDArray[np.bool_]  # whether the row says anything about the time
    faulty: NDArray[np.bool_]  # whether something is wrong with it
    facts: dict[str, Fact] = field(default_factory=dict)

    @property
    def columns(self) -> list[SheetColumn]:
        return [column for fact in self.facts.values() for column in fact.columns]

    def document(self, row: int, options: Options) -> dict[str, Any] | None:
        """The row's time as the metadata has it."""
        parts = self.parts[:, row].tolist()
        if parts[0] == MISSING:
            return None
        return {**_named(parts), **self.place_of_clock(row, options), "source": "imported"}

    def place_of_clock(self, row: int, options: Options) -> dict[str, str | None]:
        """Offset from UTC and zone of the row's time. A zone of its own has offsets of its own."""
        offset = self.offsets[row] if self.offsets else None
        zone = self.zones[row] if self.zones else None
        usual = options.utc_offset if zone is None else None
        return {"utc_offset": offset or usual, "zone": zone or options.zone}

    def moment(self, row: int, options: Options) -> dict[str, Any]:
        """The row's time as the rules of the form take it."""
        return {**_named(self.parts[:, row].tolist()), **self.place_of_clock(row, options)}


def _named(parts: Sequence[int]) -> dict[str, int | None]:
    return {
        name: None if part == MISSING else part for name, part in zip(PARTS, parts, strict=True)
    }


def told_by(
    columns: Sequence[SheetColumn], context: SheetContext, read: Callable[[SheetColumn], list[Any]]
) -> Fact | None:
    """What these columns tell together; ``None`` where there is none."""
    if not columns:
        return None
    return joined([fact_of(one, read(one)) for one in columns], context.findings)


def per_row(fact: Fact, missing: int) -> Ints:
    """The number of each row."""
    values = [missing if value is None else value for value in fact.values]
    return np.asarray([*values, missing], dtype=np.int32)[fact.codes]


def warn_of_disagreement(rows: Rows, fact: Fact, times: Times, context: SheetContext) -> None:
    """Notes that a whole date or milliseconds are another time than the parts of these rows, which count."""
    others = [other for name, other in times.facts.items() if name in PARTS]
    for column, text, part in fact.cells(rows):
        row = int(part[0])
        columns = [
            column,
            *(other.columns[other.source[row]] for other in others if other.filled[row]),
        ]
        message = (
            f"{column.shown} says '{text[:80]}', which is another time than year, month and day say. "
            "Those count."
        )
        context.findings.add(
            "times_disagree", message, columns, part, severity=WARNING, value=text
        )  # fmt: skip
