"""Things go from state to state here, and each step is written down."""

from __future__ import annotations

import uuid
from enum import StrEnum

from sqlalchemy.orm import Session

from houston.models import Asset, Curation, Identification, Submission, Transition


class Subject(StrEnum):
    """The kinds of things that have states of their own."""

    SUBMISSION = "submission"
    ASSET = "asset"
    IDENTIFICATION = "identification"
    QUERY = "query"
    CURATION = "curation"


def move(
    session: Session,
    subject: Subject,
    thing: Submission | Asset | Identification | Curation,
    after: StrEnum,
    *,
    reason: str | None = None,
    actor: uuid.UUID | None = None,
) -> None:
    """Brings the thing into a state and notes the step; being there already is no step."""
    if thing.state == after and thing.reason == reason:
        return
    note(session, subject, thing.id, thing.state, after, reason=reason, actor=actor)
    thing.state, thing.reason = str(after), reason


def note(
    session: Session,
    subject: Subject,
    subject_id: uuid.UUID,
    before: str | None,
    after: str,
    *,
    reason: str | None = None,
    actor: uuid.UUID | None = None,
) -> None:
    """Writes one step down."""
    session.add(
        Transition(
            kind=subject,
            subject=subject_id,
            before=str(before) if before else None,
            after=str(after),
            reason=reason,
            actor=actor,
        )
    )
