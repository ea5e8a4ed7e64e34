"""Files arrive here, piece by piece; `uploaded_file` looks at them when the last piece has come."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Principal
from houston.files.landing import Checksum, ChecksumDiffers, Landed
from houston.files.names import check_shown_name
from houston.files.refused import FileRefused
from houston.house import House
from houston.models import FilePurpose, FileState, Submission, SubmissionFile, SubmissionKind
from houston.operations.bulk_imports.job import files_changed
from houston.operations.upload_refusals import ChecksumMismatch
from houston.operations.uploaded_file import alone_with, look_at, settle
from houston.queries.submission import bytes_of, count_files, find_draft
from service_kit.clock import now
from service_kit.errors import Conflict, Gone, Malformed, NotFound, TooLarge, Unavailable

MOST_FILES = {
    # A form has one sighting; a day's pictures of one herd are a few hundred.
    SubmissionKind.FORM: 1_000,
    # A season of a camera-trap grid; beyond that a page of the manifest takes minutes to make.
    SubmissionKind.BULK: 200_000,
}
MOST_ANONYMOUS_BYTES = (
    4 * 1024**3
)  # a full memory card of a holiday; a full disk is not for strangers
SENT_AGAIN_BYTES = 16 * 1024**2
"""A last piece up to this size is noted together with what was found in the file: who is killed in between gets it
sent again, which costs less than noting each of thousands of small files twice."""
CHECKSUMS = ("sha1", "sha256")  # names of the tus protocol, and hashlib's

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NewUpload:
    """What is announced before the first byte."""

    submission: uuid.UUID
    name: str
    size: int
    media_type: str | None = None
    sha256: str | None = None
    purpose: FilePurpose = FilePurpose.PICTURE


def begin_upload(house: House, principal: Principal, wanted: NewUpload) -> SubmissionFile:
    """Makes room for a file in a draft. Raises `TooLarge`, `Malformed`, and what `find_draft` raises."""
    largest = house.settings.largest_upload_bytes
    if wanted.size > largest:
        raise TooLarge(
            f"The file has {_megabytes(wanted.size)} MB; at most {_megabytes(largest)} MB are accepted.",
            code="upload_too_large",
        )
    try:
        name = check_shown_name(wanted.name)
    except FileRefused as refusal:
        raise Malformed(str(refusal), code=refusal.code) from refusal
    with house.database.write() as session:
        submission = find_draft(session, principal, wanted.submission, lock=True)
        if wanted.purpose != FilePurpose.PICTURE and submission.kind != SubmissionKind.BULK:
            raise Malformed("Only a bulk import takes anything but pictures.", code="tus_metadata")
        if (begun := _begun_before(session, submission, name, wanted)) is not None:
            return begun
        if count_files(session, submission.id) >= MOST_FILES[SubmissionKind(submission.kind)]:
            raise Conflict(
                "This submission has as many files as it can hold. Begin another one.",
                code="too_many_files",
            )
        if submission.owner is None:
            _refuse_too_much(session, submission, wanted.size)
        file = SubmissionFile(
            submission_id=submission.id,
            name=name,
            purpose=wanted.purpose,
            size=wanted.size,
            declared_type=wanted.media_type,
            declared_sha256=wanted.sha256,
            expires_at=expiry(house),
            state=FileState.RECEIVING,
        )
        session.add(file)
    if file.size == 0:
        with alone_with(house, file.id):
            return look_at(house, file.id)
    return file


def _begun_before(
    session: Session, submission: Submission, name: str, wanted: NewUpload
) -> SubmissionFile | None:
    """The same upload, asked for once already: the answer was lost on the way, or its sender begins anew."""
    if wanted.sha256 is None:
        return None
    return session.scalar(
        select(SubmissionFile).where(
            SubmissionFile.submission_id == submission.id,
            SubmissionFile.name == name,
            SubmissionFile.purpose == wanted.purpose,
            SubmissionFile.size == wanted.size,
            SubmissionFile.declared_sha256 == wanted.sha256,
            SubmissionFile.state != FileState.REFUSED,
            (SubmissionFile.state != FileState.RECEIVING) | (SubmissionFile.expires_at > now()),
        )
    )


def _refuse_too_much(session: Session, submission: Submission, more: int) -> None:
    if bytes_of(session, submission.id) + more > MOST_ANONYMOUS_BYTES:
        raise TooLarge(
            f"Without an account a submission holds up to {_megabytes(MOST_ANONYMOUS_BYTES)} MB. "
            "Sign in, or send the rest as another one.",
            code="upload_too_large",
        )


def find_upload(house: House, principal: Principal, file_id: uuid.UUID) -> SubmissionFile:
    """The file of a draft of this person. Raises `NotFound`, `Gone` or `Conflict`."""
    with house.database.read() as session:
        file = session.get(SubmissionFile, file_id)
        if file is None:
            raise NotFound("There is no such upload, or it has run out. Begin it again.")
        find_draft(session, principal, file.submission_id)
    if file.state == FileState.RECEIVING and file.expires_at < now():
        raise Gone("This upload was not finished in time. Begin it again.", code="upload_expired")
    return file


def append_piece(
    house: House,
    principal: Principal,
    file_id: uuid.UUID,
    offset: int,
    pieces: Iterable[bytes],
    checksum: Checksum | None = None,
) -> SubmissionFile:
    """Adds a piece at `offset`, which is how much has come so far, and looks at the file after the last one.

    Raises `Conflict` for another offset, `UploadLocked`, `ChecksumMismatch`, and what `find_upload` raises.
    """
    find_upload(house, principal, file_id)
    return append_to(house, file_id, offset, pieces, checksum)


def append_to(
    house: House,
    file_id: uuid.UUID,
    offset: int,
    pieces: Iterable[bytes],
    checksum: Checksum | None = None,
) -> SubmissionFile:
    """The same for a file that was found in this very request, or begun."""
    with alone_with(house, file_id):
        with house.database.read() as session:
            file = session.get_one(SubmissionFile, file_id)
        if offset != file.received:
            raise Conflict(
                f"The upload stands at byte {file.received}, not {offset}.", code="upload_offset"
            )
        if file.state != FileState.RECEIVING:
            return file
        landed = _write(house, file, _at_most(pieces, file.size - offset), checksum)
        if landed.length == file.size and landed.length - offset <= SENT_AGAIN_BYTES:
            return settle(house, file, landed.sha256 or house.landing.sha256(file_id))
        with house.database.write() as session:
            kept = session.get_one(SubmissionFile, file_id)
            kept.received, kept.expires_at = landed.length, expiry(house)
            if landed.length == kept.size:
                kept.state = FileState.CHECKING
        return look_at(house, file_id) if landed.length == file.size else kept


def give_up_upload(house: House, principal: Principal, file_id: uuid.UUID) -> None:
    """Takes a file out of its draft, whichever that is."""
    drop_file(house, principal, find_upload(house, principal, file_id).submission_id, file_id)


def drop_file(
    house: House, principal: Principal, submission_id: uuid.UUID, file_id: uuid.UUID
) -> None:
    """Takes a file out of a draft. Raises `NotFound` where it is not in it."""
    with house.database.write() as session:
        find_draft(session, principal, submission_id, lock=True)
        file = session.get(SubmissionFile, file_id)
        if file is None or file.submission_id != submission_id:
            raise NotFound("There is no such file in this submission.")
        session.delete(file)
        for twin in session.scalars(
            select(SubmissionFile).where(SubmissionFile.duplicate_of == file_id)
        ):
            twin.duplicate_of, twin.state = None, FileState.REFUSED
            twin.code = "duplicate_dropped"
            twin.reason = (
                f"It was the same picture as “{file.name}”, which was removed. Upload it again."
            )
        files_changed(house, session, submission_id)
    house.landing.remove(file_id)


def _write(
    house: House, file: SubmissionFile, pieces: Iterable[bytes], checksum: Checksum | None
) -> Landed:
    try:
        return house.landing.append(file.id, file.received, pieces, checksum)
    except ChecksumDiffers as error:
        raise ChecksumMismatch(
            "This piece arrived damaged and was thrown away. Send it again."
        ) from error
    except OSError as error:
        log.exception("cannot write an upload", extra={"file": str(file.id)})
        raise Unavailable(
            "The file cannot be stored right now. Nothing of it is lost; try again in a while."
        ) from error


def _at_most(pieces: Iterable[bytes], room: int) -> Iterable[bytes]:
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            raise TooLarge("More arrived than was announced.", code="upload_too_large")
        yield piece


def expiry(house: House) -> datetime:
    """When an upload goes that has not moved on by then."""
    return now() + timedelta(hours=house.settings.upload_hours)


def _megabytes(size: int) -> int:
    return -(-size // (1024 * 1024))
