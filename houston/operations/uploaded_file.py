"""A file that has come completely is looked at here: is it what its sender said, is it whole, was it here before?"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.files.inspection import Inspected, inspect
from houston.files.landing import Occupied
from houston.files.other_files import inspect_other
from houston.files.refused import FileRefused
from houston.house import House
from houston.models import FilePurpose, FileState, Submission, SubmissionFile
from houston.operations.bulk_imports.job import BulkJob, files_changed
from houston.operations.upload_refusals import UploadLocked
from service_kit.jobs import Queue

UNPACKED = (FilePurpose.ARCHIVE, FilePurpose.PACKAGE)


def check_waiting_files(house: House, submission_id: uuid.UUID) -> None:
    """Looks at files that came completely and whose request died before anybody did."""
    with house.database.read() as session:
        waiting = session.scalars(
            select(SubmissionFile.id).where(
                SubmissionFile.submission_id == submission_id,
                SubmissionFile.state == FileState.CHECKING,
            )
        ).all()
    for file_id in waiting:
        try:
            with alone_with(house, file_id):
                look_at(house, file_id)
        except UploadLocked:
            continue  # its own request is at it


def look_at(house: House, file_id: uuid.UUID) -> SubmissionFile:
    """Checks a complete file and keeps what is known of it. Repeating it changes nothing."""
    with house.database.read() as session:
        file = session.get_one(SubmissionFile, file_id)
    return settle(house, file, house.landing.sha256(file_id))


def settle(house: House, file: SubmissionFile, sha256: str) -> SubmissionFile:
    """The same for a file that has come completely, and whose bytes have this checksum."""
    found: Inspected | FileRefused
    try:
        if file.declared_sha256 not in (None, sha256):
            raise FileRefused(
                "checksum_mismatch", "The file arrived damaged. Remove it and upload it again."
            )
        found = _inspect(house, file)
    except FileRefused as refusal:
        found = refusal
    with house.database.write() as session:
        # Of two equal files that end at the same moment, one must see the other.
        session.get_one(Submission, file.submission_id, with_for_update=True)
        kept = session.get_one(SubmissionFile, file.id)
        kept.sha256, kept.received = sha256, kept.size
        if isinstance(found, FileRefused):
            kept.state, kept.code, kept.reason = FileState.REFUSED, found.code, str(found)
        else:
            twin = session.scalar(
                select(SubmissionFile).where(
                    SubmissionFile.submission_id == kept.submission_id,
                    SubmissionFile.sha256 == sha256,
                    SubmissionFile.purpose == kept.purpose,
                    SubmissionFile.state == FileState.READY,
                    SubmissionFile.id != file.id,
                )
            )
            _accept(kept, found, twin)
            if kept.state == FileState.READY and kept.purpose in UNPACKED:
                _have_it_unpacked(house, session, kept)
        files_changed(house, session, kept.submission_id)
    if kept.state != FileState.READY:
        house.landing.remove(file.id)
    return kept


def _inspect(house: House, file: SubmissionFile) -> Inspected:
    path = house.landing.path(file.id)
    if file.purpose == FilePurpose.PICTURE:
        return inspect(path, house.settings.largest_picture_pixels)
    return inspect_other(FilePurpose(file.purpose), path)


def _have_it_unpacked(house: House, session: Session, file: SubmissionFile) -> None:
    submission = session.get_one(Submission, file.submission_id)
    house.jobs.submit(
        session,
        BulkJob.UNPACK,
        {"submission": str(submission.id)},
        id=file.id,  # so that whoever knows the archive finds how far its unpacking is
        queue=Queue.BULK,
        owner=str(submission.owner) if submission.owner else None,
    )


def _accept(file: SubmissionFile, found: Inspected, twin: SubmissionFile | None) -> None:
    file.media_type, file.exif = found.media_type, found.exif
    file.width, file.height = found.width, found.height
    if twin is None:
        file.state = FileState.READY
        return
    file.state, file.code, file.duplicate_of = FileState.DUPLICATE, "file_duplicate", twin.id
    what = "picture" if file.purpose == FilePurpose.PICTURE else "file"
    file.reason = f"This is the same {what} as “{twin.name}”; it is kept once."


@contextmanager
def alone_with(house: House, file_id: uuid.UUID) -> Iterator[None]:
    """Nobody else writes to the file meanwhile. Raises `UploadLocked`."""
    try:
        with house.landing.alone_with(file_id):
            yield
    except Occupied as error:
        raise UploadLocked(
            "Another request is sending this very file. Try again in a moment."
        ) from error
