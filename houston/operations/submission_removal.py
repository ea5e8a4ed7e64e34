"""Submissions are deleted and restored here, with all that was made of them. Imports go by themselves: `bulk_imports.removal`."""

from __future__ import annotations

import uuid

from sqlalchemy import update

from houston.access import Action, Principal, allowed, scope_of
from houston.house import House
from houston.models import Pointer, Submission, SubmissionKind, SubmissionState
from houston.models.submission import EDITABLE
from houston.operations.pointer import goes_with, returns_with
from houston.operations.purge_submission import have_it_purged, is_past_restoring
from houston.queries.submission import find_workable, record_of_submission
from service_kit.clock import now
from service_kit.errors import Conflict, Forbidden, Gone


def remove_submission(house: House, principal: Principal, submission_id: uuid.UUID) -> Submission:
    """Soft: everything can be restored for 30 days. Repeating it changes nothing.

    Raises `Forbidden` where the caller may not change the records, and `Conflict` while they are being made, where
    individuals would be left without an encounter, and for an import.
    """
    submission = _workable(house, principal, submission_id)
    if submission.deleted_at is not None:
        return submission
    if submission.state == SubmissionState.COMMITTING:
        raise Conflict(
            "This submission is being worked on. Delete it when that is over.",
            code="submission_busy",
        )
    if submission.state not in EDITABLE:
        _require_edit(principal, submission)
        _tell_edm(house, principal, submission_id, "remove")
    moment = now()
    with house.database.write() as session:
        kept = session.get_one(Submission, submission_id)
        kept.deleted_at = moment
        have_it_purged(house, session, kept)
        session.execute(
            update(Pointer)
            .where(goes_with(submission_id))
            .values(deleted_at=moment)
            .execution_options(synchronize_session=False)
        )
    return kept


def restore_submission(house: House, principal: Principal, submission_id: uuid.UUID) -> Submission:
    """Brings back what went with the submission. Raises `Gone` when it is too late, and `Conflict` for an import."""
    submission = _workable(house, principal, submission_id)
    moment = submission.deleted_at
    if moment is None:
        return submission
    if is_past_restoring(submission):
        raise Gone("This submission was deleted too long ago to be restored.")
    if submission.state not in EDITABLE:
        _require_edit(principal, submission)
        _tell_edm(house, principal, submission_id, "restore")
    with house.database.write() as session:
        kept = session.get_one(Submission, submission_id)
        kept.deleted_at = None
        session.execute(
            update(Pointer)
            # What had been deleted by itself before stays deleted.
            .where(returns_with(submission_id, moment))
            .values(deleted_at=None)
            .execution_options(synchronize_session=False)
        )
    return kept


def _workable(house: House, principal: Principal, submission_id: uuid.UUID) -> Submission:
    with house.database.read() as session:
        submission = find_workable(session, principal, submission_id)
    if submission.kind == SubmissionKind.BULK:
        raise Conflict(
            "This is a bulk import, which is removed and restored by /bulk-imports.",
            code="is_bulk_import",
        )
    return submission


def _require_edit(principal: Principal, submission: Submission) -> None:
    decision = allowed(principal, Action.EDIT, record_of_submission(submission))
    if not decision.allowed:
        raise Forbidden(decision.reason, code="not_yours")


def _tell_edm(house: House, principal: Principal, submission_id: uuid.UUID, step: str) -> None:
    house.edm.call(
        "POST",
        f"/edm/v1/submissions/{submission_id}/{step}",
        scope=scope_of(principal),
        actor=principal.tag,
    )
