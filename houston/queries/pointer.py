"""Whose is this record, and in which state?"""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access.record import Kind, Record, RecordState, Visibility
from houston.models import Pointer


def record_from(pointer: Pointer) -> Record:
    """What decisions need to know of a pointer."""
    return Record(
        kind=Kind(pointer.kind),
        owner=pointer.owner,
        projects=frozenset(each.project_id for each in pointer.projects),
        submission=pointer.submission,
        visibility=Visibility(pointer.visibility),
        state=RecordState(pointer.state),
        citizen=pointer.citizen,
    )


def record_of(session: Session, kind: Kind, record_id: uuid.UUID) -> Record | None:
    """The record of this kind and id; None where there is none, or it was deleted."""
    pointer = session.get(Pointer, record_id)
    if pointer is None or pointer.kind != kind or pointer.deleted_at is not None:
        return None
    return record_from(pointer)


def records_of(session: Session, kind: Kind, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Record]:
    """Those of these records that are there, by id; one query for all."""
    pointers = session.scalars(
        select(Pointer).where(
            Pointer.id.in_(ids), Pointer.kind == kind, Pointer.deleted_at.is_(None)
        )
    )
    return {pointer.id: record_from(pointer) for pointer in pointers}


def encounters_of_sighting(session: Session, sighting: uuid.UUID) -> dict[uuid.UUID, Record]:
    """The encounters of a sighting, by id."""
    pointers = session.scalars(
        select(Pointer).where(
            Pointer.sighting == sighting,
            Pointer.kind == Kind.ENCOUNTER,
            Pointer.deleted_at.is_(None),
        )
    )
    return {pointer.id: record_from(pointer) for pointer in pointers}
