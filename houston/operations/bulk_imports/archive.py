"""Archives are unpacked here, one member after the other, each as if it had been uploaded by itself."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import func, select

from houston.files.landing import READ_BYTES
from houston.files.names import check_shown_name
from houston.files.refused import FileRefused
from houston.house import House
from houston.models import FilePurpose, FileState, Submission, SubmissionFile, SubmissionKind
from houston.models.submission import EDITABLE
from houston.operations.bulk_imports.job import files_changed
from houston.operations.upload import MOST_FILES, expiry
from houston.operations.uploaded_file import look_at
from service_kit.jobs import JobContext, JobFailed

MOST_RATIO = 100
"""Pictures hardly become smaller in an archive, and a sheet a tenth; what grows a hundredfold is a trap."""
SMALL_BYTES = 16 * 1024**2  # so much may grow as it likes
MEMBERS_A_SIGN = 20  # between two reports of progress
ENCRYPTED = 0x1  # flag of a member whose bytes need a password
UTF8 = 0x800  # flag of a member whose name says that it is UTF-8
JUNK = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"})
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_SHEETS = (".xlsx", ".xls", ".csv", ".tsv")


def unpack_archive(house: House, context: JobContext) -> dict[str, Any]:
    """Goes on where it was broken off: a member's id follows from the archive's and its place in it."""
    with house.database.read() as session:
        archive = session.get(SubmissionFile, context.id)
    if archive is None or archive.state != FileState.READY:
        return {"submission": context.arguments["submission"], "unpacked": 0}
    try:
        with zipfile.ZipFile(house.landing.path(archive.id)) as opened:
            unpacked = _unpack(house, context, archive, opened)
    except (zipfile.BadZipFile, FileNotFoundError) as error:
        raise JobFailed(f"“{archive.name}” breaks off or is damaged. Upload it again.") from error
    if archive.purpose == FilePurpose.ARCHIVE:
        house.landing.remove(archive.id)
    return {"submission": context.arguments["submission"], "unpacked": unpacked}


def unpacking_failed(house: House, context: JobContext, reason: str) -> None:
    """The archive is told as a file that could not be used."""
    with house.database.write() as session:
        archive = session.get(SubmissionFile, context.id)
        if archive is not None:
            archive.state, archive.code, archive.reason = (
                FileState.REFUSED,
                "not_an_archive",
                reason,
            )


def _unpack(
    house: House, context: JobContext, archive: SubmissionFile, opened: zipfile.ZipFile
) -> int:
    members = [each for each in _members(opened) if _is_wanted(archive, each[1])]
    room, count = archive.size * MOST_RATIO + SMALL_BYTES, 0
    with house.database.read() as session:
        done = set(
            session.scalars(
                select(SubmissionFile.id).where(
                    SubmissionFile.archive == archive.id,
                    SubmissionFile.state.not_in((FileState.RECEIVING, FileState.CHECKING)),
                )
            )
        )
    for number, (place, member) in enumerate(members):
        if number % MEMBERS_A_SIGN == 0:
            context.progress(number, len(members), f"Unpacking {_name(member)}")
        file_id = uuid.uuid5(archive.id, str(place))
        if file_id in done:
            count += 1
            continue
        refusal = _refusal(house, archive, member, room)
        room -= member.file_size if refusal is None else 0
        if not _begin(house, archive, file_id, member, refusal):
            break  # the import was sent in or removed meanwhile
        if refusal is None:
            _receive(house, opened, file_id, member)
            count += 1
    context.progress(len(members), len(members), f"{count} files unpacked")
    return count


def _members(opened: zipfile.ZipFile) -> Iterator[tuple[int, zipfile.ZipInfo]]:
    for place, member in enumerate(opened.infolist()):
        if not member.is_dir() and JUNK.isdisjoint(PurePosixPath(_name(member)).parts):
            yield place, member


def _is_wanted(archive: SubmissionFile, member: zipfile.ZipInfo) -> bool:
    # A package is read as a whole, and its tables are no sheets by themselves.
    return archive.purpose == FilePurpose.ARCHIVE or _purpose(member) == FilePurpose.PICTURE


def _name(member: zipfile.ZipInfo) -> str:
    """As it was written; many programs write UTF-8 and do not say so."""
    if member.flag_bits & UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _refusal(
    house: House, archive: SubmissionFile, member: zipfile.ZipInfo, room: int
) -> FileRefused | None:
    name = _name(member)
    path = PurePosixPath(name.replace("\\", "/"))
    try:
        check_shown_name(name)
    except FileRefused as refused:
        return refused
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return FileRefused("member_outside", "Its path leads out of the archive.")
    if member.flag_bits & ENCRYPTED:
        return FileRefused(
            "member_encrypted", "It is protected by a password. Pack it again without one."
        )
    if path.suffix.lower() in _ARCHIVES:
        return FileRefused(
            "member_is_archive", "It is an archive within the archive. Unpack it and upload that."
        )
    if member.file_size > house.settings.largest_upload_bytes:
        return FileRefused("upload_too_large", "It is larger than is accepted.")
    grows = member.file_size > SMALL_BYTES + member.compress_size * MOST_RATIO
    if grows or member.file_size > room:
        return FileRefused(
            "member_grows",
            f"It would grow to more than {MOST_RATIO} times its size, as no picture does.",
        )
    return None


def _begin(
    house: House,
    archive: SubmissionFile,
    file_id: uuid.UUID,
    member: zipfile.ZipInfo,
    refusal: FileRefused | None,
) -> bool:
    """Makes the file's row, unless it is there from a try before. Says whether the import still takes files."""
    with house.database.write() as session:
        submission = session.get(Submission, archive.submission_id, with_for_update=True)
        if (
            submission is None
            or submission.state not in EDITABLE
            or submission.deleted_at is not None
        ):
            return False
        if session.get(SubmissionFile, file_id) is not None:
            return True
        held = session.scalar(
            select(func.count()).where(SubmissionFile.submission_id == submission.id)
        )
        if (held or 0) >= MOST_FILES[SubmissionKind.BULK]:
            raise JobFailed("This import has as many files as it can hold.")
        file = SubmissionFile(
            id=file_id,
            submission_id=submission.id,
            archive=archive.id,
            name=_name(member)[:1000] if refusal is None else _shown(_name(member)),
            purpose=_purpose(member),
            size=member.file_size,
            expires_at=expiry(house),
            state=FileState.RECEIVING,
        )
        if refusal is not None:
            file.state, file.code, file.reason = FileState.REFUSED, refusal.code, str(refusal)
        session.add(file)
        if refusal is not None:
            files_changed(house, session, submission.id)
    return True


def _receive(
    house: House, opened: zipfile.ZipFile, file_id: uuid.UUID, member: zipfile.ZipInfo
) -> None:
    with house.landing.alone_with(file_id):
        try:
            with opened.open(member) as stream:
                house.landing.append(file_id, 0, iter(lambda: stream.read(READ_BYTES), b""))
        except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError) as error:
            _refuse(house, file_id, f"It is damaged in the archive ({error}).")
        else:
            look_at(house, file_id)


def _refuse(house: House, file_id: uuid.UUID, reason: str) -> None:
    with house.database.write() as session:
        file = session.get_one(SubmissionFile, file_id)
        file.state, file.code, file.reason = FileState.REFUSED, "member_damaged", reason
    house.landing.remove(file_id)


def _purpose(member: zipfile.ZipInfo) -> FilePurpose:
    suffix = PurePosixPath(_name(member)).suffix.lower()
    if suffix in _SHEETS:
        return FilePurpose.SHEET
    return FilePurpose.DETECTIONS if suffix == ".json" else FilePurpose.PICTURE


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:1000] or "?"
