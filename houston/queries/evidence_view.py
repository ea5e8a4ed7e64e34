"""Why do two pictures resemble each other? For who may see both; ACM keeps it by the work that compared them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from houston.access import Principal
from houston.house import House
from houston.models import Curation
from houston.models.identification import IdentificationState
from houston.queries.identification import find_identification
from houston.queries.identification_view import Seen, see_annotations
from service_kit.client import RemoteProblem
from service_kit.errors import NotFound
from service_kit.scope import SYSTEM_SCOPE

NOT_THERE = "There is no evidence for these two pictures."
NOT_OPEN = "There is no evidence for these two pictures, or it is not open to you."


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence for one pair that the viewer may see."""

    house: House
    path: str
    query: Seen
    candidate: Seen

    def points(self) -> dict[str, Any]:
        """Which points of the two pictures resemble each other. Raises `NotFound`."""
        answer = self.house.acm.call("GET", self.path, scope=SYSTEM_SCOPE)
        return {
            "query": self.query.as_side(),
            "candidate": self.candidate.as_side(),
            "matches": answer["matches"],
            "note": answer["note"],
        }

    def heat_map(self) -> Mapping[str, Any]:
        """How much each part of the two animals counted."""
        answer: Mapping[str, Any] = self.house.acm.call(
            "GET", f"{self.path}/heat-map", scope=SYSTEM_SCOPE
        )
        return answer

    def picture(self, kind: str) -> bytes:
        """A WebP of both animals: `points` or `heat-map`. Raises what ACM refuses with."""
        answer = self.house.acm.send("GET", f"{self.path}/{kind}.webp", scope=SYSTEM_SCOPE)
        if answer.status != 200:
            raise RemoteProblem(answer.status, answer.json() or {})
        return answer.body


def evidence_in_identification(
    house: House,
    principal: Principal,
    identification_id: uuid.UUID,
    query: uuid.UUID,
    candidate: uuid.UUID,
) -> Evidence:
    """What an identification found between a query and a candidate. Raises `NotFound`."""
    with house.database.read() as session:
        identification = find_identification(session, principal, identification_id)
    result = (identification.results or {}).get(str(query))
    if identification.state != IdentificationState.DONE or not result or not result["remote"]:
        raise NotFound(NOT_THERE)
    return evidence_between(house, principal, result["remote"], query, candidate)


def evidence_in_curation(
    house: House, principal: Principal, curation: Curation, query: uuid.UUID, annotation: uuid.UUID
) -> Evidence:
    """Why two pictures were to be compared. Raises `NotFound`."""
    remote = curation.evidence.get(f"{query}:{annotation}")
    if remote is None:
        raise NotFound(NOT_THERE)
    return evidence_between(house, principal, remote, query, annotation)


def evidence_between(
    house: House, principal: Principal, remote: str, query: uuid.UUID, candidate: uuid.UUID
) -> Evidence:
    """What ACM's work `remote` keeps about two annotations, for who may see both. Raises `NotFound`."""
    seen = see_annotations(house, principal, {query, candidate})
    if query not in seen or candidate not in seen:
        raise NotFound(NOT_OPEN)
    path = f"/acm/v1/evidence/{remote}/{query}/{candidate}"
    return Evidence(house, path, seen[query], seen[candidate])
