"""Which merge requests are there for somebody to look at, and what of them can they not see?"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from houston.access import Action, Principal, Role, allowed
from houston.house import House
from houston.models import MergeRequest, MergeRequestState, MergeVoter
from houston.queries.individual import records_by_individual
from houston.queries.user import names_of
from service_kit.errors import NotFound

_SEE_ALL = frozenset({Role.CURATOR, Role.ADMIN})


def merge_requests_for(house: House, principal: Principal) -> list[dict[str, Any]]:
    """Those that the principal opened or has a vote in, newest first; all for curators and admins."""
    return view_merge_requests(house, principal, _concerning(house, principal))


def merge_request_for(house: House, principal: Principal, request_id: uuid.UUID) -> dict[str, Any]:
    """One of those. Raises `NotFound`."""
    found = _concerning(house, principal, MergeRequest.id == request_id)
    if not found:
        raise NotFound("There is no such merge request, or it does not concern you.")
    return view_merge_requests(house, principal, found)[0]


def _concerning(
    house: House, principal: Principal, *conditions: ColumnElement[bool]
) -> Sequence[MergeRequest]:
    query = (
        select(MergeRequest)
        .where(*conditions)
        .order_by(MergeRequest.created_at.desc(), MergeRequest.id)
    )
    if not principal.roles & _SEE_ALL:
        voting = select(MergeVoter.request_id).where(MergeVoter.user_id == principal.user)
        query = query.where(
            or_(MergeRequest.requested_by == principal.user, MergeRequest.id.in_(voting))
        )
    with house.database.read() as session:
        return session.scalars(query).all()


def view_merge_requests(
    house: House, principal: Principal, requests: Sequence[MergeRequest]
) -> list[dict[str, Any]]:
    """The requests as their schema writes them; the votes are those that were given."""
    private = _private(house, principal, requests)
    with house.database.read() as session:
        names = names_of(session, {each.requested_by for each in requests})
    return [
        {
            "id": request.id,
            "individual": request.individual,
            "from_": request.merged,
            "resolve": request.resolve,
            "state": request.state,
            "reason": request.reason,
            "requested_by": request.requested_by,
            "requested_by_name": names.get(request.requested_by, ""),
            "deadline": request.deadline,
            "created_at": request.created_at,
            "votes": [
                {
                    "user": each.user_id,
                    "vote": each.vote,
                    "reason": each.reason,
                    "at": each.voted_at,
                }
                for each in request.voters
                if each.vote is not None
            ],
            "private": private.get(request.id, []),
        }
        for request in requests
    ]


def _private(
    house: House, principal: Principal, requests: Collection[MergeRequest]
) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """What is closed to who has to vote, by request; how much it is, and which third person's, is not told."""
    asked = [each for each in requests if _waits_for(principal, each)]
    records = records_by_individual(house, {one for each in asked for one in _concerned(each)})
    private = {}
    for request in asked:
        told = []
        for individual in _concerned(request):
            closed = [
                each
                for each in records.get(individual, ())
                if not allowed(principal, Action.READ, each).allowed
            ]
            if closed:
                only = all(each.owner == request.requested_by for each in closed)
                told.append({"individual": individual, "only_of_asker": only})
        private[request.id] = told
    return private


def _waits_for(principal: Principal, request: MergeRequest) -> bool:
    return request.state == MergeRequestState.OPEN and any(
        each.user_id == principal.user for each in request.voters
    )


def _concerned(request: MergeRequest) -> list[uuid.UUID]:
    return [request.individual, *map(uuid.UUID, request.merged)]
