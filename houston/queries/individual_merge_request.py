"""Which merge requests are there for somebody to look at?"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import or_, select

from houston.access import Principal, Role
from houston.models import MergeRequest, MergeVoter
from service_kit.database import Database
from service_kit.errors import NotFound

_SEE_ALL = frozenset({Role.CURATOR, Role.ADMIN})


def merge_requests_for(database: Database, principal: Principal) -> list[dict[str, Any]]:
    """Those that the principal opened or has a vote in, newest first; all for curators and admins."""
    query = select(MergeRequest).order_by(MergeRequest.created_at.desc(), MergeRequest.id)
    if not principal.roles & _SEE_ALL:
        voting = select(MergeVoter.request_id).where(MergeVoter.user_id == principal.user)
        query = query.where(
            or_(MergeRequest.requested_by == principal.user, MergeRequest.id.in_(voting))
        )
    with database.read() as session:
        return [view_merge_request(each) for each in session.scalars(query)]


def merge_request_for(
    database: Database, principal: Principal, request_id: uuid.UUID
) -> dict[str, Any]:
    """One of those. Raises `NotFound`."""
    found = [each for each in merge_requests_for(database, principal) if each["id"] == request_id]
    if not found:
        raise NotFound("There is no such merge request, or it does not concern you.")
    return found[0]


def view_merge_request(request: MergeRequest) -> dict[str, Any]:
    """The request as its schema writes it; the votes are those that were given."""
    return {
        "id": request.id,
        "individual": request.individual,
        "from_": request.merged,
        "resolve": request.resolve,
        "state": request.state,
        "reason": request.reason,
        "requested_by": request.requested_by,
        "deadline": request.deadline,
        "created_at": request.created_at,
        "votes": [
            {"user": each.user_id, "vote": each.vote, "reason": each.reason, "at": each.voted_at}
            for each in request.voters
            if each.vote is not None
        ],
    }
