"""Records get, change and lose their pointers here, in step with EDM and ACM."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, CompoundSelect, Exists, exists, or_, select, union, update
from sqlalchemy.orm import Session, aliased

from houston.access.record import Kind, Record, RecordState
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


def goes_with(submission: uuid.UUID) -> ColumnElement[bool]:
    """Of pointers: what is there and goes with a submission. As in EDM a sighting stays while others have encounters in it."""
    others = _has_encounter(
        lambda each: (
            or_(each.submission != submission, each.submission.is_(None))
            & each.deleted_at.is_(None)
        )
    )
    return (
        Pointer.deleted_at.is_(None)
        & Pointer.id.in_(_touched_by(submission))
        & or_(Pointer.kind != Kind.SIGHTING, ~others)
    )


def returns_with(submission: uuid.UUID, moment: datetime) -> ColumnElement[bool]:
    """Of pointers: what comes back with a submission that went at this moment, and the sightings that it has encounters in."""
    of_its_own = _has_encounter(
        lambda each: (
            (each.submission == submission)
            & or_(each.deleted_at.is_(None), each.deleted_at == moment)
        )
    )
    return Pointer.id.in_(_touched_by(submission)) & or_(
        (Pointer.kind != Kind.SIGHTING) & (Pointer.deleted_at == moment),
        (Pointer.kind == Kind.SIGHTING) & Pointer.deleted_at.is_not(None) & of_its_own,
    )


def _touched_by(submission: uuid.UUID) -> CompoundSelect[tuple[uuid.UUID | None]]:
    """What came with it, and the sightings in which it has encounters, all by the index of submissions."""
    each = aliased(Pointer)
    return union(
        select(each.id).where(each.submission == submission),
        select(each.sighting).where(
            each.submission == submission,
            each.kind == Kind.ENCOUNTER,
            each.sighting.is_not(None),
        ),
    )


def _has_encounter(wanted: Callable[[type[Pointer]], ColumnElement[bool]]) -> Exists:
    each = aliased(Pointer)
    return exists().where(each.sighting == Pointer.id, each.kind == Kind.ENCOUNTER, wanted(each))
