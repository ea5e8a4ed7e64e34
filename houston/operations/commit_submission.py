"""A draft becomes records here: checked, stored in git, created in EDM, noted in Houston, handed to detection.

Each step can be done again without doing it twice, and a crash between any two of them is gone on from:
ids are minted and kept before anything is made from them, EDM checks everything before anything is created,
and pointers, assets and the detection's jobs come in one transaction.
"""

from __future__ import annotations

import logging
import uuid
from typing import Any

from houston.house import House
from houston.models import Submission, SubmissionFile, SubmissionState, User
from houston.models.submission import EDITABLE
from houston.operations.backup import request_backup
from houston.operations.derivation import request_derivatives
from houston.operations.detection_request import request_detection
from houston.operations.submission_check import check_submission, minted
from houston.operations.submission_records import SubmissionRecords, record_state
from houston.operations.submission_sending import queue_of
from houston.operations.transition import Subject, move
from houston.queries.submission import files_of, ready_files_of
from service_kit.client import RemoteProblem
from service_kit.clock import now
from service_kit.errors import Unavailable
from service_kit.jobs import JobContext, JobFailed
from service_kit.scope import SYSTEM_SCOPE
from submissions import IncomingFile, Person, SubmissionDiffers, SubmissionError

NOBODY = "anonymous"
"""EDM's owner tag for what was sent in without an account; no account's tag is like it."""

log = logging.getLogger(__name__)


def commit_submission(house: House, context: JobContext) -> dict[str, Any]:
    """Does what is left to do; the job's result says how it ended."""
    submission_id = uuid.UUID(context.arguments["submission"])
    submission = _begin(house, context, submission_id)
    if submission.state != SubmissionState.COMMITTING:
        return {"submission": str(submission_id), "state": submission.state}
    if submission.stored_as is None:
        context.progress(0, 4, "Checking everything")
        checked = check_submission(house, submission)
        if not checked.valid:
            return _give_back(house, context, submission_id, checked.errors)
        context.progress(1, 4, "Storing the files")
        submission = _store(house, context, submission)
    context.progress(2, 4, "Creating the records")
    try:
        _create_in_edm(house, submission)
    except RemoteProblem as problem:
        if problem.status != 422:
            raise
        # What EDM accepts has changed since the check; nothing has been created.
        errors = [fault.as_dict() for fault in problem.errors]
        return _give_back(house, context, submission_id, errors)
    context.progress(3, 4, "Noting the records")
    result = _note_records(house, context, submission)
    for file in _files(house, submission_id):
        house.landing.remove(file.id)
    return result


def commit_failed(house: House, context: JobContext, reason: str) -> None:
    """Says on the submission why it goes no further; a retry goes on from there."""
    with house.database.write() as session:
        submission = session.get(Submission, uuid.UUID(context.arguments["submission"]))
        if submission is not None and submission.state == SubmissionState.COMMITTING:
            move(session, Subject.SUBMISSION, submission, SubmissionState.FAILED, reason=reason)


def _begin(house: House, context: JobContext, submission_id: uuid.UUID) -> Submission:
    with house.database.write() as session:
        context.hold(session)
        submission = session.get(Submission, submission_id)
        if submission is None:
            raise JobFailed("The submission is no longer there.")
        if submission.state == SubmissionState.FAILED:
            move(session, Subject.SUBMISSION, submission, SubmissionState.COMMITTING)
        if submission.minted is None and submission.state not in EDITABLE:
            submission.minted = minted(submission.document)
    return submission


def _give_back(
    house: House, context: JobContext, submission_id: uuid.UUID, errors: list[dict[str, Any]]
) -> dict[str, Any]:
    """There are faults: the draft is open again, with all of them."""
    result = {"submission": str(submission_id), "state": str(SubmissionState.INVALID)}
    with house.database.write() as session:
        submission = session.get_one(Submission, submission_id)
        submission.errors, submission.minted, submission.stored_as = errors, None, None
        move(session, Subject.SUBMISSION, submission, SubmissionState.INVALID)
        context.finish(session, result)
    return result


def _files(house: House, submission_id: uuid.UUID) -> list[SubmissionFile]:
    with house.database.read() as session:
        return ready_files_of(session, submission_id)


def _store(house: House, context: JobContext, submission: Submission) -> Submission:
    """All files and the metadata as one commit."""
    files = [
        IncomingFile(
            asset_id=str(file.id),
            path=house.landing.path(file.id),
            name=file.name,
            media_type=file.media_type or "application/octet-stream",
            sha256=file.sha256,
            size=file.size,
        )
        for file in _files(house, submission.id)
    ]
    try:
        sha = _store_in_git(house, submission, files)
    except SubmissionError as error:
        # A full disk may have room again; what else the store says stays true.
        raise (Unavailable if error.retry else JobFailed)(str(error)) from error
    with house.database.write() as session:
        context.hold(session)
        stored = session.get_one(Submission, submission.id)
        stored.stored_as = sha
        request_backup(house, session, stored.id, sha)
    return stored


def _store_in_git(house: House, submission: Submission, files: list[IncomingFile]) -> str:
    """The commit that holds them; stored before, it is the same one."""
    author, when = _author(house, submission), submission.committed_at or now()
    metadata = submission.minted or {}
    try:
        return house.submissions.store(
            submission.id, metadata, files, author, "As it was submitted", when
        ).sha
    except SubmissionDiffers:
        # It had been stored before EDM found a fault that the check had not; this is its correction.
        kept = {file.asset_id for file in files}
        before = house.submissions.manifest(submission.id).files
        return house.submissions.correct(
            submission.id,
            author,
            "As it was submitted again",
            when,
            metadata=metadata,
            files=files,
            without=[entry.asset_id for entry in before if entry.asset_id not in kept],
        ).sha


def _author(house: House, submission: Submission) -> Person:
    if submission.owner is None:
        return Person(submission.contact_name or "", submission.contact_email or "")
    with house.database.read() as session:
        user = session.get_one(User, submission.owner)
    return Person(user.full_name, user.email)


def _create_in_edm(house: House, submission: Submission) -> None:
    owner = str(submission.owner) if submission.owner else None
    house.edm.call(
        "POST",
        "/edm/v1/sightings",
        scope=SYSTEM_SCOPE,
        actor=owner,
        json={
            **(submission.minted or {}),
            "owner": owner or NOBODY,
            "projects": submission.projects,
            "submission": str(submission.id),
            "visibility": submission.visibility,
            "state": record_state(submission),
        },
    )


def _note_records(house: House, context: JobContext, submission: Submission) -> dict[str, Any]:
    """Pointers, assets and the detection's jobs, in one transaction with the end of this job."""
    with house.database.read() as session:
        records = SubmissionRecords(submission, files_of(session, submission.id))
    result = {
        "submission": str(submission.id),
        "sightings": len(set(records.sighting_of.values())),
        "encounters": len(records.sighting_of),
        "assets": len(records.kept),
    }
    # Put together before the transaction begins, for while it lasts nobody else writes.
    assets, looked_at, _ = [each.id for each in records.kept], records.looked_at, records.rows
    with house.database.write() as session:
        context.hold(session)
        kept = session.get_one(Submission, submission.id)
        records.write(session)
        move(session, Subject.SUBMISSION, kept, SubmissionState.CREATED)
        request_derivatives(house, session, assets)
        request_detection(house, session, kept, looked_at, queue_of(kept))
        result["state"] = kept.state
        context.finish(session, result)
    return result
