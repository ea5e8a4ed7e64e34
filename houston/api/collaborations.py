"""`/collaborations`: two users open their data to one another."""

from __future__ import annotations

import uuid
from typing import Any

from flask_restx import Resource

from houston.access import Action, Level, require
from houston.house import current_house
from houston.operations import collaboration as operations
from houston.queries.collaboration import collaboration_by_id, collaborations_of
from houston.schemas.collaboration import (
    CollaborationQuerySchema,
    CollaborationSchema,
    CollaborationsSchema,
    NewCollaborationSchema,
)
from service_kit.web import Noun

collaborations = Noun(
    "collaborations", path="/collaborations", description="Who has opened their data to whom"
)
_LEVELS = ", ".join(level.value for level in Level)


@collaborations.route("")
class Collaborations(Resource):  # type: ignore[misc]
    @collaborations.takes(CollaborationQuerySchema, where="query")
    @collaborations.answers(CollaborationsSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """One's own collaborations, or others' for who manages users."""
        others = query["everybody"] or "user" in query
        principal = require(Action.MANAGE_USERS if others else Action.WORK_TOGETHER)
        whose = query.get("user") if others else principal.account
        return {"items": collaborations_of(current_house().database, whose)}

    @collaborations.takes(NewCollaborationSchema)
    @collaborations.answers(CollaborationSchema, status=201)
    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Propose one, or change what one has proposed."""
        principal = require(Action.WORK_TOGETHER)
        house = current_house()
        pair = operations.propose(
            house, principal, body["user"], Level(body["level"]), for_user=body["for_user"]
        )
        return collaboration_by_id(house.database, pair.id)


@collaborations.route(f"/<uuid:id>/<any({_LEVELS}):level>")
class CollaborationLevel(Resource):  # type: ignore[misc]
    @collaborations.answers(CollaborationSchema)
    def put(self, id: uuid.UUID, level: str) -> dict[str, Any]:
        """Say how far one's side goes; `none` revokes."""
        principal = require(Action.WORK_TOGETHER)
        house = current_house()
        operations.set_level(house, principal, id, Level(level))
        return collaboration_by_id(house.database, id)
