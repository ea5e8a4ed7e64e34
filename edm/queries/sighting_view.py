"""How does a sighting look in JSON, with those of its encounters that the caller may read?"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, select, true
from sqlalchemy.orm import Session

from edm.models import Encounter, Sighting
from edm.queries.coarsening import cell_degrees
from edm.queries.observation_view import (
    custom_fields_document,
    location_document,
    time_document,
)
from edm.queries.reach import encounters_in, readable_encounters
from edm.species import Level
from edm.species.catalogue import SpeciesCatalogue
from service_kit.scope import Scope


def sighting_documents(
    session: Session, rows: Sequence[Any], scope: Scope, catalogue: SpeciesCatalogue
) -> list[dict[str, Any]]:
    """The JSON of rows of sightings, in their order; one more statement, however many they are."""
    encounters = _encounters_of(session, [row.id for row in rows], scope)
    return [_document(row, encounters[row.id], catalogue) for row in rows]


def _encounters_of(
    session: Session, sightings: Sequence[uuid.UUID], scope: Scope
) -> dict[uuid.UUID, list[Any]]:
    exact: ColumnElement[Any] = case((encounters_in(scope.exact), true()), else_=false())
    rows = session.execute(
        select(
            Encounter.id,
            Encounter.sighting_id,
            Encounter.species,
            Encounter.state,
            Encounter.individual_id,
            exact.label("exact"),
        )
        .where(Encounter.sighting_id.in_(sightings), readable_encounters(scope.read))
        .order_by(Encounter.id)
    )
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.sighting_id].append(row)
    return found


def _document(row: Any, encounters: list[Any], catalogue: SpeciesCatalogue) -> dict[str, Any]:
    # Who knows exactly where one animal of it was knows where the sighting was.
    exact = any(each.exact for each in encounters)
    step = 0.0 if exact else cell_degrees(row.species, catalogue)
    return {
        **recorded_sighting(row),
        "location": location_document(row, step),
        "verbatim_locality": "" if step else row.verbatim_locality,
        "custom_fields": custom_fields_document(
            row.custom_fields, Level.SIGHTING, row.species, catalogue, step, exact
        ),
        "encounters": [
            {
                "id": str(each.id),
                "species": each.species,
                "state": each.state,
                "individual": str(each.individual_id) if each.individual_id else None,
            }
            for each in encounters
        ],
        "created_at": row.created_at.isoformat(),
        "updated_at": row.updated_at.isoformat(),
        "version": row.version,
    }


def recorded_sighting(sighting: Any) -> dict[str, Any]:
    """All that is recorded of a sighting itself, exactly: what the audit trail keeps and a change starts from."""
    return {
        "id": str(sighting.id),
        "species": sighting.species,
        "time": time_document(sighting),
        "location": location_document(sighting, 0.0),
        "region": sighting.region,
        "verbatim_locality": sighting.verbatim_locality,
        "comments": sighting.comments,
        "survey": sighting.survey,
        "custom_fields": sighting.custom_fields,
    }


SELECT_SIGHTINGS: Select[Any] = select(*Sighting.__table__.c)
