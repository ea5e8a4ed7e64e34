"""Which identifications are there, and who may see them?"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from houston.access import Action, Kind, Principal, allowed
from houston.models import (
    Annotation,
    Asset,
    Identification,
    IdentificationDecision,
    IdentificationQuery,
)
from houston.models.identification import DecisionState
from houston.queries.annotation import require_encounter
from houston.queries.pages import moment_cursor, newest_first, page_of
from houston.queries.pointer import records_of
from service_kit.errors import NotFound


def find_identification(
    session: Session, principal: Principal, identification_id: uuid.UUID
) -> Identification:
    """The identification, for who may see every animal that it asks about. Raises `NotFound`."""
    found = session.get(Identification, identification_id)
    if found is not None:
        encounters = encounters_asked_about(session, found.id)
        records = records_of(session, Kind.ENCOUNTER, encounters)
        if records and all(allowed(principal, Action.READ, r).allowed for r in records.values()):
            return found
    raise NotFound("There is no such identification, or it is not open to you.")


def queries_of(session: Session, identification_id: uuid.UUID) -> Sequence[IdentificationQuery]:
    return session.scalars(
        select(IdentificationQuery)
        .where(IdentificationQuery.identification_id == identification_id)
        .order_by(IdentificationQuery.position)
    ).all()


def encounters_asked_about(session: Session, identification_id: uuid.UUID) -> set[uuid.UUID]:
    """The encounters that the query annotations belong to now, or belonged to when they were removed."""
    rows = session.execute(
        select(IdentificationQuery.encounter_id, Annotation.encounter_id)
        .outerjoin(Annotation, Annotation.id == IdentificationQuery.annotation_id)
        .where(IdentificationQuery.identification_id == identification_id)
    )
    return {present or former for former, present in rows}


def open_encounters(
    session: Session, principal: Principal, encounters: Collection[uuid.UUID]
) -> set[uuid.UUID]:
    """Those of the encounters that this person may read."""
    records = records_of(session, Kind.ENCOUNTER, encounters)
    return {each for each, r in records.items() if allowed(principal, Action.READ, r).allowed}


def decisions_of(
    session: Session, identification_id: uuid.UUID
) -> Sequence[IdentificationDecision]:
    """What was decided, the newest first; refused decisions never came about."""
    return session.scalars(
        select(IdentificationDecision)
        .where(
            IdentificationDecision.identification_id == identification_id,
            IdentificationDecision.state != DecisionState.REFUSED,
        )
        .order_by(IdentificationDecision.decided_at.desc(), IdentificationDecision.id.desc())
    ).all()


def _about_pictures_of(submission: uuid.UUID) -> Select[uuid.UUID]:
    return (
        select(IdentificationQuery.identification_id)
        .join(Annotation, Annotation.id == IdentificationQuery.annotation_id)
        .join(Asset, Asset.id == Annotation.asset_id)
        .where(Asset.submission_id == submission)
    )


def page_of_identifications(
    session: Session,
    principal: Principal,
    *,
    encounter: uuid.UUID | None,
    submission: uuid.UUID | None,
    limit: int,
    cursor: str | None,
) -> tuple[list[Identification], str | None]:
    """Those about an encounter, or else the person's own, the newest first; `submission` keeps those about its pictures."""
    if encounter is not None:
        require_encounter(session, principal, encounter, Action.READ)
        about = select(IdentificationQuery.identification_id).where(
            IdentificationQuery.encounter_id == encounter
        )
        statement = select(Identification).where(Identification.id.in_(about))
    else:
        statement = select(Identification).where(Identification.owner == principal.user)
    if submission is not None:
        statement = statement.where(Identification.id.in_(_about_pictures_of(submission)))
    ordered = newest_first(statement, Identification.created_at, Identification.id, limit, cursor)
    return page_of(session.scalars(ordered).all(), limit, moment_cursor)
