"""How does what a report tells of a known animal get into its record?"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from edm.models import Encounter, Individual, Name
from edm.operations.animal_facts import AnimalFacts
from edm.operations.audit import Change, difference
from edm.operations.loading import lock_individuals
from edm.operations.versions import touch
from edm.queries.chunks import chunks
from edm.queries.individual_view import names_of, recorded_individual
from edm.queries.leaving import none_of
from edm.queries.reach import LIVE, encounters_in
from edm.validation.names import fold_name
from service_kit.identity import new_id
from service_kit.scope import Scope


def facts_of_known(
    session: Session, individuals: Collection[uuid.UUID], mark: uuid.UUID | None = None
) -> dict[uuid.UUID, AnimalFacts]:
    """What is known of each, which is locked until the end of the transaction; `mark` as in `individuals_named`."""
    records = _records(session, lock_individuals(session, individuals), mark)
    return {owner: AnimalFacts.of_record(record) for owner, record in records.items()}


def change_known(
    session: Session,
    told: Mapping[uuid.UUID, AnimalFacts],
    scope: Scope,
    mark: uuid.UUID | None = None,
) -> list[Change]:
    """Writes into each record what is new about it, where all its encounters are the caller's to change."""
    foreign = _foreign(session, list(told), scope)
    mine = lock_individuals(session, [owner for owner in told if owner not in foreign])
    before = _records(session, mine, mark)
    names = []
    changes: list[Change] = []
    for owner, individual in mine.items():
        facts = told[owner]
        for column, value in facts.columns().items():
            setattr(individual, column, value)
        names += [
            {
                "id": new_id(),
                "individual_id": owner,
                "species": individual.species,
                "context": context,
                "value": facts.names[context],
                "value_key": fold_name(facts.names[context]),
                "live": individual.deleted_at is None,
            }
            for context in facts.told_at
        ]
        old, new = difference(before[owner], recorded_individual(individual, facts.listed_names()))
        if new:
            touch(individual)
            changes.append(("individuals", owner, old, new))
    session.flush()
    if names:
        session.execute(insert(Name), names)
    return changes


def _records(
    session: Session, individuals: Mapping[uuid.UUID, Individual], mark: uuid.UUID | None
) -> dict[uuid.UUID, dict[str, object]]:
    records: dict[uuid.UUID, dict[str, object]] = {}
    for part in chunks(list(individuals)):
        names = names_of(session, part, mark)
        records |= {each: recorded_individual(individuals[each], names[each]) for each in part}
    return records


def _foreign(session: Session, individuals: list[uuid.UUID], scope: Scope) -> frozenset[uuid.UUID]:
    """Those that are known by an encounter which the caller may not change."""
    outside = none_of(encounters_in(scope.write))
    found: set[uuid.UUID] = set()
    for part in chunks(individuals):
        found |= {
            owner
            for owner in session.scalars(
                select(Encounter.individual_id)
                .where(Encounter.individual_id.in_(part), LIVE, outside)
                .distinct()
            )
            if owner is not None
        }
    return frozenset(found)
