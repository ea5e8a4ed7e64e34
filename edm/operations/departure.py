"""How do encounters go, with what is left without any? In a few statements, however many they are."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from edm.models import Encounter, Individual, Name, Sighting
from edm.operations.audit import Change, record
from edm.operations.deletions import Outcome
from edm.operations.orphans import refuse_orphans
from edm.queries.chunks import chunks
from edm.queries.leaving import leaves_with, none_of, owner_of
from edm.queries.reach import LIVE
from service_kit.clock import now
from service_kit.tokens import Caller


def lock_owners(session: Session, leaving: ColumnElement[bool]) -> None:
    """Locks the sightings and individuals of the live encounters for which the condition holds, in that order."""
    for owner in (Sighting, Individual):
        owners = select(owner_of(owner)).where(leaving, LIVE)
        session.execute(
            select(owner.id).where(owner.id.in_(owners)).order_by(owner.id).with_for_update()
        )


def remove(
    session: Session,
    caller: Caller,
    leaving: ColumnElement[bool],
    deletion: uuid.UUID,
    expected: ColumnElement[bool],
    *,
    cascade: bool,
) -> Outcome:
    """Deletes the live encounters for which `leaving` holds, and what has no others.

    Without `cascade` only sightings that are `expected` go unasked: raises `Conflict` with `would_orphan` at others,
    and at individuals.
    """
    if not cascade:
        unasked = select(Sighting).where(leaves_with(Sighting, leaving), none_of(expected))
        orphans = select(Individual).where(leaves_with(Individual, leaving))
        refuse_orphans(
            session,
            session.scalars(unasked.order_by(Sighting.id)).all(),
            session.scalars(orphans.order_by(Individual.id)).all(),
        )
    moment = now()

    def mark(table: Any, condition: ColumnElement[bool]) -> Sequence[uuid.UUID]:
        statement = (
            update(table)
            .where(condition)
            .values(
                deleted_at=moment,
                deletion_id=deletion,
                updated_at=moment,
                version=table.version + 1,
            )
            .returning(table.id)
            .execution_options(synchronize_session=False)
        )
        return sorted(session.scalars(statement))

    individuals = mark(Individual, leaves_with(Individual, leaving))
    sightings = mark(Sighting, leaves_with(Sighting, leaving))
    encounters = mark(Encounter, and_(leaving, LIVE))
    for part in chunks(individuals):
        session.execute(
            update(Name)
            .where(Name.individual_id.in_(part), Name.live)
            .values(live=False)
            .execution_options(synchronize_session=False)
        )
    ids = {"encounters": encounters, "sightings": sightings, "individuals": individuals}
    before, after = {"deleted_at": None}, {"deleted_at": moment.isoformat()}
    changes: list[Change] = [
        (noun, each, before, after) for noun, listed in ids.items() for each in listed
    ]
    record(session, caller, "deleted", changes)
    return {noun: [str(each) for each in listed] for noun, listed in ids.items()}
