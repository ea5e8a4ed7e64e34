"""Which encounters are there, and what do they say?"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy.orm import Session

from edm.models import Encounter
from edm.queries.encounter_view import SELECT_ENCOUNTERS, encounter_document
from edm.queries.reach import readable_encounters
from edm.species.catalogue import SpeciesCatalogue
from service_kit.errors import NotFound
from service_kit.scope import Scope

NO_SUCH = "There is no such encounter, or you may not see it."


def get_encounter(
    session: Session, encounter: uuid.UUID, scope: Scope, catalogue: SpeciesCatalogue
) -> dict[str, Any]:
    """One encounter as JSON. Raises `NotFound`, also where it is outside the caller's scope."""
    row = session.execute(
        SELECT_ENCOUNTERS.where(Encounter.id == encounter, readable_encounters(scope.read))
    ).one_or_none()
    if row is None:
        raise NotFound(NO_SUCH)
    return encounter_document(row, scope.exact, catalogue)


def get_encounters(
    session: Session,
    encounters: Collection[uuid.UUID],
    scope: Scope,
    catalogue: SpeciesCatalogue,
) -> list[dict[str, Any]]:
    """Those of the encounters that the caller may read, in the order of their ids."""
    rows = session.execute(
        SELECT_ENCOUNTERS.where(
            Encounter.id.in_(encounters), readable_encounters(scope.read)
        ).order_by(Encounter.id)
    )
    return [encounter_document(row, scope.exact, catalogue) for row in rows]
