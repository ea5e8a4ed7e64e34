"""What does a foreign file become? Columns of text with headings, as if somebody had typed them in, and boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from houston.sheets.foreign.detections import BroughtDetections
from houston.sheets.sheet import FIRST_ROW, Cell, Column, Sheet


@dataclass(frozen=True, slots=True)
class Note:
    """What was understood how, for the person who sent the file."""

    code: str
    """A word by which it can be said in another language."""
    message: str
    details: Mapping[str, Any] = field(default_factory=dict)
    """What the sentence names."""


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """The sheet that a foreign file amounts to, and the boxes that it brings."""

    format: str
    """Which kind of file it was, in words."""
    sheet: Sheet
    brought: BroughtDetections = field(default_factory=BroughtDetections)
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class RowsOfText:
    """Rows under headings that become known as they come; columns keep the order in which they were first filled."""

    _columns: dict[str, list[Cell]] = field(default_factory=dict)
    rows: int = 0

    def prepare(self, headings: Iterable[str]) -> None:
        """These headings come first, in this order; one that stays empty is left out in the end."""
        for heading in headings:
            self._columns.setdefault(heading, [])

    def add(self, row: Mapping[str, Cell]) -> int:
        """Adds a row; its number in the sheet, as spreadsheets count."""
        for heading, cell in row.items():
            if cell is not None:
                column = self._columns.setdefault(heading, [])
                column += [None] * (self.rows - len(column))
                column.append(cell)
        self.rows += 1
        return self.rows - 1 + FIRST_ROW

    def table(
        self,
        source: str,
        brought: BroughtDetections | None = None,
        notes: Iterable[Note] = (),
    ) -> ForeignTable:
        filled = {heading: column for heading, column in self._columns.items() if column}
        for column in filled.values():
            column += [None] * (self.rows - len(column))
        sheet = Sheet(list(filled), [Column.of(column) for column in filled.values()])
        return ForeignTable(source, sheet, brought or BroughtDetections(), tuple(notes))


def text_of(value: Any) -> Cell:
    """A JSON value as a sheet would show it: whole numbers without `.0`, truths as `TRUE`, nothing as no value."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ", ".join(filter(None, map(text_of, value))) or None
    return str(value).strip() or None
