"""How does a table become a file again, with a remark on each cell that has a fault?"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from houston.sheets.sheet import FIRST_ROW, Cell

LONGEST_CELL = 32_767  # characters that a cell of a workbook holds
LONGEST_REMARK = 2_000  # more is no longer read, and a comment has an end
MOST_REMARKS = 20_000  # a workbook with more comments takes minutes to open
COLOURS = {"error": "#F8C8C8", "warning": "#FCE9B5", "info": "#D4E6F7"}
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said on one cell."""

    severity: str
    """`error`, `warning` or `info`; decides the colour."""
    text: str


Remarks = Mapping[tuple[int, int], Remark]
"""By row as spreadsheets count (1: the headings) and column from 0."""


def write_workbook(
    target: Path | BinaryIO,
    headings: Sequence[Cell],
    rows: Iterable[Sequence[Cell]],
    remarks: Remarks | None = None,
    *,
    title: str = "Sheet",
) -> None:
    """Writes an .xlsx whose cells are all text, so that nothing is read as what it is not when it comes again."""
    import xlsxwriter

    remarks = remarks or {}
    options = {
        "constant_memory": True,  # row by row, however many there are
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options) as book:
        page = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        colours = {
            severity: book.add_format({"bg_color": colour}) for severity, colour in COLOURS.items()
        }
        for column, heading in enumerate(headings):
            page.write_string(0, column, heading or "", bold)
            if (remark := remarks.get((1, column))) is not None:
                page.write_comment(0, column, remark.text[:LONGEST_REMARK])
        said = 0
        for position, row in enumerate(rows):
            for column, cell in enumerate(row):
                remark = remarks.get((position + FIRST_ROW, column))
                text = (cell or "")[:LONGEST_CELL]
                if remark is None:
                    if text:
                        page.write_string(position + 1, column, text)
                    continue
                page.write_string(position + 1, column, text, colours[remark.severity])
                said += 1
                if said <= MOST_REMARKS:
                    page.write_comment(position + 1, column, remark.text[:LONGEST_REMARK])
        page.freeze_panes(1, 0)


def write_text(
    stream: BinaryIO,
    headings: Sequence[Cell],
    rows: Iterable[Sequence[Cell]],
    *,
    safe: bool = False,
) -> None:
    """Writes UTF-8 with commas and a mark at its beginning, by which spreadsheets know the letters.

    `safe` puts an apostrophe before what a spreadsheet would reckon as a formula; reading takes it away again.
    """
    text = TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([heading or "" for heading in headings])
    for row in rows:
        writer.writerow([_harmless(cell) if safe and cell else cell or "" for cell in row])
    text.detach()


def _harmless(cell: str) -> str:
    if not cell.startswith(_FORMULAS):
        return cell
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return f"'{cell}"
    return cell
