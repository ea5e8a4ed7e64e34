"""What would be left without an encounter? It goes along, and only when the caller said that it may."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.models import Individual, Sighting
from edm.models.base import RecordColumns
from edm.operations.audit import Change
from edm.operations.names import let_names_go
from edm.queries.chunks import chunks
from edm.queries.individual_view import names_of
from edm.queries.reach import LIVE, has_encounter
from service_kit.clock import now
from service_kit.errors import Conflict, Fault


def childless_sightings(session: Session, ids: Collection[uuid.UUID]) -> list[Sighting]:
    """Those of the live sightings that have no live encounter."""
    session.flush()
    return list(
        session.scalars(
            select(Sighting)
            .where(
                Sighting.id.in_(ids), Sighting.deleted_at.is_(None), ~has_encounter(Sighting, LIVE)
            )
            .order_by(Sighting.id)
        )
    )


def childless_individuals(session: Session, ids: Collection[uuid.UUID]) -> list[Individual]:
    """Those of the live individuals that have no live encounter."""
    session.flush()
    return list(
        session.scalars(
            select(Individual)
            .where(
                Individual.id.in_(ids),
                Individual.deleted_at.is_(None),
                ~has_encounter(Individual, LIVE),
            )
            .order_by(Individual.id)
        )
    )


def refuse_orphans(
    session: Session, sightings: Collection[Sighting], individuals: Collection[Individual]
) -> None:
    """Raises `Conflict` with `would_orphan`, naming what would go along, when there is any."""
    if not sightings and not individuals:
        return
    named = []
    for part in chunks(list(individuals)):
        names = names_of(session, [each.id for each in part])
        named += [
            {"id": str(each.id), "name": next((one["value"] for one in names[each.id]), None)}
            for each in part
        ]
    parts = []
    if sightings:
        parts.append("1 sighting" if len(sightings) == 1 else f"{len(sightings)} sightings")
    if named:
        shown = ", ".join(each["name"] or "one without a name" for each in named[:5])
        parts.append(
            f"the individual {shown}"
            if len(named) == 1
            else f"{len(named)} individuals ({shown}{', …' if len(named) > 5 else ''})"
        )
    message = f"This takes away the last encounter, so {' and '.join(parts)} would go along."
    raise Conflict(
        message,
        code="would_orphan",
        errors=[
            *(
                Fault("", "would_orphan", "This sighting would go along.", str(s.id))
                for s in sightings
            ),
            *(Fault("", "would_orphan", "This individual would go along.", n["id"]) for n in named),
        ],
        extra={"sightings": [str(each.id) for each in sightings], "individuals": named},
    )


def remove_childless(
    session: Session,
    sightings: Collection[Sighting],
    individuals: Collection[Individual],
    deletion: uuid.UUID,
) -> list[Change]:
    """Deletes them softly, as a part of this deletion; what is to be written down."""
    moment = now()
    removed: list[RecordColumns] = [*sightings, *individuals]
    for gone in removed:
        gone.deleted_at, gone.deletion_id = moment, deletion
        gone.version += 1
        gone.updated_at = moment
    for individual in individuals:
        let_names_go(session, individual.id)
    session.flush()
    after = {"deleted_at": moment.isoformat()}
    return [
        *(("sightings", each.id, {"deleted_at": None}, after) for each in sightings),
        *(("individuals", each.id, {"deleted_at": None}, after) for each in individuals),
    ]
