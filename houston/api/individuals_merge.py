"""`/individuals/…/merge` and `/individuals/merge-requests`: two individuals turn out to be one."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, jsonify
from flask_restx import Resource

from houston.access import Action, current_principal, require
from houston.api.individuals import individuals
from houston.house import current_house
from houston.operations import individual_merge_request as requests
from houston.operations.individual_merge import Merge, merge
from houston.queries.individual_merge_request import (
    merge_request_for,
    merge_requests_for,
    view_merge_requests,
)
from houston.schemas.individual import (
    MergeOutcomeSchema,
    MergeRequestSchema,
    MergeRequestsSchema,
    MergeSchema,
    MergeVoteSchema,
)
from service_kit.identity import new_id

_WAITS = 202
_DONE = 200


@individuals.route("/<uuid:id>/merge")
class IndividualMerge(Resource):  # type: ignore[misc]
    @individuals.takes(MergeSchema)
    @individuals.answers(MergeOutcomeSchema, description="Merged; 202: others have to agree first")
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Response:
        """Merge others into this one; 409 lists what they disagree about."""
        principal = require(Action.IDENTIFY)
        asked = Merge(body.get("merge") or new_id(), id, tuple(body["from_"]), body["resolve"])
        house = current_house()
        outcome = merge(house, principal, asked)
        waits = outcome.request is not None
        document = {
            "merge": str(outcome.merge),
            "individual": outcome.individual,
            "request": MergeRequestSchema().dump(
                view_merge_requests(house, principal, [outcome.request])[0]
            )
            if outcome.request
            else None,
        }
        answer = jsonify(document)
        answer.status_code = _WAITS if waits else _DONE
        return answer


@individuals.route("/merge-requests")
class MergeRequests(Resource):  # type: ignore[misc]
    @individuals.answers(MergeRequestsSchema)
    def get(self) -> dict[str, Any]:
        """The requests that one made or has a vote in."""
        principal = require(Action.WORK_TOGETHER)
        return {"items": merge_requests_for(current_house(), principal)}


@individuals.route("/merge-requests/<uuid:request_id>")
class MergeRequest(Resource):  # type: ignore[misc]
    @individuals.answers(MergeRequestSchema)
    def get(self, request_id: uuid.UUID) -> dict[str, Any]:
        """One request."""
        principal = require(Action.WORK_TOGETHER)
        return merge_request_for(current_house(), principal, request_id)

    @individuals.answers_nothing("It is withdrawn")
    def delete(self, request_id: uuid.UUID) -> None:
        """Withdraw one's request."""
        requests.withdraw(current_house(), require(Action.WORK_TOGETHER), request_id)


@individuals.route("/merge-requests/<uuid:request_id>/vote")
class MergeVote(Resource):  # type: ignore[misc]
    @individuals.takes(MergeVoteSchema)
    @individuals.answers(MergeRequestSchema)
    def put(self, request_id: uuid.UUID, body: dict[str, Any]) -> dict[str, Any]:
        """Agree, or block: one block ends it."""
        require(Action.EDIT)
        principal, house = current_principal(), current_house()
        request = requests.vote(house, principal, request_id, body["vote"], body["reason"])
        return view_merge_requests(house, principal, [request])[0]
