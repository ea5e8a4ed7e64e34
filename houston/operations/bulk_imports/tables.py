"""What goes into a sheet that somebody takes away: its cells as they are now, its faults, or the records it made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from houston.sheets.faults import Faults
from houston.sheets.patch import PatchedSheet
from houston.sheets.sheet import FIRST_ROW, Cell
from houston.sheets.writing import Remark

ROWS_AT_ONCE = 2_000  # in memory


@dataclass(frozen=True, slots=True)
class Table:
    """What is written."""

    headings: list[Cell]
    rows: Iterable[list[Cell]]
    row_count: int
    remarks: Mapping[tuple[int, int], Remark] = field(default_factory=dict)


def table_of_cells(sheet: PatchedSheet) -> Table:
    """The sheet with its edits."""

    def rows() -> Iterator[list[Cell]]:
        columns = [sheet.column(index) for index in range(len(sheet.headings))]
        for start in range(0, sheet.row_count, ROWS_AT_ONCE):
            parts = [column.values(start, start + ROWS_AT_ONCE) for column in columns]
            yield from map(list, zip(*parts, strict=True))

    return Table(sheet.headings, rows(), sheet.row_count)


def table_of_faults(sheet: PatchedSheet, faults: Faults | None, *, as_text: bool) -> Table:
    """The sheet with a remark on each cell that has a fault; a text has no remarks, so it has a column of them."""
    plain = table_of_cells(sheet)
    remarks = {} if faults is None else _remarks(faults, sheet)
    if as_text:
        return _with_column_of_faults(plain, remarks)
    return Table(plain.headings, plain.rows, plain.row_count, remarks)


def _remarks(faults: Faults, sheet: PatchedSheet) -> dict[tuple[int, int], Remark]:
    """What is said on each cell; the gravest first, and its colour."""
    said: dict[tuple[int, int], Remark] = {}
    for group in faults.whole():
        text = group["message"]
        if group["suggestion"]:
            text += f" ({group['suggestion']}?)"
        for row in group["rows"] or [FIRST_ROW - 1]:
            for column in group["columns"]:
                if column < len(sheet.headings):
                    before = said.get((row, column))
                    said[row, column] = (
                        Remark(group["severity"], text)
                        if before is None
                        else Remark(before.severity, f"{before.text}\n{text}")
                    )
    return said


def _with_column_of_faults(table: Table, remarks: Mapping[tuple[int, int], Remark]) -> Table:
    by_row: dict[int, list[str]] = {}
    for (row, column), remark in sorted(remarks.items()):
        heading = table.headings[column] or f"column {column + 1}"
        by_row.setdefault(row, []).append(f"{heading}: {remark.text}")

    def told() -> Iterator[list[Cell]]:
        for position, cells in enumerate(table.rows):
            yield [*cells, " | ".join(by_row.get(position + FIRST_ROW, [])) or None]

    return Table([*table.headings, "faults"], told(), table.row_count)
