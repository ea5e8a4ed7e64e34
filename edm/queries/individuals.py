"""Which individuals are there, and what is known of each?"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from edm.models import Individual
from edm.queries.individual_view import SELECT_INDIVIDUALS, individual_documents
from edm.queries.reach import readable
from edm.species import SpeciesCatalogue
from service_kit.errors import Gone, NotFound
from service_kit.scope import Scope

NO_SUCH = "There is no such individual, or you may not see it."
_LONGEST_CHAIN = 100  # of merges into merges; each is a decision of a person


def find_individual(
    session: Session, individual: uuid.UUID, scope: Scope, catalogue: SpeciesCatalogue
) -> dict[str, Any] | None:
    """One individual as JSON, or none where it does not exist for the caller."""
    row = session.execute(
        SELECT_INDIVIDUALS.where(Individual.id == individual, readable(Individual, scope.read))
    ).one_or_none()
    if row is None:
        return None
    return individual_documents(session, [row], scope, catalogue)[0]


def get_individual(
    session: Session, individual: uuid.UUID, scope: Scope, catalogue: SpeciesCatalogue
) -> dict[str, Any]:
    """One individual as JSON. Raises `NotFound`, or `Gone` naming the one that it was merged into."""
    found = find_individual(session, individual, scope, catalogue)
    if found is not None:
        return found
    if (into := _merged_into(session, individual, scope)) is not None:
        raise Gone(
            "This individual was merged into another.",
            code="merged",
            extra={"individual": str(into)},
        )
    raise NotFound(NO_SUCH)


def _merged_into(session: Session, individual: uuid.UUID, scope: Scope) -> uuid.UUID | None:
    """Where the encounters of a merged individual are now, if the caller may see that one."""
    here = individual
    for _ in range(_LONGEST_CHAIN):
        following = session.scalar(select(Individual.merged_into).where(Individual.id == here))
        if following is None:
            break
        here = following
    if here == individual:
        return None
    return session.scalar(
        select(Individual.id).where(Individual.id == here, readable(Individual, scope.read))
    )
