"""`/sightings`: animals at one place and time. EDM keeps them; here is decided who may."""

from __future__ import annotations

import uuid

from flask import Response
from flask_restx import Resource

from houston.api.pass_on import as_response, minted, pass_change_on, pass_on, tell_edm
from houston.api.record_removal import delete_record, restore_record
from houston.house import current_house
from houston.operations.sighting_regroup import follow_join, follow_split
from houston.schemas.observation import (
    DeleteQuerySchema,
    HistoryQuerySchema,
    HistorySchema,
    RecordSearchSchema,
    RemovalSchema,
    SightingQuerySchema,
)
from houston.schemas.sighting import (
    SightingChangeSchema,
    SightingJoinSchema,
    SightingPageSchema,
    SightingSchema,
    SightingSplitSchema,
)
from service_kit.web import Noun

sightings = Noun("sightings", path="/sightings", description="Animals at one place and time")
_PATH = "/sightings"


@sightings.route("")
class Sightings(Resource):  # type: ignore[misc]
    @sightings.passes(SightingQuerySchema, where="query")
    @sightings.answers(SightingPageSchema)
    def get(self) -> Response:
        """List sightings by named filters."""
        return pass_on(_PATH)


@sightings.route("/search")
class SightingSearch(Resource):  # type: ignore[misc]
    @sightings.passes(RecordSearchSchema)
    @sightings.answers(SightingPageSchema)
    def post(self) -> Response:
        """List sightings by a filter tree."""
        return pass_on(f"{_PATH}/search")


@sightings.route("/<uuid:id>")
class Sighting(Resource):  # type: ignore[misc]
    @sightings.answers(SightingSchema)
    def get(self, id: uuid.UUID) -> Response:
        """One sighting, with those of its encounters that one may see."""
        return pass_on(f"{_PATH}/{id}")

    @sightings.passes(SightingChangeSchema)
    @sightings.answers(SightingSchema)
    def patch(self, id: uuid.UUID) -> Response:
        """Change it, for who may change all its encounters. `If-Match` carries the ETag."""
        return pass_change_on(f"{_PATH}/{id}")

    @sightings.passes(DeleteQuerySchema, where="query")
    @sightings.answers(RemovalSchema, description="What is gone; it can be restored for 30 days")
    def delete(self, id: uuid.UUID) -> Response:
        """Delete it with its encounters; 409 names the individuals that would go along."""
        return delete_record(_PATH, id)


@sightings.route("/<uuid:id>/restore")
class SightingRestore(Resource):  # type: ignore[misc]
    @sightings.answers(RemovalSchema, description="What returned")
    def post(self, id: uuid.UUID) -> Response:
        """Take a deletion back."""
        return restore_record(_PATH, id)


@sightings.route("/<uuid:id>/history")
class SightingHistory(Resource):  # type: ignore[misc]
    @sightings.passes(HistoryQuerySchema, where="query")
    @sightings.answers(HistorySchema)
    def get(self, id: uuid.UUID) -> Response:
        """What happened to it, newest first."""
        return pass_on(f"{_PATH}/{id}/history")


@sightings.route("/<uuid:id>/split")
class SightingSplit(Resource):  # type: ignore[misc]
    @sightings.passes(SightingSplitSchema)
    @sightings.answers(SightingSchema, description="The new sighting")
    def post(self, id: uuid.UUID) -> Response:
        """Move encounters to a new sighting of the same time and place; their annotations go along."""
        document = minted("sighting")
        answer = tell_edm(f"{_PATH}/{id}/split", document)
        if answer.status < 300:
            encounters = list(map(uuid.UUID, document["encounters"]))
            follow_split(current_house(), id, uuid.UUID(document["sighting"]), encounters)
        return as_response(answer)


@sightings.route("/<uuid:id>/join")
class SightingJoin(Resource):  # type: ignore[misc]
    @sightings.passes(SightingJoinSchema)
    @sightings.answers(SightingSchema)
    def post(self, id: uuid.UUID) -> Response:
        """Move all encounters of other sightings into this one; the others go."""
        document = minted("join")
        answer = tell_edm(f"{_PATH}/{id}/join", document)
        if answer.status < 300:
            follow_join(current_house(), id, list(map(uuid.UUID, document["from"])))
        return as_response(answer)
