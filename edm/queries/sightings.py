"""Which sightings are there, and who was seen?"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Session

from edm.models import Sighting
from edm.queries.reach import readable
from edm.queries.sighting_view import SELECT_SIGHTINGS, sighting_documents
from edm.species import SpeciesCatalogue
from service_kit.errors import NotFound
from service_kit.scope import Scope


def get_sighting(
    session: Session, sighting: uuid.UUID, scope: Scope, catalogue: SpeciesCatalogue
) -> dict[str, Any]:
    """One sighting as JSON. Raises `NotFound`, also where none of its encounters is in the caller's scope."""
    row = session.execute(
        SELECT_SIGHTINGS.where(Sighting.id == sighting, readable(Sighting, scope.read))
    ).one_or_none()
    if row is None:
        raise NotFound("There is no such sighting, or you may not see it.")
    return sighting_documents(session, [row], scope, catalogue)[0]
