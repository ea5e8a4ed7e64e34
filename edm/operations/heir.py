"""Who is an animal now that may have been merged into another since?"""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from edm.models import Individual


def living_heir(session: Session, individual: uuid.UUID | None) -> uuid.UUID | None:
    """The individual itself while it lives, else the one that it was merged into; none where it was deleted."""
    here = individual
    while here is not None:
        found = session.get(Individual, here)
        if found is None or found.deleted_at is None:
            return here if found is not None else None
        here = found.merged_into
    return None
