"""Which submissions are there, what is in them, and who may see or change them?"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from houston.access import Action, Kind, Principal, Record, Visibility, allowed
from houston.access.record import RecordState
from houston.models import FilePurpose, FileState, FollowUpLink, Submission, SubmissionFile, User
from houston.models.submission import EDITABLE
from houston.queries.pages import by_id, id_cursor, moment_cursor, newest_first, page_of
from service_kit.errors import Conflict, Forbidden, NotFound, Unauthenticated


def record_of_submission(submission: Submission) -> Record:
    """What decides about a submission that is more than a draft: as private as its submitter."""
    return Record(
        kind=Kind.SIGHTING,
        owner=submission.owner,
        projects=frozenset(map(uuid.UUID, submission.projects)),
        submission=submission.id,
        visibility=Visibility.PRIVATE,
        state=RecordState.UNAPPROVED,
        citizen=submission.citizen,
    )


def may_work_on(principal: Principal, submission: Submission) -> bool:
    """Whether the submission is this person's: their own, by its follow-up link, or as administrator."""
    if principal.user is not None and submission.owner == principal.user:
        return True
    if submission.id in principal.followed | principal.submissions:
        return True
    return allowed(principal, Action.ADMINISTER).allowed


def find_readable(session: Session, principal: Principal, submission_id: uuid.UUID) -> Submission:
    """The submission. Raises `NotFound` where there is none for this person."""
    submission = session.get(Submission, submission_id)
    if submission is not None and (
        may_work_on(principal, submission)
        or (
            submission.state not in EDITABLE
            and allowed(principal, Action.READ, record_of_submission(submission)).allowed
        )
    ):
        return submission
    raise NotFound("There is no such submission, or it is not yours.")


def find_workable(
    session: Session, principal: Principal, submission_id: uuid.UUID, *, lock: bool = False
) -> Submission:
    """The submission, when this person may change it. Raises `NotFound` or `Forbidden`.

    With `lock`, whoever else changes it waits for the end of the session's transaction.
    """
    if lock:
        session.get(Submission, submission_id, with_for_update=True)
    submission = find_readable(session, principal, submission_id)
    if not may_work_on(principal, submission):
        raise Forbidden("This submission is somebody else's.", code="not_yours")
    decision = allowed(principal, Action.SUBMIT)
    if not decision.allowed:
        refusal = Forbidden if principal.is_signed_in else Unauthenticated
        raise refusal(decision.reason)
    return submission


def find_draft(
    session: Session, principal: Principal, submission_id: uuid.UUID, *, lock: bool = False
) -> Submission:
    """The draft, when this person may change it. Raises `Conflict` when it is one no longer."""
    submission = find_workable(session, principal, submission_id, lock=lock)
    require_editable(submission)
    return submission


def require_editable(submission: Submission) -> None:
    """Raises `Conflict` for what has been sent in, or deleted."""
    if submission.deleted_at is not None:
        raise Conflict("This submission was deleted. Restore it first.", code="submission_deleted")
    if submission.state not in EDITABLE:
        raise Conflict(
            "This submission has been sent in, so its files and metadata can no longer be changed.",
            code="submission_not_draft",
        )


def files_of(session: Session, submission_id: uuid.UUID) -> Sequence[SubmissionFile]:
    """All files of the submission, in the order in which their uploads began."""
    return session.scalars(
        select(SubmissionFile)
        .where(SubmissionFile.submission_id == submission_id)
        .order_by(SubmissionFile.created_at, SubmissionFile.id)
    ).all()


def ready_files_of(session: Session, submission_id: uuid.UUID) -> list[SubmissionFile]:
    """Those that become assets."""
    return [
        file
        for file in files_of(session, submission_id)
        if file.state == FileState.READY and file.purpose == FilePurpose.PICTURE
    ]


def page_of_own(
    session: Session,
    principal: Principal,
    *,
    limit: int,
    cursor: str | None,
    deleted: bool,
    claimable: bool,
) -> tuple[list[Submission], str | None]:
    """The person's submissions, the newest first, and the cursor of the next page.

    With `claimable`, instead those that were sent in without an account and with the person's address.
    """
    statement = select(Submission).where(
        _claimable_by(principal) if claimable else _is_own(principal),
        Submission.deleted_at.is_not(None) if deleted else Submission.deleted_at.is_(None),
    )
    ordered = newest_first(statement, Submission.created_at, Submission.id, limit, cursor)
    return page_of(session.scalars(ordered).all(), limit, moment_cursor)


def _is_own(principal: Principal) -> ColumnElement[bool]:
    held = Submission.id.in_(principal.submissions | principal.followed)
    return held if principal.user is None else or_(Submission.owner == principal.user, held)


def _claimable_by(principal: Principal) -> ColumnElement[bool]:
    address = select(User.email).where(User.id == principal.user).scalar_subquery()
    left_with_it = select(FollowUpLink.submission).where(
        FollowUpLink.email == address, FollowUpLink.claimed_by.is_(None)
    )
    return Submission.id.in_(left_with_it)


def page_of_files(
    session: Session,
    submission_id: uuid.UUID,
    *,
    limit: int,
    cursor: str | None,
    state: str | None = None,
) -> tuple[list[SubmissionFile], str | None]:
    """Its files in the order of their ids, and the cursor of the next page."""
    statement = select(SubmissionFile).where(SubmissionFile.submission_id == submission_id)
    if state is not None:
        statement = statement.where(SubmissionFile.state == state)
    ordered = by_id(statement, SubmissionFile.id, limit, cursor)
    return page_of(session.scalars(ordered).all(), limit, id_cursor)


def may_see_places(principal: Principal, submission: Submission) -> bool:
    """Whether this person may know where exactly it was."""
    record = record_of_submission(submission)
    return (
        may_work_on(principal, submission) or allowed(principal, Action.READ_EXACT, record).allowed
    )


def count_files(session: Session, submission_id: uuid.UUID) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(SubmissionFile)
            .where(SubmissionFile.submission_id == submission_id)
        )
        or 0
    )


def bytes_of(session: Session, submission_id: uuid.UUID) -> int:
    """What all files of it have, or will have, together."""
    return (
        session.scalar(
            select(func.sum(SubmissionFile.size)).where(
                SubmissionFile.submission_id == submission_id
            )
        )
        or 0
    )
