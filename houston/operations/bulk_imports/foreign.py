"""Files of other systems come into an import here: as its sheet, and as boxes that no detector need look for."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sqlalchemy import select

from houston.house import House
from houston.models import BulkImport, FilePurpose, FileState, SubmissionFile
from houston.sheets.foreign.detections import BroughtDetections, together
from houston.sheets.foreign.recognition import read_detections, read_foreign, recognised
from houston.sheets.foreign.table import ForeignTable, Note
from houston.sheets.reading import read_sheet
from houston.sheets.sheet import Sheet


def read_any_sheet(
    house: House, import_id: uuid.UUID, path: Path, worksheet: str | None
) -> tuple[Sheet, str | None, tuple[Note, ...]]:
    """The sheet that an uploaded file is or amounts to, and when it is another system's, whose, and how it was understood.

    Raises `SheetUnreadable`.
    """
    foreign = _foreign(house, import_id, path)
    if foreign is None:
        sheet = read_sheet(path, worksheet)
        foreign = recognised(sheet)
        if foreign is None:
            return sheet, None, ()
    return foreign.sheet, foreign.format, foreign.notes


def brought_files(house: House, import_id: uuid.UUID) -> list[uuid.UUID]:
    """The files of an import that hold boxes: those of detections, and packages."""
    with house.database.read() as session:
        return list(
            session.scalars(
                select(SubmissionFile.id)
                .where(
                    SubmissionFile.submission_id == import_id,
                    SubmissionFile.state == FileState.READY,
                    SubmissionFile.purpose.in_((FilePurpose.DETECTIONS, FilePurpose.PACKAGE)),
                )
                .order_by(SubmissionFile.created_at, SubmissionFile.id)
            )
        )


def detections_of(house: House, import_id: uuid.UUID) -> BroughtDetections:
    """All boxes that came with an import, while its files lie where they have landed.

    Only the package that is the import's sheet tells whose its boxes are; another one's are like a detector's.
    """
    with house.database.read() as session:
        sheet = session.get_one(BulkImport, import_id).sheet_file
    parts = []
    for file in brought_files(house, import_id):
        path = house.landing.path(file)
        foreign = _foreign(house, import_id, path) if file == sheet else None
        parts.append(read_detections(path) if foreign is None else foreign.brought)
    return together(parts)


def _foreign(house: House, import_id: uuid.UUID, path: Path) -> ForeignTable | None:
    with house.database.read() as session:
        names = session.scalars(
            select(SubmissionFile.name).where(
                SubmissionFile.submission_id == import_id,
                SubmissionFile.purpose == FilePurpose.PICTURE,
                SubmissionFile.state != FileState.REFUSED,
            )
        ).all()
    present = {_base(name) for name in (*names, *_packed(path))}
    return read_foreign(path, present)


def _packed(path: Path) -> Iterator[str]:
    """What lies in a package itself, and may not be unpacked yet."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from archive.namelist()


def _base(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name.casefold()
