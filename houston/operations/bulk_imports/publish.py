"""An import's records are shown to whom they are for here, in one step; then animals are looked for in its pictures."""

from __future__ import annotations

import uuid
from typing import Any

from houston.house import House
from houston.models import BulkImport, Submission, SubmissionState
from houston.operations.brought_detections import apply_brought_detections
from houston.operations.bulk_imports.committing import Cancelled, Committing
from houston.operations.bulk_imports.documents import Documents, uploads_of
from houston.operations.bulk_imports.records import looked_at
from houston.operations.derivation import request_derivatives
from houston.operations.detection_request import ASSETS_A_JOB, request_detection
from houston.operations.transition import Subject, move
from service_kit.client import RemoteProblem
from service_kit.clock import now
from service_kit.jobs import JobContext, Queue
from service_kit.scope import SYSTEM_SCOPE


class NamesTaken(Exception):
    """Others have changed what the records were made to fit; they are to be made once more. `str()` says what."""


PICTURES_AT_ONCE = ASSETS_A_JOB * 8  # of one transaction


def publish(committing: Committing) -> None:
    """From its first line on there is no way back. Raises `Cancelled` or `NamesTaken` when somebody was faster."""
    house, import_id = committing.house, committing.import_id
    committing.go_on(3 * committing.rows + committing.files, "Showing the records")
    with house.database.write() as session:
        committing.context.hold(session)
        session.get(Submission, import_id, with_for_update=True)
        found = session.get_one(BulkImport, import_id)
        if found.cancelling:
            raise Cancelled
        found.publishing = True
        owner = session.get_one(Submission, import_id).owner
    try:
        published = house.edm.call(
            "POST",
            f"/edm/v1/submissions/{import_id}/publish",
            scope=SYSTEM_SCOPE,
            actor=str(owner),
        )
    except RemoteProblem as problem:
        if problem.status != 409:
            raise
        _stage_again(committing)
        raise NamesTaken(problem.detail) from problem
    if not published["encounters"]:
        # EDM throws away what waited for days to be shown; it is made once more.
        _stage_again(committing)
        raise NamesTaken("The records that were made ready are no longer there.")
    with house.database.write() as session:
        committing.context.hold(session)
        submission = session.get_one(Submission, import_id)
        found = session.get_one(BulkImport, import_id)
        found.individuals = published["individuals"]
        if submission.state == SubmissionState.COMMITTING:
            submission.committed_at = submission.committed_at or now()
            move(session, Subject.SUBMISSION, submission, SubmissionState.CREATED)


def _stage_again(committing: Committing) -> None:
    house, import_id = committing.house, committing.import_id
    house.edm.call("POST", f"/edm/v1/submissions/{import_id}/discard", scope=SYSTEM_SCOPE)
    with house.database.write() as session:
        committing.context.hold(session)
        found = session.get_one(BulkImport, import_id)
        found.staged, found.publishing = 0, False


def request_work(house: House, context: JobContext, import_id: uuid.UUID) -> dict[str, Any]:
    """Asks for detection and thumbnails, some pictures at a time, from where it was broken off; ends the job."""
    documents = Documents(house.workbench.commit(import_id))
    result = {"submission": str(import_id)}
    if not documents.complete:
        return result
    settled = apply_brought_detections(
        house, context, import_id, documents.detections(), documents.encounter_by_row
    )
    wanted = [each for each in looked_at(documents) if each not in settled]
    everything = [uuid.UUID(each) for each in documents.plan["pictures"]]
    with house.database.read() as session:
        start = session.get_one(BulkImport, import_id).requested
    while True:
        with house.database.write() as session:
            context.hold(session)
            submission = session.get_one(Submission, import_id)
            found = session.get_one(BulkImport, import_id)
            if found.requested != start:
                return result
            some = wanted[start : start + PICTURES_AT_ONCE]
            if some or not wanted:
                request_detection(house, session, submission, some, Queue.BULK)
            request_derivatives(house, session, everything[start : start + PICTURES_AT_ONCE])
            start += PICTURES_AT_ONCE
            found.requested = start
            over = start >= max(len(wanted), len(everything))
            if over:
                context.finish(session, result)
        if over:
            break
    for file in uploads_of(documents.plan):
        house.landing.remove(uuid.UUID(file))
    return result
