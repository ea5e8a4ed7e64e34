"""How does a file become a sheet? Workbooks by calamine, texts by pandas, whatever their letters and separators.

Nothing is interpreted beyond what a spreadsheet shows: numbers, days and moments become the text
of them, and everything else stays as it was typed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from houston.sheets.encoding import SAMPLE_BYTES, detect_delimiter, detect_encoding
from houston.sheets.sheet import Cell, Codes, Column, Sheet, clean_cell
from houston.sheets.unreadable import SheetUnreadable
from houston.sheets.workbook import is_workbook, read_workbook

if TYPE_CHECKING:
    import pandas

ROWS_AT_ONCE = 50_000  # read and packed together, so that memory does not grow with the sheet
MOST_ROWS = 1_048_575  # what a spreadsheet can hold
MOST_COLUMNS = 2_000  # far beyond any catalogue; a file with more has lost its line ends


def read_sheet(path: Path, worksheet: str | None = None) -> Sheet:
    """The sheet in this file; of a workbook the named worksheet, else the first.

    Raises `SheetUnreadable` with a sentence.
    """
    if path.stat().st_size == 0:
        raise SheetUnreadable("sheet_empty", "The sheet is empty.")
    with path.open("rb") as stream:
        head = stream.read(8)
    sheet = read_workbook(path, worksheet) if is_workbook(head) else read_text(path)
    if not any(sheet.headings) and not sheet.row_count:
        raise SheetUnreadable("sheet_empty", "There is nothing in the sheet.")
    if len(sheet.columns) > MOST_COLUMNS:
        raise SheetUnreadable(
            "sheet_too_large", f"The sheet has more than {MOST_COLUMNS:,} columns."
        )
    if sheet.row_count > MOST_ROWS:
        raise SheetUnreadable("sheet_too_large", f"The sheet has more than {MOST_ROWS:,} rows.")
    return sheet


def read_text(path: Path) -> Sheet:
    """A text file with separated cells."""
    encoding = detect_encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        beginning = stream.read(SAMPLE_BYTES)
    skipped, delimiter = _announced(beginning)
    delimiter = delimiter or detect_delimiter(beginning)
    try:
        chunks = _chunks(path, encoding, delimiter, skipped, None)
        return _packed(chunks)
    except _Ragged:
        width = _width(path, encoding, delimiter)
        return _packed(_chunks(path, encoding, delimiter, skipped, width))


class _Ragged(Exception):
    """Some row has more cells than the first."""


def _announced(beginning: str) -> tuple[int, str | None]:
    """Excel's own first line that tells the separator: how many lines to skip, and what it is."""
    first = beginning.lstrip("\ufeff").split("\n", 1)[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        return 1, first[-1]
    return 0, None


def _chunks(
    path: Path, encoding: str, delimiter: str, skipped: int, width: int | None
) -> Iterator[pandas.DataFrame]:
    import pandas

    try:
        with pandas.read_csv(
            path,
            sep=delimiter,
            header=None,
            names=range(width) if width else None,
            index_col=False,
            dtype=str,
            na_filter=False,
            skip_blank_lines=False,
            skiprows=skipped,
            encoding=encoding,
            encoding_errors="replace",
            chunksize=ROWS_AT_ONCE,
        ) as frames:
            yield from frames
    except pandas.errors.EmptyDataError as error:
        raise SheetUnreadable("sheet_empty", "The sheet is empty.") from error
    except pandas.errors.ParserError as error:
        if width is None and "Expected" in str(error):
            raise _Ragged from error
        raise SheetUnreadable(
            "sheet_unreadable",
            "The text file cannot be read as a table: a quotation mark is opened and never closed. "
            f"({error})",
        ) from error


def _width(path: Path, encoding: str, delimiter: str) -> int:
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        return max(map(len, csv.reader(stream, delimiter=delimiter)))


def _packed(chunks: Iterator[pandas.DataFrame]) -> Sheet:
    import pandas

    headings: list[Cell] | None = None
    known: list[dict[Cell, int]] = []
    codes: list[list[Codes]] = []
    for frame in chunks:
        columns = [frame[name].to_numpy(dtype=object) for name in frame]
        if headings is None:
            headings = [_heading(column[0]) for column in columns]
            columns = [column[1:] for column in columns]
            known, codes = [{None: 0} for _ in columns], [[] for _ in columns]
        for each, column, parts in zip(known, columns, codes, strict=True):
            positions, distinct = pandas.factorize(column, use_na_sentinel=False)
            numbers = [each.setdefault(_text(value), len(each)) for value in distinct.tolist()]
            parts.append(np.array(numbers, dtype=np.int32)[positions])
    packed = [
        Column(list(each), np.concatenate(parts)) for each, parts in zip(known, codes, strict=True)
    ]
    sheet = Sheet(headings or [], packed)
    return _with_row_names(sheet).trimmed()


def _text(value: object) -> Cell:
    # A row that ends early has no text there, but pandas' word for nothing.
    return clean_cell(value) if isinstance(value, str) else None


def _heading(value: object) -> Cell:
    text = _text(value)
    return text.strip().lstrip("\ufeff") or None if text else None


def _with_row_names(sheet: Sheet) -> Sheet:
    """R writes a name before each row and none above them, so that each heading stands one too far left."""
    if len(sheet.headings) < 2 or sheet.headings[-1] is not None or not sheet.row_count:
        return sheet
    if sheet.headings[0] is not None and all(sheet.headings[:-1]) and sheet.columns[-1].filled():
        first, last = sheet.columns[0], sheet.columns[-1]
        if len(first.distinct) == sheet.row_count + 1 and last.filled() == first.filled():
            sheet.headings = [None, *sheet.headings[:-1]]
    return sheet
