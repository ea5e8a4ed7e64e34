"""Records get, change and lose their pointers here, in step with EDM and ACM."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import update
from sqlalchemy.orm import Session

from houston.access.record import Record, RecordState
from houston.models import Pointer, PointerProject
from service_kit.clock import now


def add_pointer(
    session: Session, pointer_id: uuid.UUID, record: Record, sighting: uuid.UUID | None = None
) -> Pointer:
    """Notes a record that EDM or ACM holds under this id; one that is noted already stays as it is."""
    there = session.get(Pointer, pointer_id)
    if there is not None:
        return there
    pointer = Pointer(
        id=pointer_id,
        kind=record.kind,
        owner=record.owner,
        submission=record.submission,
        sighting=sighting,
        visibility=record.visibility,
        state=record.state,
        citizen=record.citizen,
        projects=[PointerProject(project_id=project) for project in sorted(record.projects)],
    )
    session.add(pointer)
    return pointer


def set_state(session: Session, ids: Collection[uuid.UUID], state: RecordState) -> None:
    """What EDM has decided is noted here too. Repeating it changes nothing."""
    session.execute(update(Pointer).where(Pointer.id.in_(ids)).values(state=str(state)))


def set_projects(pointer: Pointer, projects: Collection[uuid.UUID]) -> None:
    """The record is in these projects and no others."""
    kept = [link for link in pointer.projects if link.project_id in projects]
    there = {link.project_id for link in kept}
    pointer.projects = kept + [
        PointerProject(project_id=project) for project in sorted(set(projects) - there)
    ]


def mark_deleted(session: Session, ids: Iterable[uuid.UUID]) -> None:
    """The records are gone for everybody; a restore brings them back."""
    session.execute(
        update(Pointer)
        .where(Pointer.id.in_(list(ids)), Pointer.deleted_at.is_(None))
        .values(deleted_at=now())
    )


def mark_restored(session: Session, ids: Iterable[uuid.UUID]) -> None:
    """The records are there again."""
    session.execute(update(Pointer).where(Pointer.id.in_(list(ids))).values(deleted_at=None))
