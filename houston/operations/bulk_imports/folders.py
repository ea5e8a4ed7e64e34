"""Pictures that come without a sheet get one here, from what their folders and tags say."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Principal
from houston.house import House
from houston.models import FilePurpose, FileState, SubmissionFile
from houston.operations.bulk_imports.bulk_import import begin_reading
from houston.operations.upload import NewUpload, append_piece, begin_upload
from houston.queries.bulk_import import find_import, find_import_draft
from houston.sheets.foreign.folders import FiledPicture, Level, depth_of, table_of_folders
from houston.sheets.sheet import Sheet
from houston.sheets.writing import write_text
from service_kit.errors import Conflict

SHEET_NAME = "folders.csv"
ROWS_SHOWN = 100  # of a preview: enough to see whether each level was taken for what it is
USABLE = (FileState.READY, FileState.DUPLICATE)


def preview_folders(
    house: House, principal: Principal, import_id: uuid.UUID, levels: Sequence[Level]
) -> dict[str, Any]:
    """The first rows of the sheet that it would be; nothing is kept. Raises what `find_import` raises."""
    with house.database.read() as session:
        find_import(session, principal, import_id)
        pictures = _filed(session, import_id)
    return _shown(table_of_folders(pictures, levels).sheet, depth_of(pictures))


def sheet_from_folders(
    house: House, principal: Principal, import_id: uuid.UUID, levels: Sequence[Level]
) -> dict[str, Any]:
    """Makes that sheet the import's, as if it had been uploaded. Raises `Conflict` when there is no picture yet."""
    with house.database.read() as session:
        find_import(session, principal, import_id)
        pictures = _filed(session, import_id)
    sheet = table_of_folders(pictures, levels).sheet
    if not sheet.row_count:
        raise Conflict(
            "There are no pictures yet whose folders could say anything.", code="no_sheet"
        )
    file = _keep(house, principal, import_id, sheet)
    with house.database.write() as session:
        submission, found = find_import_draft(session, principal, import_id)
        begin_reading(house, session, submission, found, file, None)
    return _shown(sheet, depth_of(pictures))


def _filed(session: Session, import_id: uuid.UUID) -> list[FiledPicture]:
    rows = session.execute(
        select(SubmissionFile.name, SubmissionFile.exif).where(
            SubmissionFile.submission_id == import_id,
            SubmissionFile.purpose == FilePurpose.PICTURE,
            SubmissionFile.state.in_(USABLE),
        )
    )
    return [
        FiledPicture(row.name, told.get("tags", ()), told.get("time"), told.get("location"))
        for row in rows
        for told in [row.exif or {}]
    ]


def _keep(house: House, principal: Principal, import_id: uuid.UUID, sheet: Sheet) -> SubmissionFile:
    """The sheet as an uploaded file; made again from the same pictures it is the same one."""
    stream = io.BytesIO()
    cells = [column.values() for column in sheet.columns]
    write_text(stream, sheet.headings, zip(*cells, strict=True))
    content = stream.getvalue()
    sha256 = hashlib.sha256(content).hexdigest()
    wanted = NewUpload(import_id, SHEET_NAME, len(content), "text/csv", sha256, FilePurpose.SHEET)
    file = begin_upload(house, principal, wanted)
    if file.state == FileState.RECEIVING:
        file = append_piece(house, principal, file.id, file.received, [content[file.received :]])
    return file


def _shown(sheet: Sheet, depth: int) -> dict[str, Any]:
    cells = [column.values(0, ROWS_SHOWN) for column in sheet.columns]
    return {
        "headings": sheet.headings,
        "rows": [list(row) for row in zip(*cells, strict=True)],
        "total": sheet.row_count,
        "depth": depth,
    }
