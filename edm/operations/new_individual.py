"""How does an animal get into the catalogue, together with the encounters that it is known by?"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.models import Individual
from edm.operations.fingerprint import fingerprint
from edm.operations.identity import IdentityRequest, assign
from edm.operations.refusals import refuse_faults
from edm.operations.transaction import transact
from edm.queries.individuals import get_individual
from edm.validation import validate_individual
from service_kit.clock import now
from service_kit.errors import Conflict
from service_kit.tokens import Caller


def create_individual(
    edm: Edm, caller: Caller, document: Mapping[str, Any], cascade: bool
) -> dict[str, Any]:
    """Adds the individual and gives it its encounters; answers it. The same again changes nothing.

    Raises `Invalid` with every fault, and what `edm.operations.identity.decide` raises.
    """
    catalogue = edm.species.catalogue()
    sent = fingerprint(document)
    result = validate_individual(document, catalogue, edm.regions.tree(), now())
    refuse_faults(result)
    clean = dict(result.normalised or {})
    individual = uuid.UUID(clean.pop("id"))
    request = IdentityRequest(
        decision=individual,
        encounters=tuple(uuid.UUID(each) for each in clean.pop("encounters")),
        individual=individual,
        species=clean.pop("species"),
        names=tuple(clean.pop("names")),
        details={**clean, "fingerprint": sent},
        cascade=cascade,
    )

    def work(session: Session) -> dict[str, Any]:
        present = session.get(Individual, individual)
        if present is None:
            assign(session, caller, request, catalogue, "individual")
        elif present.fingerprint != sent:
            raise Conflict(
                "An individual with this id was saved before, with other content.",
                code="id_taken",
                extra={"ids": [str(individual)]},
            )
        return get_individual(session, individual, caller.scope, catalogue)

    return transact(edm.database, work)
