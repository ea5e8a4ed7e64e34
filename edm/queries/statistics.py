"""How much is there, as far as the caller may see?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from edm.models import Encounter, State
from edm.queries.reach import readable_encounters
from service_kit.scope import Scope


def count_all(session: Session, scope: Scope) -> dict[str, Any]:
    """Counts of all that the caller may read, and by species."""
    within = readable_encounters(scope.read)
    whole = session.execute(
        select(
            func.count(func.distinct(Encounter.sighting_id)).label("sightings"),
            func.count().label("encounters"),
            func.count(func.distinct(Encounter.individual_id)).label("individuals"),
            func.count(case((Encounter.state == State.UNAPPROVED, 1))).label("unapproved"),
            func.count(Encounter.individual_id).label("identified"),
        ).where(within)
    ).one()
    by_species = session.execute(
        select(
            Encounter.species,
            func.count().label("encounters"),
            func.count(func.distinct(Encounter.individual_id)).label("individuals"),
        )
        .where(within)
        .group_by(Encounter.species)
        .order_by(Encounter.species)
    )
    return {
        **whole._mapping,
        "species": [dict(row._mapping) for row in by_species],
    }
