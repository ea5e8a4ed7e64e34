"""Cells are changed here, changes are taken back and made again. The uploaded sheet stays as it is."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import delete
from sqlalchemy.orm import Session

from houston.access import Principal
from houston.house import House
from houston.models import BulkEdit, BulkImport
from houston.operations.bulk_imports.job import request_check
from houston.queries.bulk_import import count_edits, find_import_draft, sheet_of
from houston.sheets.patch import PatchedSheet, first_with, rows_with
from houston.sheets.sheet import FIRST_ROW, Cell, clean_cell
from service_kit.errors import Conflict, Fault, Invalid

LONGEST_CELL = 100_000  # characters: comments of any length, and no file pasted by mistake


class Place(NamedTuple):
    """A cell of the sheet."""

    row: int
    """As spreadsheets count: the headings are row 1."""
    column: int
    """Its index, from 0."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of a change."""

    revision: int
    changed: int
    can_undo: bool
    can_redo: bool
    cell: Place | None = None
    """The first cell of a change that was taken back or made again."""


Change = tuple[int, int, Cell]
"""Row as spreadsheets count, index of the column, what it says now."""


def edit_cells(
    house: House,
    principal: Principal,
    import_id: uuid.UUID,
    revision: int,
    changes: Sequence[Change],
) -> Edited:
    """Changes these cells; one undo takes all of it back. Raises `Conflict` when the sheet is no longer at `revision`."""

    def edit(sheet: PatchedSheet) -> tuple[dict[str, Any], int]:
        _check_places(sheet, changes)
        changed = _differing(sheet, changes)
        return {"cells": [list(change) for change in changed]}, len(changed)

    return _edit(house, principal, import_id, revision, edit)


def replace_value(
    house: House,
    principal: Principal,
    import_id: uuid.UUID,
    revision: int,
    column: int,
    before: Cell,
    after: Cell,
) -> Edited:
    """Changes every row of the column that says `before`."""

    def edit(sheet: PatchedSheet) -> tuple[dict[str, Any], int]:
        _check_places(sheet, [(FIRST_ROW, column, after)])
        same = clean_cell(before) == clean_cell(after)
        changed = 0 if same else rows_with(sheet.column(column), clean_cell(before))
        return {"column": column, "from": clean_cell(before), "to": clean_cell(after)}, changed

    return _edit(house, principal, import_id, revision, edit)


def undo(house: House, principal: Principal, import_id: uuid.UUID) -> Edited:
    """Takes the last change back; with none there nothing happens."""
    return _move(house, principal, import_id, -1)


def redo(house: House, principal: Principal, import_id: uuid.UUID) -> Edited:
    """Makes the change again that was taken back last; with none there nothing happens."""
    return _move(house, principal, import_id, 1)


def _edit(
    house: House,
    principal: Principal,
    import_id: uuid.UUID,
    revision: int,
    edit: Callable[[PatchedSheet], tuple[dict[str, Any], int]],
) -> Edited:
    with house.database.read() as session:
        # Looked up before the transaction, during which nobody else writes.
        present = session.get(BulkImport, import_id)
        if present is not None and present.cells and present.revision == revision:
            sheet_of(house, session, present)
    with house.database.write() as session:
        _, found = find_import_draft(session, principal, import_id)
        sheet = sheet_of(house, session, found)
        if found.revision != revision:
            raise Conflict(
                "The sheet has been changed meanwhile. Look at it as it is now, and try again.",
                code="revision_moved",
                extra={"revision": found.revision},
            )
        document, changed = edit(sheet)
        if changed:
            undone = BulkEdit.position > found.edits_applied
            session.execute(delete(BulkEdit).where(BulkEdit.import_id == import_id, undone))
            found.edits_applied += 1
            session.add(
                BulkEdit(
                    import_id=import_id,
                    position=found.edits_applied,
                    document=document,
                    by=principal.user,
                )
            )
            _changed(house, session, found, principal)
        return _edited(session, found, changed)


def _move(house: House, principal: Principal, import_id: uuid.UUID, step: int) -> Edited:
    with house.database.write() as session:
        _, found = find_import_draft(session, principal, import_id)
        wanted = found.edits_applied + step
        position = max(wanted, found.edits_applied)
        edit = session.get(BulkEdit, (import_id, position)) if wanted >= 0 else None
        if edit is None:
            return _edited(session, found, 0)
        # Where a value was replaced can be seen in the sheet as it is without the change.
        first = _first_cell(house, session, found, edit.document) if step > 0 else None
        found.edits_applied = wanted
        _changed(house, session, found, principal)
        if step < 0:
            first = _first_cell(house, session, found, edit.document)
        edited = _edited(session, found, len(edit.document.get("cells", [None])))
        return replace(edited, cell=first)


def _first_cell(
    house: House, session: Session, found: BulkImport, document: Mapping[str, Any]
) -> Place | None:
    if "cells" in document:
        row, column, _ = document["cells"][0]
        return Place(row, column)
    column = document["column"]
    position = first_with(sheet_of(house, session, found).column(column), document["from"])
    return None if position is None else Place(position + FIRST_ROW, column)


def _changed(house: House, session: Session, found: BulkImport, principal: Principal) -> None:
    found.revision += 1
    session.flush()
    request_check(house, session, found, principal.tag)


def _edited(session: Session, found: BulkImport, changed: int) -> Edited:
    session.flush()
    kept = count_edits(session, found.id)
    return Edited(found.revision, changed, found.edits_applied > 0, kept > found.edits_applied)


def _check_places(sheet: PatchedSheet, changes: Sequence[Change]) -> None:
    width, last_row = len(sheet.headings), sheet.row_count + FIRST_ROW - 1
    faults = []
    for number, (row, column, value) in enumerate(changes):
        if not FIRST_ROW <= row <= last_row or not 0 <= column < width:
            sentence = f"There is no cell in row {row} and column {column + 1}."
            faults.append(Fault(f"/changes/{number}", "no_such_cell", sentence, value))
        elif value is not None and len(value) > LONGEST_CELL:
            sentence = f"A cell holds up to {LONGEST_CELL:,} characters."
            faults.append(Fault(f"/changes/{number}/value", "field_invalid", sentence))
    if faults:
        raise Invalid("Some of these cells cannot be changed so.", errors=faults)


def _differing(sheet: PatchedSheet, changes: Sequence[Change]) -> list[Change]:
    """Those that change anything; of several for one cell the last."""
    last = {(row, column): clean_cell(value) for row, column, value in changes}
    by_column: dict[int, list[int]] = {}
    for row, column in last:
        by_column.setdefault(column, []).append(row)
    differing: list[Change] = []
    for column, rows in by_column.items():
        now = sheet.cells(column, np.array(rows, dtype=np.intp) - FIRST_ROW)
        differing += [
            (row, column, last[row, column])
            for row, value in zip(rows, now, strict=True)
            if value != last[row, column]
        ]
    return differing
