"""How does what was deleted come back? All that one deletion took, together."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, select, update
from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.models import Decision, Encounter, Individual, Sighting
from edm.models.base import RecordColumns
from edm.operations.audit import Change, record
from edm.operations.deletions import (
    INDIVIDUAL_DELETED,
    Outcome,
    may_undo,
    nothing,
    outcome_of,
    submission_deletion,
)
from edm.operations.heir import living_heir
from edm.operations.names import take_names_of_all_back
from edm.operations.transaction import transact
from edm.operations.versions import touch
from edm.queries.chunks import chunks
from edm.queries.leaving import owner_of
from edm.queries.reach import LIVE, has_encounter, readable, readable_encounters, went_by
from service_kit.clock import now
from service_kit.errors import Conflict, NotFound
from service_kit.tokens import Caller

TABLES: dict[str, type[RecordColumns]] = {
    "encounters": Encounter,
    "sightings": Sighting,
    "individuals": Individual,
}


def restore(edm: Edm, caller: Caller, noun: str, record_id: uuid.UUID) -> Outcome:
    """Brings back the record and all that went with it; answers the ids. Twice is the same as once.

    Raises `NotFound` for what was not deleted by somebody whose data the caller may change, and `Conflict` with
    `cannot_restore` or `name_taken`.
    """

    def work(session: Session) -> Outcome:
        gone = session.get(TABLES[noun], record_id)
        if gone is not None and gone.deleted_at is None:
            return _nothing(session, caller, gone)
        deletion = gone.deletion_id if gone is not None else None
        if deletion is None or not may_undo(session, deletion, caller.scope):
            raise NotFound("There is nothing of this id to restore, or you may not see it.")
        return _restore(session, caller, deletion)

    return transact(edm.database, work)


def restore_submission(edm: Edm, caller: Caller, submission: str) -> Outcome:
    """Brings back what went when the submission was removed; answers the ids. Raises as `restore` does."""

    def work(session: Session) -> Outcome:
        deletion = submission_deletion(submission)
        if not outcome_of(session, deletion)["encounters"]:
            return nothing()
        if not may_undo(session, deletion, caller.scope):
            raise NotFound("There is nothing of this id to restore, or you may not see it.")
        return _restore(session, caller, deletion)

    return transact(edm.database, work)


def restore_submission_step(
    edm: Edm, caller: Caller, submission: str, limit: int
) -> dict[str, Any]:
    """Brings back so many of the encounters, with the sightings and individuals that they belong to.

    What returned, and how many encounters are `left`. Raises as `restore` does, the first step for what stands in the
    way of any. Done until none is left, it is as if `restore_submission` had brought all back at once.
    """

    def work(session: Session) -> dict[str, Any]:
        deletion = submission_deletion(submission)
        gone = went_by(Encounter, deletion)
        ids = session.scalars(select(Encounter.id).where(gone).order_by(Encounter.id)).all()
        if not ids:
            return {**nothing(), "left": 0}
        if not may_undo(session, deletion, caller.scope):
            raise NotFound("There is nothing of this id to restore, or you may not see it.")
        if len(ids) <= limit:
            return {**_restore(session, caller, deletion), "left": 0}
        some = Encounter.id.in_(ids[:limit])
        returning: dict[type[RecordColumns], ColumnElement[bool]] = {Encounter: and_(gone, some)}
        for owner in (Sighting, Individual):
            link = owner_of(owner)
            theirs = session.scalars(select(link).where(some, link.is_not(None)).distinct()).all()
            # By their ids alone: the index of deleted rows would lead to all of the submission.
            returning[owner] = and_(owner.id.in_(theirs), owner.deletion_id == deletion)
        outcome = _bring_back(session, caller, deletion, returning)
        return {**outcome, "left": len(ids) - limit}

    return transact(edm.database, work)


def _nothing(session: Session, caller: Caller, present: RecordColumns) -> Outcome:
    """The record is there; that is told to those who may see it."""
    table: Any = type(present)
    reach = caller.scope.read
    seen = readable_encounters(reach) if table is Encounter else readable(table, reach)
    if session.scalar(select(table.id).where(table.id == present.id, seen)) is None:
        raise NotFound("There is nothing of this id to restore, or you may not see it.")
    return nothing()


def _restore(session: Session, caller: Caller, deletion: uuid.UUID) -> Outcome:
    everything = {table: went_by(table, deletion) for table in TABLES.values()}
    return _bring_back(session, caller, deletion, everything)


def _bring_back(
    session: Session,
    caller: Caller,
    deletion: uuid.UUID,
    returning: Mapping[type[RecordColumns], ColumnElement[bool]],
) -> Outcome:
    """Brings back those rows of the deletion, unless anything of the deletion could not return."""
    take_names_of_all_back(session, went_by(Individual, deletion), returning[Individual])
    changes = _give_back_encounters(session, deletion)
    changes += _settle_identities(session, deletion, returning[Encounter])
    _refuse_impossible(session, deletion)
    outcome = nothing()
    # Encounters come last: it is by them that their sightings and individuals are found.
    for noun in ("individuals", "sightings", "encounters"):
        returned = _revive(session, noun, TABLES[noun], returning[TABLES[noun]])
        outcome[noun] = [str(change[1]) for change in returned]
        changes += returned
    record(session, caller, "restored", changes)
    return outcome


def _revive(
    session: Session, noun: str, table: Any, returning: ColumnElement[bool]
) -> list[Change]:
    rows = session.execute(
        select(table.id, table.deleted_at).where(returning).order_by(table.id)
    ).all()
    session.execute(
        update(table)
        .where(returning)
        .values(deleted_at=None, deletion_id=None, version=table.version + 1, updated_at=now())
        .execution_options(synchronize_session=False)
    )
    return [
        (noun, row.id, {"deleted_at": row.deleted_at.isoformat()}, {"deleted_at": None})
        for row in rows
    ]


def _give_back_encounters(session: Session, deletion: uuid.UUID) -> list[Change]:
    """An individual that was deleted by itself gets those of its encounters that nobody has identified since."""
    decision = session.get(Decision, deletion)
    if decision is None or decision.kind != INDIVIDUAL_DELETED:
        return []
    changes: list[Change] = []
    for part in chunks([uuid.UUID(each) for each in decision.outcome["encounters"]]):
        for each in session.scalars(
            select(Encounter)
            .where(
                Encounter.id.in_(part),
                Encounter.deleted_at.is_(None),
                Encounter.individual_id.is_(None),
            )
            .with_for_update()
        ):
            each.individual_id = decision.individual_id
            touch(each)
            changes.append(
                (
                    "encounters",
                    each.id,
                    {"individual": None},
                    {"individual": str(decision.individual_id)},
                )
            )
    return changes


def _settle_identities(
    session: Session, deletion: uuid.UUID, returning: ColumnElement[bool]
) -> list[Change]:
    """Encounters follow their individual into what it was merged into; one that is gone is theirs no more."""
    named = session.execute(
        select(Encounter.id, Encounter.individual_id).where(
            returning, Encounter.individual_id.is_not(None)
        )
    ).all()
    heirs = {
        gone: living_heir(session, gone)
        for part in chunks(sorted({row.individual_id for row in named}))
        for gone in session.scalars(
            select(Individual.id).where(
                Individual.id.in_(part), _went_otherwise(Individual, deletion)
            )
        ).all()
    }
    rows = [row for row in named if row.individual_id in heirs]
    for gone, heir in heirs.items():
        session.execute(
            update(Encounter)
            .where(returning, Encounter.individual_id == gone)
            .values(individual_id=heir)
            .execution_options(synchronize_session=False)
        )
    return [
        (
            "encounters",
            row.id,
            {"individual": str(row.individual_id)},
            {"individual": str(heir) if (heir := heirs[row.individual_id]) else None},
        )
        for row in rows
    ]


def _went_otherwise(table: type[RecordColumns], deletion: uuid.UUID) -> ColumnElement[bool]:
    """The condition that a row went, and not by this deletion.

    Said so that the index of deleted rows does not answer it: until the database has counted anew it takes them for few,
    and would look at all that ever went rather than at the rows that are asked about.
    """
    return case(
        (table.deleted_at.is_(None), false()), else_=table.deletion_id.is_distinct_from(deletion)
    )


def _refuse_impossible(session: Session, deletion: uuid.UUID) -> None:
    session.flush()
    gone = went_by(Encounter, deletion)
    missing = session.scalars(
        select(Sighting.id).where(
            Sighting.id.in_(select(Encounter.sighting_id).where(gone)),
            _went_otherwise(Sighting, deletion),
        )
    ).all()
    if missing:
        raise Conflict(
            "The sighting was deleted later on. Restore that first.",
            code="cannot_restore",
            extra={"sightings": [str(each) for each in missing]},
        )
    for owner in (Sighting, Individual):
        # Those that went with an encounter of theirs are found all at once, and only the others one by one.
        link = owner_of(owner)
        accompanied = select(link).where(gone, link.is_not(None))
        alone = select(owner.id).where(
            went_by(owner, deletion), owner.id.not_in(accompanied), ~has_encounter(owner, LIVE)
        )
        if session.scalar(alone.limit(1)) is not None:
            raise Conflict(
                "It cannot be restored: none of its encounters is left, or all were given another identity since.",
                code="cannot_restore",
            )
