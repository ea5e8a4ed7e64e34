"""What will come of the boxes that an import brings along? Looked at with each check, for files and rows come in any order."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from houston.house import House
from houston.models import BulkImport, FileState, SubmissionFile
from houston.operations.bulk_imports.foreign import brought_files
from houston.queries.brought import join_files
from houston.queries.bulk_import import pictures_of
from houston.sheets.foreign.box_notes import BoxSummary, notes_on_boxes
from houston.sheets.foreign.recognition import read_detections
from houston.sheets.workbench import keep_json, kept_json


def notes_on_brought(
    house: House, found: BulkImport, named: Collection[uuid.UUID]
) -> list[dict[str, Any]]:
    """`{code, message, details}` for each file of boxes beside the sheet; `named` are the files that rows name."""
    brought = [each for each in brought_files(house, found.id) if each != found.sheet_file]
    if not brought:
        return []
    with house.database.read() as session:
        pictures = pictures_of(session, found.id)
        names = {each: session.get_one(SubmissionFile, each).name for each in brought}
    kept = {each.id: each.duplicate_of or each.id for each in pictures}
    in_rows = {kept[each] for each in named if each in kept}
    ready = [(each.id, each.name) for each in pictures if each.state == FileState.READY]
    notes: list[dict[str, Any]] = []
    for file in brought:
        told = _summary(house, found.id, file)
        joined = join_files(told.files, ready)
        of_rows = {name for name, picture in joined.items() if picture in in_rows}
        notes += map(asdict, notes_on_boxes(names[file], told, joined, of_rows))
    return notes


def _summary(house: House, import_id: uuid.UUID, file: uuid.UUID) -> BoxSummary:
    """Made once: the file itself may hold two million boxes."""
    path = house.workbench.boxes(import_id, file)
    known = kept_json(path)
    if known is not None:
        return BoxSummary(**known)
    made = BoxSummary.of(read_detections(house.landing.path(file)))
    keep_json(path, made.as_dict())
    return made
