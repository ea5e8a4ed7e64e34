"""Which records is this about, may the caller change them, and does nobody else change them meanwhile?

Sightings and individuals are locked before their encounters are looked at: of two callers who each take one of the
last two encounters away, the second sees what the first did.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.models import Encounter, EncounterProject, Individual, Sighting
from edm.queries.chunks import chunks
from edm.queries.encounters import NO_SUCH
from edm.queries.reach import LIVE, holds, readable, readable_encounters
from service_kit.errors import Fault, Forbidden, NotFound
from service_kit.scope import Scope

Projects = dict[uuid.UUID, list[str]]

Locked = TypeVar("Locked", Sighting, Individual)


def lock_sightings(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Sighting]:
    """The sightings, locked until the end of the transaction."""
    return _locked(session, Sighting, ids)


def lock_individuals(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Individual]:
    """The individuals, locked until the end of the transaction."""
    return _locked(session, Individual, ids)


def load_encounters(
    session: Session, ids: Collection[uuid.UUID], scope: Scope
) -> dict[uuid.UUID, Encounter]:
    """The encounters, locked, by id in the order asked for. Raises `NotFound` unless the caller may read all of them."""
    found: dict[uuid.UUID, Encounter] = {}
    for part in chunks(sorted(set(ids))):
        rows = session.scalars(
            select(Encounter)
            .where(Encounter.id.in_(part), readable_encounters(scope.read))
            .order_by(Encounter.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        found.update({row.id: row for row in rows})
    if len(found) < len(set(ids)):
        raise NotFound(NO_SUCH)
    return {each: found[each] for each in ids}


def live_encounters_of(
    session: Session, *, sighting: uuid.UUID | None = None, individual: uuid.UUID | None = None
) -> list[Encounter]:
    """All encounters of a sighting or of an individual, also those that the caller may not read."""
    condition = (
        Encounter.sighting_id == sighting
        if sighting is not None
        else Encounter.individual_id == individual
    )
    return list(
        session.scalars(
            select(Encounter)
            .where(condition, LIVE)
            .order_by(Encounter.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def load_sighting(session: Session, sighting: uuid.UUID, scope: Scope) -> Sighting:
    """The sighting, locked. Raises `NotFound` unless the caller may read it."""
    lock_sightings(session, [sighting])
    found = session.scalar(
        select(Sighting).where(Sighting.id == sighting, readable(Sighting, scope.read))
    )
    if found is None:
        raise NotFound("There is no such sighting, or you may not see it.")
    return found


def load_individual(session: Session, individual: uuid.UUID, scope: Scope) -> Individual:
    """The individual, locked. Raises `NotFound` unless the caller may read it."""
    lock_individuals(session, [individual])
    found = session.scalar(
        select(Individual).where(Individual.id == individual, readable(Individual, scope.read))
    )
    if found is None:
        raise NotFound("There is no such individual, or you may not see it.")
    return found


def projects_of(session: Session, encounters: Iterable[Encounter]) -> Projects:
    """The project tags of each encounter."""
    tags: Projects = defaultdict(list)
    for part in chunks(sorted({encounter.id for encounter in encounters})):
        rows = session.execute(
            select(EncounterProject.encounter_id, EncounterProject.project)
            .where(EncounterProject.encounter_id.in_(part))
            .order_by(EncounterProject.project)
        )
        for row in rows:
            tags[row.encounter_id].append(row.project)
    return tags


def require_write(session: Session, encounters: Sequence[Encounter], scope: Scope) -> Projects:
    """The encounters' project tags. Raises `Forbidden`, naming those that the caller may read but not change."""
    tags = projects_of(session, encounters)
    foreign = [each for each in encounters if not holds(scope.write, each, tags[each.id])]
    if foreign:
        # Of those that do not exist for the caller, nothing is told but that there are some.
        shown = [each for each in foreign if holds(scope.read, each, tags[each.id])]
        raise Forbidden(
            "You may look at this and not change it: "
            + (
                "it is another's data."
                if len(foreign) == 1
                else f"{len(foreign)} of its encounters are another's data."
            ),
            code="not_yours",
            errors=[
                Fault("", "not_yours", "This encounter is another's.", str(e.id)) for e in shown
            ],
            extra={"encounters": [str(each.id) for each in shown]},
        )
    return tags


def _locked(
    session: Session, table: type[Locked], ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, Locked]:
    """Read anew, in one order for everybody, so that nobody waits for who waits for him."""
    return {
        record.id: record
        for part in chunks(sorted(set(ids)))
        for record in session.scalars(
            select(table)
            .where(table.id.in_(part))
            .order_by(table.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    }
