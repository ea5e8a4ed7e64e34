"""Encounters change sightings: in EDM first, then in the pointers. Their annotations go along, for those stay with their animal."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from houston.access import Kind
from houston.house import House
from houston.models import Annotation, AssetEncounter, Pointer
from houston.operations.pointer import add_pointer, mark_deleted
from houston.queries.pointer import record_from


def follow_split(
    house: House, sighting: uuid.UUID, new: uuid.UUID, encounters: Collection[uuid.UUID]
) -> None:
    """Notes that these encounters are a sighting of their own now. Repeating it changes nothing."""
    with house.database.write() as session:
        source = session.get(Pointer, sighting)
        if source is not None:
            add_pointer(session, new, record_from(source))
            session.flush()
        _move(session, encounters, new)


def follow_join(house: House, into: uuid.UUID, others: Collection[uuid.UUID]) -> None:
    """Notes that all encounters of the others are of this sighting now, and that the others are gone."""
    with house.database.write() as session:
        # The deleted ones too: restored later, they are where their siblings are.
        moved = session.scalars(
            select(Pointer.id).where(Pointer.sighting.in_(others), Pointer.kind == Kind.ENCOUNTER)
        ).all()
        _move(session, moved, into)
        mark_deleted(session, others)


def _move(session: Session, encounters: Collection[uuid.UUID], sighting: uuid.UUID) -> None:
    """A picture goes along when all animals that it shows do; else it stays where the first of them was."""
    annotations = select(Annotation.id).where(Annotation.encounter_id.in_(encounters))
    pictures = select(AssetEncounter.asset_id).where(AssetEncounter.encounter_id.in_(encounters))
    elsewhere = select(AssetEncounter.asset_id).where(
        AssetEncounter.encounter_id.not_in(encounters)
    )
    session.execute(
        update(Pointer)
        .where(
            Pointer.id.in_(encounters)
            | Pointer.id.in_(annotations)
            | (Pointer.id.in_(pictures) & Pointer.id.not_in(elsewhere))
        )
        .values(sighting=sighting)
        .execution_options(synchronize_session=False)
    )
