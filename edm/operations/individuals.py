"""How does an animal get into the catalogue?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from edm.models import Individual
from edm.operations.names import set_names


def add_individual(
    session: Session,
    individual: uuid.UUID,
    species: str,
    names: Sequence[dict[str, str]],
    details: Mapping[str, Any] | None = None,
) -> Individual:
    """Adds an individual with its names; its encounters follow in the same transaction.

    Raises `Conflict` with `name_taken`.
    """
    added = Individual(id=individual, species=species, **{"custom_fields": {}, **(details or {})})
    session.add(added)
    session.flush()
    set_names(session, added, names)
    return added
