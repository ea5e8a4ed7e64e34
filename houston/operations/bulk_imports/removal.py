"""The removal of an import, or its return, is asked for by a person here; a job does it: see `removing`."""

from __future__ import annotations

import uuid
from typing import TypeGuard

from sqlalchemy.orm import Session

from houston.access import Action, Principal, allowed, scope_of
from houston.house import House
from houston.models import BulkImport, Job, Submission, SubmissionState
from houston.models.submission import EDITABLE
from houston.operations.bulk_imports.job import BulkJob, queue_of
from houston.operations.purge_submission import is_past_restoring
from houston.queries.bulk_import import find_import
from houston.queries.bulk_removal import last_removal, refuse_while_it_goes
from houston.queries.submission import find_workable, record_of_submission
from service_kit.clock import now
from service_kit.errors import Conflict, Forbidden, Gone
from service_kit.jobs.model import JobState


def have_removed(house: House, principal: Principal, import_id: uuid.UUID) -> Job:
    """Asks for the removal, which can be taken back for 30 days; under way or done already, that is the answer.

    Raises what `find_import` and `find_workable` raise, `Forbidden` where the caller may not change the records, and
    `Conflict` while they are being made or brought back.
    """
    with house.database.write() as session:
        submission, found = _theirs(session, principal, import_id)
        last = last_removal(session, found)
        if _is_of_use(last, BulkJob.REMOVE):
            return last
        _refuse_busy(session, submission, found)
        moment = _moment(submission, last) or now().isoformat()
        return _ask(house, session, principal, found, BulkJob.REMOVE, moment)


def have_restored(house: House, principal: Principal, import_id: uuid.UUID) -> Job:
    """Asks for all of it to be brought back; under way or done already, that is the answer.

    Raises as `have_removed` does, and `Gone` when it is too late.
    """
    with house.database.write() as session:
        submission, found = _theirs(session, principal, import_id)
        last = last_removal(session, found)
        if _is_of_use(last, BulkJob.RESTORE):
            return last
        _refuse_busy(session, submission, found)
        if is_past_restoring(submission):
            raise Gone("This submission was deleted too long ago to be restored.")
        moment = _moment(submission, last)
        return _ask(house, session, principal, found, BulkJob.RESTORE, moment)


def _theirs(
    session: Session, principal: Principal, import_id: uuid.UUID
) -> tuple[Submission, BulkImport]:
    """The import, locked, when this person may take all of it away."""
    submission, found = find_import(session, principal, import_id, lock=True)
    find_workable(session, principal, import_id)
    if submission.state not in EDITABLE:
        decision = allowed(principal, Action.EDIT, record_of_submission(submission))
        if not decision.allowed:
            raise Forbidden(decision.reason, code="not_yours")
    return submission, found


def _is_of_use(last: Job | None, kind: BulkJob) -> TypeGuard[Job]:
    """Whether the last such job does, or has done, what is asked for now."""
    return last is not None and last.kind == kind and last.state != JobState.FAILED


def _refuse_busy(session: Session, submission: Submission, found: BulkImport) -> None:
    refuse_while_it_goes(session, found)
    if submission.state == SubmissionState.COMMITTING:
        raise Conflict(
            "This submission is being worked on. Delete it when that is over.",
            code="submission_busy",
        )


def _moment(submission: Submission, last: Job | None) -> str | None:
    """When it was removed, or began to be by a job that failed: what went with it bears that moment."""
    if submission.deleted_at is not None:
        return submission.deleted_at.isoformat()
    moment: str | None = None
    if last is not None and last.state == JobState.FAILED:
        moment = last.arguments["moment"]
    return moment


def _ask(
    house: House,
    session: Session,
    principal: Principal,
    found: BulkImport,
    kind: BulkJob,
    moment: str | None,
) -> Job:
    """The job goes by what its asker may change."""
    job: Job = house.jobs.submit(
        session,
        kind,
        {
            "submission": str(found.id),
            "moment": moment,
            "scope": scope_of(principal).as_dict(),
        },
        queue=queue_of(found),
        owner=principal.tag,
    )
    found.removal = job.id
    return job
