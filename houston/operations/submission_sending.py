"""A draft is sent in, and sent in again where that failed; a job does the rest."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from houston.access import Action, Principal, allowed
from houston.house import House
from houston.models import BulkImport, Submission, SubmissionKind, SubmissionState
from houston.models.submission import SENT_IN
from houston.operations.follow_up_link import follow_contact
from houston.operations.submission_draft import change_wishes
from houston.operations.submission_job import SubmissionJob
from houston.operations.transition import Subject, move
from houston.queries.submission import find_draft, find_workable, record_of_submission
from service_kit.clock import now
from service_kit.errors import Conflict
from service_kit.jobs import Queue


def commit_draft(
    house: House, principal: Principal, submission_id: uuid.UUID, wishes: Mapping[str, Any]
) -> Submission:
    """Sends a draft in; a job does the rest. What has been sent in already is answered as it is."""
    with house.database.write() as session:
        submission = find_workable(session, principal, submission_id, lock=True)
        again = submission.deleted_at is None and submission.state in SENT_IN
        if again and wishes.get("metadata") in (None, submission.document):
            return submission
        submission = find_draft(session, principal, submission_id)
        if session.get(BulkImport, submission_id) is not None:
            raise Conflict(
                "This is a bulk import; what its sheet says is sent in by /bulk-imports.",
                code="is_bulk_import",
            )
        change_wishes(session, principal, submission, wishes)
        follow_contact(session, submission)
        send_in(house, session, principal, submission, SubmissionJob.COMMIT, queue_of(submission))
    return submission


def send_in(
    house: House,
    session: Session,
    principal: Principal,
    submission: Submission,
    kind: str,
    queue: Queue,
) -> None:
    """Gives the rest to a job of this kind, in the session's transaction."""
    submission.errors, submission.committed_at = [], now()
    record = record_of_submission(submission)
    submission.citizen = not allowed(principal, Action.APPROVE, record).allowed
    job = house.jobs.submit(
        session, kind, {"submission": str(submission.id)}, queue=queue, owner=principal.tag
    )
    submission.job = job.id
    move(
        session,
        Subject.SUBMISSION,
        submission,
        SubmissionState.COMMITTING,
        actor=principal.user,
    )


def retry_submission(house: House, principal: Principal, submission_id: uuid.UUID) -> Submission:
    """Begins the failed step again. Raises `Conflict` when nothing failed."""
    with house.database.write() as session:
        submission = find_workable(session, principal, submission_id)
        if submission.job is None or not house.jobs.retry(session, submission.job):
            raise Conflict("Nothing of this submission has failed.", code="nothing_to_retry")
        if submission.state == SubmissionState.FAILED:
            move(
                session,
                Subject.SUBMISSION,
                submission,
                SubmissionState.COMMITTING,
                actor=principal.user,
            )
    return submission


def queue_of(submission: Submission) -> Queue:
    """Somebody waits for a form; an import of thousands never delays them."""
    return Queue.BULK if submission.kind == SubmissionKind.BULK else Queue.INTERACTIVE
