"""How are the cells of a workbook read, with tens of thousands of blank rows behind them?"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from houston.sheets.locked import OLD_CONTAINER, is_locked
from houston.sheets.sheet import Cell, Column, Sheet, clean_cell
from houston.sheets.unreadable import SheetUnreadable

MOST_UNPACKED_BYTES = 4 * 1024**3
"""Half a million rows of forty columns are one gigabyte of XML; what has more wants to fill the memory."""
WHOLE = 1e15  # beyond that a number of a spreadsheet no longer tells one from the next
_ZIP = b"PK\x03\x04"


def is_workbook(head: bytes) -> bool:
    """Whether a file that begins so is a workbook, or wants to be one."""
    return head.startswith((_ZIP, OLD_CONTAINER))


def read_workbook(path: Path, worksheet: str | None = None) -> Sheet:
    """The named worksheet, else the first. Raises `SheetUnreadable`."""
    import python_calamine as calamine

    if is_locked(path):
        raise SheetUnreadable(
            "sheet_encrypted",
            "The workbook is protected by a password. Save it without one and upload that.",
        )
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MOST_UNPACKED_BYTES:
            raise SheetUnreadable(
                "sheet_too_large", "The workbook is too large. Split it, or save it as .csv."
            )
    try:
        with path.open("rb") as stream:
            workbook = calamine.CalamineWorkbook.from_filelike(stream)
            names = [
                each.name
                for each in workbook.sheets_metadata
                if each.typ == calamine.SheetTypeEnum.WorkSheet
            ]
            name = _chosen(names, worksheet)
            found = workbook.get_sheet_by_name(name)
            rows = found.to_python(skip_empty_area=False)
            _fill_merged(rows, found.merged_cell_ranges or ())
    except (calamine.CalamineError, OSError) as error:
        raise SheetUnreadable(
            "sheet_unreadable",
            "This workbook cannot be read. Open it, save it again as .xlsx, and upload that.",
        ) from error
    return _packed(rows, name, names)


def _fill_merged(
    rows: list[list[Any]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    """A cell merged over several rows holds its value in the first alone, and is meant for each of them.

    One merged over several columns stays in the first: what it says is no value of the others. Headings stay, too.
    """
    for (first, column), (last, _) in ranges:
        value = rows[first][column] if 0 < first < len(rows) else ""
        for row in rows[first + 1 : last + 1] if value != "" else ():
            if row[column] == "":
                row[column] = value


def _chosen(names: list[str], worksheet: str | None) -> str:
    if not names:
        raise SheetUnreadable("sheet_empty", "The workbook has no worksheet.")
    if worksheet is None:
        return names[0]
    if worksheet not in names:
        listed = ", ".join(f"“{name}”" for name in names)
        raise SheetUnreadable(
            "worksheet_missing",
            f"The workbook has no worksheet “{worksheet}”. It has {listed}.",
        )
    return worksheet


def _packed(rows: list[list[Any]], name: str, names: list[str]) -> Sheet:
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    if not rows:
        return Sheet([], [], name, names)
    headings = [_heading(cell) for cell in rows[0]]
    columns = [_column(row[index] for row in rows[1:]) for index in range(len(headings))]
    return Sheet(headings, columns, name, names).trimmed()


def _heading(cell: Any) -> Cell:
    text = cell_text(cell)
    return text.strip() if text else None


def _column(cells: Iterable[Any]) -> Column:
    return Column.of(cell if type(cell) is str else cell_text(cell) for cell in cells)


def cell_text(cell: Any) -> Cell:
    """The text of one cell, as a spreadsheet would show it."""
    match cell:
        case None:
            return None
        case str():
            return clean_cell(cell)
        case bool():
            return "TRUE" if cell else "FALSE"
        case int():
            return str(cell)
        case float():
            # Fifteen digits are what a spreadsheet keeps; the rest is noise of its reckoning.
            whole = cell.is_integer() and abs(cell) < WHOLE
            return str(int(cell)) if whole else format(cell, ".15g")
        case datetime():
            moment = cell.replace(microsecond=0)
            return moment.date().isoformat() if moment.time() == time() else moment.isoformat()
        case date():
            return cell.isoformat()
        case time():
            return cell.replace(microsecond=0).isoformat()
        case timedelta():
            minutes, seconds = divmod(round(cell.total_seconds()), 60)
            hours, minutes = divmod(minutes, 60)
            return f"{hours:02}:{minutes:02}:{seconds:02}"
    return str(cell)
