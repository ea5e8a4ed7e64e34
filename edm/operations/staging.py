"""How does a report that is too large for one transaction come into the world at one moment?

Its batches are stored as rows that are not there yet: they bear the mark of a deletion, that of their submission's
*staging*, so that whatever passes over what is deleted passes over them. Publishing takes the mark away from all of them
at once; discarding removes them as if they had never been. What is never published is discarded after some days.
"""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from edm.caller import HOUSEKEEPING
from edm.foundation import Edm
from edm.models import Decision, Encounter, EncounterProject, Individual, Name, Sighting
from edm.operations.audit import record
from edm.operations.heir import living_heir
from edm.operations.staged_facts import apply_staged_facts
from edm.operations.transaction import transact
from edm.queries.chunks import chunks
from edm.queries.reach import STAGING, encounters_in, went_by
from service_kit.errors import Conflict, Fault, Forbidden
from service_kit.tokens import Caller

PUBLISHED = "published"
STAGED_DAYS = 7  # a report is published within hours; this outlasts a holiday with the machine off
MOST_NAMED = 20  # of the names that are taken: enough to see what is the matter


def staging_of(submission: str) -> uuid.UUID:
    """The mark of all that is staged of a submission."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"staging:{submission}")


def begin_staging(session: Session, caller: Caller, submission: str) -> uuid.UUID:
    """Notes, once, that the submission comes in batches; its mark. Raises `Conflict` once it is published."""
    mark = staging_of(submission)
    # Locked, so that no batch comes in while the others are published or discarded.
    there = session.get(Decision, mark, with_for_update=True)
    if there is None:
        session.add(
            Decision(
                id=mark,
                kind=STAGING,
                fingerprint="",
                outcome={"state": STAGING},
                actor=caller.actor,
            )
        )
        session.flush()
    elif there.outcome["state"] == PUBLISHED:
        raise Conflict(
            "All of this submission is published already; more cannot be added to it in batches.",
            code="already_published",
        )
    return mark


def publish(edm: Edm, caller: Caller, submission: str) -> dict[str, int]:
    """All that is staged of the submission is there from now on; how many of each noun. Twice is the same as once.

    Raises `Conflict` with `name_taken` when a name of a staged animal was given to another meanwhile, with
    `animal_contradicts` when what is told of a known animal is no longer so, and with `cannot_publish` when a sighting that
    encounters were added to is gone. Discard what is staged and stage it again then: it finds what is there now.
    """
    mark = staging_of(submission)

    def work(session: Session) -> dict[str, int]:
        staging = session.get(Decision, mark, with_for_update=True)
        if staging is None or staging.outcome["state"] == PUBLISHED:
            return dict(staging.outcome["counts"]) if staging else _counts(0, 0, 0)
        _require_write(session, caller, mark)
        _refuse_lost_sightings(session, mark)
        _refuse_taken_names(session, mark)
        _follow_merges(session, mark)
        record(session, caller, "changed", apply_staged_facts(session, mark, caller.scope))
        staged = select(Individual.id).where(went_by(Individual, mark))
        session.execute(update(Name).where(Name.individual_id.in_(staged)).values(live=True))
        counts = _counts(
            *(_reveal(session, table, mark) for table in (Encounter, Sighting, Individual))
        )
        staging.outcome = {"state": PUBLISHED, "counts": counts}
        return counts

    return transact(edm.database, work)


def discard(edm: Edm, caller: Caller, submission: str) -> dict[str, int]:
    """Removes what is staged of the submission and nothing else; how many of each noun. May be repeated at any time."""
    return _discard(edm, caller, staging_of(submission))


def discard_forgotten(edm: Edm, before: datetime) -> dict[str, int]:
    """Discards each staging that began before that moment and was never published, as a whole; how many of each noun."""
    with edm.database.read() as session:
        begun = select(Decision).where(Decision.kind == STAGING, Decision.at < before)
        marks = [each.id for each in session.scalars(begun) if each.outcome["state"] != PUBLISHED]
    total = Counter(_counts(0, 0, 0))
    for mark in marks:
        total.update(_discard(edm, HOUSEKEEPING, mark))
    return dict(total)


def _discard(edm: Edm, caller: Caller, mark: uuid.UUID) -> dict[str, int]:
    """All in one transaction: what is half discarded could be published."""

    def work(session: Session) -> dict[str, int]:
        staging = session.get(Decision, mark, with_for_update=True)
        _require_write(session, caller, mark)
        for table, link, owner in (
            (EncounterProject, EncounterProject.encounter_id, Encounter),
            (Name, Name.individual_id, Individual),
        ):
            staged = select(owner.id).where(went_by(owner, mark))
            session.execute(
                delete(table).where(link.in_(staged)).execution_options(synchronize_session=False)
            )
        counts = _counts(
            *(
                _forget(session, caller, noun, table, mark)
                for noun, table in (
                    ("encounters", Encounter),
                    ("sightings", Sighting),
                    ("individuals", Individual),
                )
            )
        )
        if staging is not None and staging.outcome["state"] != PUBLISHED:
            session.delete(staging)
        return counts

    return transact(edm.database, work)


def _forget(session: Session, caller: Caller, noun: str, table: Any, mark: uuid.UUID) -> int:
    statement = delete(table).where(went_by(table, mark)).returning(table.id)
    ids = session.scalars(statement.execution_options(synchronize_session=False)).all()
    record(session, caller, "discarded", [(noun, each, None, None) for each in ids])
    return len(ids)


def _counts(encounters: int, sightings: int, individuals: int) -> dict[str, int]:
    return {"encounters": encounters, "sightings": sightings, "individuals": individuals}


def _reveal(session: Session, table: Any, mark: uuid.UUID) -> int:
    statement = update(table).where(went_by(table, mark))
    revealed = session.execute(statement.values(deleted_at=None, deletion_id=None))
    return int(revealed.rowcount)  # type: ignore[attr-defined]


def _require_write(session: Session, caller: Caller, mark: uuid.UUID) -> None:
    """Whoever may add such records may publish or discard them."""
    mine: ColumnElement[bool] = encounters_in(caller.scope.write)
    staged = went_by(Encounter, mark)
    count = session.scalar(select(func.count()).select_from(Encounter).where(staged))
    own = session.scalar(select(func.count()).select_from(Encounter).where(and_(staged, mine)))
    if count != own:
        raise Forbidden("These records are another's.", code="not_yours")


def _refuse_lost_sightings(session: Session, mark: uuid.UUID) -> None:
    lost = session.scalars(
        select(Sighting.id)
        .join(Encounter, Encounter.sighting_id == Sighting.id)
        .where(
            went_by(Encounter, mark),
            Sighting.deleted_at.is_not(None),
            or_(Sighting.deletion_id.is_(None), Sighting.deletion_id != mark),
        )
        .distinct()
    ).all()
    if lost:
        raise Conflict(
            "A sighting to which encounters were to be added has been deleted meanwhile.",
            code="cannot_publish",
            extra={"sightings": [str(each) for each in lost]},
        )


def _refuse_taken_names(session: Session, mark: uuid.UUID) -> None:
    taken = aliased(Name)
    rows = session.execute(
        select(Name.value, Name.context)
        .join(Individual, Individual.id == Name.individual_id)
        .join(
            taken,
            and_(
                taken.context == Name.context,
                taken.species == Name.species,
                taken.value_key == Name.value_key,
                taken.live,
            ),
        )
        .where(went_by(Individual, mark))
        .order_by(Name.value)
        .limit(MOST_NAMED)
    ).all()
    if rows:
        faults = [
            Fault(
                "", "name_taken", f"'{row.value}' is the name of another animal by now.", row.value
            )
            for row in rows
        ]
        raise Conflict(faults[0].message, code="name_taken", errors=faults)


def _follow_merges(session: Session, mark: uuid.UUID) -> None:
    """An animal that was merged or deleted since its encounters were staged is followed, or is theirs no more."""
    owners = session.scalars(
        select(Individual)
        .join(Encounter, Encounter.individual_id == Individual.id)
        .where(
            went_by(Encounter, mark),
            Individual.deleted_at.is_not(None),
            or_(Individual.deletion_id.is_(None), Individual.deletion_id != mark),
        )
        .distinct()
    ).all()
    for gone in owners:
        heir = living_heir(session, gone.id)
        for part in chunks(_staged_encounters_of(session, mark, gone.id)):
            session.execute(
                update(Encounter).where(Encounter.id.in_(part)).values(individual_id=heir)
            )


def _staged_encounters_of(
    session: Session, mark: uuid.UUID, individual: uuid.UUID
) -> list[uuid.UUID]:
    return list(
        session.scalars(
            select(Encounter.id).where(
                went_by(Encounter, mark), Encounter.individual_id == individual
            )
        )
    )
