"""A submission is done when somebody has gone through all of its encounters, and not before."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Kind, RecordState
from houston.models import Pointer, Submission, SubmissionState
from houston.operations.transition import Subject, move

REVIEWABLE = (SubmissionState.CURATION, SubmissionState.DONE)


def settle_reviewed(session: Session, encounters: Collection[uuid.UUID]) -> None:
    """Within the transaction that changed these encounters' states: their submissions follow."""
    submissions = session.scalars(
        select(Pointer.submission)
        .where(Pointer.id.in_(encounters), Pointer.submission.is_not(None))
        .distinct()
    ).all()
    for each in submissions:
        submission = session.get(Submission, each, with_for_update=True)
        if submission is not None and submission.state in REVIEWABLE:
            move(session, Subject.SUBMISSION, submission, state_by_review(session, submission.id))


def state_by_review(session: Session, submission_id: uuid.UUID) -> SubmissionState:
    """Whether anything of it is still to be looked at by a person."""
    left = session.scalar(
        select(Pointer.id)
        .where(
            Pointer.submission == submission_id,
            Pointer.kind == Kind.ENCOUNTER,
            Pointer.state == RecordState.UNAPPROVED,
            Pointer.deleted_at.is_(None),
        )
        .limit(1)
    )
    return SubmissionState.DONE if left is None else SubmissionState.CURATION
