"""When is what was deleted gone for good? After the days in which it can be restored, a portion at a time."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select

from edm.caller import HOUSEKEEPING
from edm.foundation import Edm
from edm.models import Decision, Encounter, EncounterProject, Individual, Name, Sighting
from edm.operations.audit import record
from edm.queries.reach import STAGING

PORTION = 1_000  # rows of one transaction: milliseconds, so that nobody waits for the purge


def purge(edm: Edm, before: datetime) -> dict[str, int]:
    """Purges what was deleted before that moment; answers how many of each. May be called again at any time.

    Individuals that were merged stay, so that every merge can be undone.
    """
    without_encounters = ~exists().where(Encounter.sighting_id == Sighting.id)
    unreferenced = ~exists().where(Encounter.individual_id == Individual.id)
    return {
        "encounters": _purge(edm, "encounters", Encounter, [Encounter.deleted_at < before]),
        "sightings": _purge(
            edm, "sightings", Sighting, [Sighting.deleted_at < before, without_encounters]
        ),
        "individuals": _purge(
            edm,
            "individuals",
            Individual,
            [Individual.deleted_at < before, Individual.merged_into.is_(None), unreferenced],
        ),
    }


def _purge(
    edm: Edm,
    noun: str,
    table: Any,
    due: Sequence[ColumnElement[bool]],
) -> int:
    """Removes for good the rows that meet all of `due`, with what hangs on them; how many that were."""
    # What is staged goes all at once or not at all, and not by its age alone.
    staged = exists().where(Decision.id == table.deletion_id, Decision.kind == STAGING)
    count = 0
    while True:
        with edm.database.write() as session:
            ids: Sequence[uuid.UUID] = session.scalars(
                select(table.id).where(*due, ~staged).order_by(table.id).limit(PORTION)
            ).all()
            if not ids:
                return count
            if table is Encounter:
                session.execute(
                    delete(EncounterProject).where(EncounterProject.encounter_id.in_(ids))
                )
            if table is Individual:
                session.execute(delete(Name).where(Name.individual_id.in_(ids)))
            session.execute(delete(table).where(table.id.in_(ids)))
            record(session, HOUSEKEEPING, "purged", [(noun, each, None, None) for each in ids])
            count += len(ids)
