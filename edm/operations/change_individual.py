"""How is what is known of an animal corrected, and how is it named?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.operations.audit import difference, record
from edm.operations.loading import live_encounters_of, load_individual, require_write
from edm.operations.names import list_names, set_names
from edm.operations.refusals import refuse_faults
from edm.operations.transaction import transact
from edm.operations.versions import refuse_outdated, touch
from edm.queries.individual_view import recorded_individual
from edm.queries.individuals import get_individual
from edm.species import Level
from edm.validation import validate_patch
from service_kit.clock import now
from service_kit.tokens import Caller

PLAIN = (
    "species", "sex", "living_status", "life_dates", "comments", "custom_fields",
    "social_units", "satellite_tags",
)  # fmt: skip


def change_individual(
    edm: Edm, caller: Caller, individual: uuid.UUID, version: int, partial: Mapping[str, Any]
) -> dict[str, Any]:
    """Changes the individual; `names` is the whole new list. Answers it as it is then.

    Raises `NotFound`, `Forbidden` unless all its encounters are the caller's to change, `Invalid` with every
    fault, and `Conflict` with the other version or `name_taken`. After a change of species its encounters can be
    corrected to the same species, and to no other.
    """
    catalogue, regions = edm.species.catalogue(), edm.regions.tree()

    def work(session: Session) -> dict[str, Any]:
        found = load_individual(session, individual, caller.scope)
        encounters = live_encounters_of(session, individual=individual)
        require_write(session, encounters, caller.scope)
        refuse_outdated(
            found, version, lambda: get_individual(session, individual, caller.scope, catalogue)
        )
        before = recorded_individual(found, list_names(session, individual))
        result = validate_patch(Level.INDIVIDUAL, before, partial, catalogue, regions, now())
        refuse_faults(result)
        changed = result.normalised or {}
        for name in PLAIN:
            if name in changed:
                setattr(found, name, changed[name])
        if "names" in changed or "species" in changed:
            set_names(session, found, changed.get("names", before["names"]))
        old, new = difference(before, recorded_individual(found, list_names(session, individual)))
        if new:
            touch(found)
            session.flush()
            record(session, caller, "changed", [("individuals", found.id, old, new)])
        return get_individual(session, individual, caller.scope, catalogue)

    return transact(edm.database, work)
