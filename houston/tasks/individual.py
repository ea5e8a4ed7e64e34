"""Merges that waited for others' word are done here, at their deadline or once everybody has agreed."""

from __future__ import annotations

import uuid
from typing import Any

from houston.access import Action, Role
from houston.access.roles import extents
from houston.house import House
from houston.models import MergeRequest, MergeRequestState, User
from houston.operations.individual_merge import Merge, merge_in_edm
from houston.operations.individual_merge_request import MERGE_AT_DEADLINE, is_agreed, settle
from service_kit.client import RemoteProblem
from service_kit.clock import now
from service_kit.jobs import Handlers, JobContext, Wait
from service_kit.scope import SYSTEM_SCOPE

LONGEST_WAIT = 24 * 3600.0  # seconds; looked at daily, should a wake-up be lost


def register_handlers(handlers: Handlers, house: House) -> None:
    """Adds the handler of the job that waits for a merge request's deadline."""

    @handlers.register(MERGE_AT_DEADLINE)
    def merge_at_deadline(context: JobContext) -> dict[str, Any] | Wait | None:
        request_id = uuid.UUID(context.arguments["request"])
        with house.database.read() as session:
            request = session.get_one(MergeRequest, request_id)
            asker = session.get_one(User, request.requested_by)
        if request.state != MergeRequestState.OPEN:
            return {"state": request.state}
        remaining = (request.deadline - now()).total_seconds()
        if remaining > 0 and not is_agreed(request):
            return Wait(min(remaining, LONGEST_WAIT))
        state, reason = _carry_out(house, request, asker)
        with house.database.write() as session:
            request = session.get_one(MergeRequest, request_id)
            if request.state == MergeRequestState.OPEN:
                settle(house, session, request, state, reason)
            context.finish(session, {"state": request.state})
        return None


def _carry_out(
    house: House, request: MergeRequest, asker: User
) -> tuple[MergeRequestState, str | None]:
    roles = frozenset(Role(role) for role in asker.roles)
    if not asker.active or not extents(Action.IDENTIFY, roles):
        return MergeRequestState.FAILED, "Whoever asked for it may not merge individuals any more."
    merged = tuple(map(uuid.UUID, request.merged))
    asked = Merge(request.id, request.individual, merged, request.resolve)
    try:
        # Those concerned have agreed or let the deadline pass: that is what allows it.
        merge_in_edm(house, asked, SYSTEM_SCOPE, str(asker.id))
    except RemoteProblem as refusal:
        if refusal.status >= 500:
            raise
        return MergeRequestState.FAILED, refusal.detail
    return MergeRequestState.MERGED, None
