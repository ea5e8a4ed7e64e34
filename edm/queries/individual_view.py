"""How does an individual look in JSON, counting only those of its encounters that the caller may read?"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session

from edm.models import DEFAULT_CONTEXT, Encounter, Individual, Name
from edm.queries.coarsening import cell_degrees
from edm.queries.observation_view import custom_fields_document, partial_date
from edm.queries.reach import is_everything, readable_encounters, went_by
from edm.species import Level
from edm.species.catalogue import SpeciesCatalogue
from service_kit.scope import Scope


def individual_documents(
    session: Session, rows: Sequence[Any], scope: Scope, catalogue: SpeciesCatalogue
) -> list[dict[str, Any]]:
    """The JSON of rows of individuals, in their order; two more statements, however many they are."""
    ids = [row.id for row in rows]
    names = names_of(session, ids)
    seen = _seen(session, ids, scope)
    exact = is_everything(scope.exact)
    return [_document(row, names[row.id], seen.get(row.id), catalogue, exact) for row in rows]


def named_by(mark: uuid.UUID | None) -> ColumnElement[bool]:
    """The condition that a name is borne: by a live animal or, with the mark of a staging, by one that it has staged."""
    if mark is None:
        return and_(true(), Name.live)
    staged = select(Individual.id).where(went_by(Individual, mark))
    return or_(Name.live, Name.individual_id.in_(staged))


def names_of(
    session: Session, individuals: Sequence[uuid.UUID], mark: uuid.UUID | None = None
) -> dict[uuid.UUID, list[dict[str, str]]]:
    """The names of each individual, also of one staged by `mark`; the default one first, then by context."""
    rows = session.execute(
        select(Name.individual_id, Name.context, Name.value)
        .where(Name.individual_id.in_(individuals), named_by(mark))
        .order_by(Name.context != DEFAULT_CONTEXT, Name.context)
    )
    found: dict[uuid.UUID, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        found[row.individual_id].append({"context": row.context, "value": row.value})
    return found


def _seen(session: Session, individuals: Sequence[uuid.UUID], scope: Scope) -> dict[uuid.UUID, Any]:
    known_time = func.nullif(Encounter.time_order, 0)
    rows = session.execute(
        select(
            Encounter.individual_id,
            func.count().label("encounters"),
            func.min(known_time).label("first"),
            func.max(known_time).label("last"),
        )
        .where(Encounter.individual_id.in_(individuals), readable_encounters(scope.read))
        .group_by(Encounter.individual_id)
    )
    return {row.individual_id: row for row in rows}


def _document(
    row: Any,
    names: list[dict[str, str]],
    seen: Any,
    catalogue: SpeciesCatalogue,
    exact: bool,
) -> dict[str, Any]:
    default = next((name["value"] for name in names if name["context"] == DEFAULT_CONTEXT), None)
    step = 0.0 if exact else cell_degrees(row.species, catalogue)
    return {
        **recorded_individual(row, names),
        "name": default,
        "custom_fields": custom_fields_document(
            row.custom_fields, Level.INDIVIDUAL, row.species, catalogue, step, exact
        ),
        "encounters_count": seen.encounters if seen else 0,
        "first_seen": partial_date(seen.first) if seen else None,
        "last_seen": partial_date(seen.last) if seen else None,
        "created_at": row.created_at.isoformat(),
        "updated_at": row.updated_at.isoformat(),
        "version": row.version,
    }


def recorded_individual(individual: Any, names: list[dict[str, str]]) -> dict[str, Any]:
    """All that is recorded of an individual itself: what the audit trail keeps and a change starts from."""
    return {
        "id": str(individual.id),
        "species": individual.species,
        "names": names,
        "sex": individual.sex,
        "living_status": individual.living_status,
        "life_dates": individual.life_dates,
        "comments": individual.comments,
        "custom_fields": individual.custom_fields,
        "social_units": individual.social_units,
        "satellite_tags": individual.satellite_tags,
    }


SELECT_INDIVIDUALS: Select[Any] = select(*Individual.__table__.c)
