"""How does a sheet travel? In blocks of columns, each text once, and rows that belong together in one block."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from houston.sheets.patch import PatchedSheet
from houston.sheets.sheet import FIRST_ROW, Cell, Column
from service_kit.portions import portions

ROWS_A_BLOCK = 50_000
"""What EDM takes at once: some twenty megabytes of JSON of forty columns."""
UNSENT = ("ignored",)
"""Roles of columns that say nothing to EDM."""

TWO_BYTES = 1 << 16
"""From here on a number needs four."""
TEXTS_THAT_SHOW = 10_000
"""How a sheet is written shows in so many different dates and numbers, or not at all."""

Positions = NDArray[np.intp]
"""Rows, counted from 0."""


def sent_columns(columns: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those that EDM makes something of."""
    return [column for column in columns if column["role"] not in UNSENT]


def shown_texts(sheet: PatchedSheet, columns: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The different texts of each column that shows EDM how the sheet is written."""
    return [
        {
            "target": column["target"],
            "texts": sheet.column(column["index"]).samples(TEXTS_THAT_SHOW),
        }
        for column in columns
        if column.get("shows_writing")
    ]


def blocks_of(
    sheet: PatchedSheet, columns: Sequence[Mapping[str, Any]], most: int = ROWS_A_BLOCK
) -> list[Positions]:
    """The rows that hold anything, so divided that rows with one text in a binding column stay together."""
    rows = filled_rows(sheet, columns)
    binding = [column["index"] for column in columns if column["binds_rows"]]
    if len(rows) <= most:
        return [rows] if len(rows) else []
    if not binding:
        return list(portions(rows, most))
    return _together(rows, [sheet.column(index) for index in binding], most)


def filled_rows(sheet: PatchedSheet, columns: Sequence[Mapping[str, Any]]) -> Positions:
    """The rows in which any of these columns says something."""
    filled = np.zeros(sheet.row_count, dtype=bool)
    for column in columns:
        filled |= sheet.codes(column["index"]) != 0
        if filled.all():
            break
    return np.flatnonzero(filled)


def block_of(
    sheet: PatchedSheet,
    columns: Iterable[Mapping[str, Any]],
    rows: Positions,
    options: Mapping[str, Any],
) -> dict[str, Any]:
    """The block of these rows, as EDM takes it."""
    whole = len(rows) == sheet.row_count
    edited = set(sheet.edited_columns)
    return {
        "columns": [
            {
                "index": column["index"],
                "heading": column["heading"],
                "target": column["target"],
                "values": _values(
                    sheet, column["index"], rows, whole and column["index"] not in edited
                ),
            }
            for column in columns
        ],
        "rows": {"first": FIRST_ROW, "count": len(rows)} if whole else (rows + FIRST_ROW).tolist(),
        "options": dict(options),
    }


def _values(sheet: PatchedSheet, index: int, rows: Positions, untouched: bool) -> dict[str, Any]:
    if untouched:  # then no text is there that no row has, and nothing needs counting
        column = sheet.column(index)
        return {"distinct": column.distinct, "codes": _as_bytes(column.codes)}
    packed = sheet.packed(index, rows)
    return {**packed, "codes": _as_bytes(np.asarray(packed["codes"], dtype=np.int32))}


def _as_bytes(codes: NDArray[np.int32]) -> str:
    """The codes as EDM reads them fastest: base64 of unsigned little-endian numbers of two or four bytes."""
    width = "<u2" if codes.max(initial=0) < TWO_BYTES else "<u4"
    return base64.b64encode(codes.astype(width).tobytes()).decode()


def _together(rows: Positions, binding: Sequence[Column], most: int) -> list[Positions]:
    group = _groups(rows, binding)
    # Groups in the order of their first rows, and rows in their order within each.
    first = np.full(int(group.max()) + 1, np.iinfo(np.intp).max, dtype=np.intp)
    np.minimum.at(first, group, rows)
    order = np.lexsort((rows, first[group]))
    ordered, starts = rows[order], first[group][order]
    begins = np.flatnonzero(np.r_[True, starts[1:] != starts[:-1]])
    blocks, start = [], 0
    for begin, end in zip(begins.tolist(), [*begins[1:].tolist(), len(ordered)], strict=True):
        if end - start > most and begin > start:
            blocks.append(np.sort(ordered[start:begin]))
            start = begin
    blocks.append(np.sort(ordered[start:]))
    return blocks


def _groups(rows: Positions, binding: Sequence[Column]) -> NDArray[np.intp]:
    """A number for each row: the same for rows that say the same in the first binding column that says anything."""
    group = np.arange(len(rows), dtype=np.intp)
    undecided = np.ones(len(rows), dtype=bool)
    known: dict[Cell, int] = {}
    for column in binding:
        numbers = [len(rows) + known.setdefault(text, len(known)) for text in column.distinct]
        codes = column.codes[rows]
        decided = undecided & (codes != 0)
        group[decided] = np.array(numbers, dtype=np.intp)[codes[decided]]
        undecided &= ~decided
    return np.unique(group, return_inverse=True)[1]
