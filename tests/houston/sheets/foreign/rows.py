"""A sheet's rows, for tests to look at."""

from __future__ import annotations

from houston.sheets.foreign.table import ForeignTable


def rows_of(table: ForeignTable) -> list[dict[str, str]]:
    """Each row by heading, without its blank cells."""
    columns = [
        (heading or "", column.values())
        for heading, column in zip(table.sheet.headings, table.sheet.columns, strict=True)
    ]
    return [
        {heading: cell for heading, cells in columns if (cell := cells[row]) is not None}
        for row in range(table.sheet.row_count)
    ]
