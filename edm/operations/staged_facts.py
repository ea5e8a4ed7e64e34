"""What do staged encounters tell of animals that are known to everybody? It counts from the moment they are published."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.models import Encounter, Individual
from edm.operations.audit import Change
from edm.operations.known_animals import change_known, facts_of_known
from edm.operations.named_animals import taken_names
from edm.queries.reach import went_by
from service_kit.errors import Conflict
from service_kit.scope import Scope


def apply_staged_facts(session: Session, mark: uuid.UUID, scope: Scope) -> list[Change]:
    """Writes what the encounters staged by the mark tell into the records of live animals; what to write down.

    Raises `Conflict` with `animal_contradicts` or `name_taken` where it is no longer so.
    """
    rows = session.execute(
        select(Encounter.animal, Individual.id, Individual.species)
        .join(Individual, Individual.id == Encounter.individual_id)
        .where(
            went_by(Encounter, mark),
            Individual.deleted_at.is_(None),
            Encounter.animal.is_not(None),
        )
        .order_by(Encounter.id)
    ).all()
    told: list[tuple[uuid.UUID, dict[str, Any]]] = [
        (row.id, row.animal) for row in rows if row.animal
    ]
    species = {row.id: row.species for row in rows}
    facts = facts_of_known(session, {owner for owner, _ in told})
    for owner, animal in told:
        facts[owner].add(animal, "")
    faults = [fault for each in facts.values() for fault in each.faults]
    faults += taken_names(session, facts, species)
    if faults:
        raise Conflict(faults[0].message, code=faults[0].code, errors=faults)
    return change_known(session, facts, scope)
