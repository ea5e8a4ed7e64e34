"""Which rows of a sheet are shown, and what is wrong with their cells?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from houston.access import Principal
from houston.house import House
from houston.queries.bulk_import import faults_of, find_import, sheet_of
from houston.sheets.faults import SEVERITIES, Faults
from houston.sheets.patch import PatchedSheet
from houston.sheets.sheet import FIRST_ROW

EDITED = "edited"
TOLD = ("code", "severity", "message", "value", "suggestion", "details")

Positions = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Rows that meet all that is given."""

    kind: str | None = None
    """`error`, `warning`, `info`, or `edited`."""
    search: str | None = None
    code: str | None = None
    column: int | None = None


def rows_of(
    house: House,
    principal: Principal,
    import_id: uuid.UUID,
    wanted: RowFilter,
    first: int,
    count: int,
) -> dict[str, Any]:
    """`{first, total, revision, rows}`: `count` rows from the `first`, counted from 0, of those that meet the filter."""
    with house.database.read() as session:
        _, found = find_import(session, principal, import_id)
        sheet = sheet_of(house, session, found)
    faults = faults_of(house, found)
    chosen = _chosen(sheet, faults, wanted)
    shown = chosen[first : first + count]
    return {
        "first": first,
        "total": len(chosen),
        "revision": found.revision,
        "rows": _rows(sheet, faults, shown),
    }


def _chosen(sheet: PatchedSheet, faults: Faults | None, wanted: RowFilter) -> Positions:
    keep = np.ones(sheet.row_count, dtype=bool)
    columns = range(len(sheet.headings)) if wanted.column is None else [wanted.column]
    if wanted.kind == EDITED:
        edited = np.zeros(sheet.row_count, dtype=bool)
        for column in set(columns) & set(sheet.edited_columns):
            edited |= sheet.edited(column)
        keep &= edited
    severity = wanted.kind if wanted.kind in SEVERITIES else None
    narrows = wanted.column is not None and wanted.search is None and wanted.kind != EDITED
    if severity or wanted.code or narrows:
        keep &= _at_fault(sheet, faults, severity, wanted)
    if wanted.search:
        keep &= _holding(sheet, wanted.search, [c for c in columns if c < len(sheet.headings)])
    return np.flatnonzero(keep)


def _at_fault(
    sheet: PatchedSheet, faults: Faults | None, severity: str | None, wanted: RowFilter
) -> NDArray[np.bool_]:
    there = np.zeros(sheet.row_count, dtype=bool)
    if faults is not None:
        rows = faults.rows_with(faults.chosen(severity, wanted.code, wanted.column)) - FIRST_ROW
        there[rows[(rows >= 0) & (rows < sheet.row_count)]] = True
    return there


def _holding(sheet: PatchedSheet, text: str, columns: list[int]) -> NDArray[np.bool_]:
    there = np.zeros(sheet.row_count, dtype=bool)
    for index in columns:
        there |= sheet.rows_holding(index, text.casefold())
    return there


def _rows(sheet: PatchedSheet, faults: Faults | None, shown: Positions) -> list[dict[str, Any]]:
    columns = range(len(sheet.headings))
    cells = [sheet.cells(column, shown) for column in columns]
    edited = {column: sheet.edited(column)[shown] for column in sheet.edited_columns}
    numbers = (shown + FIRST_ROW).tolist()
    at_fault = faults.of_rows(numbers) if faults is not None else {}
    return [
        {
            "row": number,
            "cells": [column[position] for column in cells],
            "edited": [index for index, rows in edited.items() if rows[position]],
            "faults": [told for group in at_fault.get(number, ()) for told in _told(group)],
        }
        for position, number in enumerate(numbers)
    ]


def _told(group: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fault at each of the cells that it is about."""
    fault = {name: group[name] for name in TOLD}
    return [{"column": column, **fault} for column in group["columns"] or [None]]
