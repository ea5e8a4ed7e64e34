"""Individuals are merged here: at once by who may change all their encounters, else once others had their say."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from houston.access import Action, Principal, Record, allowed, scope_of
from houston.house import House
from houston.models import MergeRequest
from houston.operations.individual_merge_request import open_request
from houston.queries.individual import encounters_of_individuals
from service_kit.client import RemoteProblem
from service_kit.errors import Forbidden
from service_kit.scope import SYSTEM_SCOPE, Scope

NOT_YOURS = "not_yours"


@dataclass(frozen=True, slots=True)
class Merge:
    """What is asked for."""

    id: uuid.UUID
    individual: uuid.UUID
    """The one that stays."""
    merged: tuple[uuid.UUID, ...]
    """The ones that go into it."""
    resolve: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the individual, or the request that others have to agree to."""

    merge: uuid.UUID
    individual: dict[str, Any] | None
    request: MergeRequest | None


def merge(house: House, principal: Principal, asked: Merge) -> Outcome:
    """Merges, or opens a request. Repeating it changes nothing.

    Raises what EDM refuses with (`merge_conflict` lists what somebody must decide), and `Forbidden`
    for who may change none of the encounters.
    """
    try:
        return Outcome(
            asked.id, merge_in_edm(house, asked, scope_of(principal), principal.tag), None
        )
    except RemoteProblem as refusal:
        if refusal.status != Forbidden.status or refusal.code != NOT_YOURS:
            raise
    records = encounters_of_individuals(house, [asked.individual, *asked.merged])
    closed = [each for each in records.values() if not _may_edit(principal, each)]
    if len(closed) == len(records):
        raise Forbidden(
            "You may not change any encounter of these individuals, so you cannot ask to merge them.",
            code=NOT_YOURS,
        )
    # What they disagree about is told now, not when the deadline has passed.
    merge_in_edm(house, asked, SYSTEM_SCOPE, principal.tag, only_check=True)
    owners = {each.owner for each in closed if each.owner is not None}
    request = open_request(
        house,
        principal,
        merge_id=asked.id,
        individual=asked.individual,
        merged=asked.merged,
        resolve=asked.resolve,
        owners=owners,
    )
    return Outcome(asked.id, None, request)


def merge_in_edm(
    house: House, asked: Merge, scope: Scope, actor: str | None, *, only_check: bool = False
) -> dict[str, Any]:
    """The individual, merged unless it is only checked whether it could be. Raises what EDM refuses with."""
    answer: dict[str, Any] = house.edm.call(
        "POST",
        f"/edm/v1/individuals/{asked.individual}/merge",
        scope=scope,
        actor=actor,
        json={
            "merge": str(asked.id),
            "from": [str(each) for each in asked.merged],
            "resolve": dict(asked.resolve),
            "only_check": only_check,
        },
    )
    return answer


def _may_edit(principal: Principal, record: Record) -> bool:
    return allowed(principal, Action.EDIT, record).allowed
