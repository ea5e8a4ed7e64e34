"""`/sightings/{id}/split` and `/join`: which animals were seen together?"""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response
from flask_restx import Resource

from edm.api.answers import as_json
from edm.api.sightings import sightings
from edm.foundation import current_edm
from edm.operations.regroup import join_sightings, split_sighting
from edm.schemas.records import SightingSchema
from edm.schemas.requests import SightingJoinSchema, SightingSplitSchema
from service_kit.web import current_caller


@sightings.route("/<uuid:sighting>/split")
class SightingSplit(Resource):  # type: ignore[misc]
    @sightings.takes(SightingSplitSchema)
    @sightings.answers(SightingSchema, description="The new sighting")
    def post(self, sighting: uuid.UUID, body: dict[str, Any]) -> Response:
        """Move encounters to a new sighting of the same time and place."""
        chosen = tuple(dict.fromkeys(body["encounters"]))
        edm, caller = current_edm(), current_caller()
        return as_json(split_sighting(edm, caller, sighting, body["sighting"], chosen))


@sightings.route("/<uuid:sighting>/join")
class SightingJoin(Resource):  # type: ignore[misc]
    @sightings.takes(SightingJoinSchema)
    @sightings.answers(SightingSchema)
    def post(self, sighting: uuid.UUID, body: dict[str, Any]) -> Response:
        """Move all encounters of other sightings into this one; the others go."""
        others = tuple(dict.fromkeys(body["others"]))
        edm, caller = current_edm(), current_caller()
        return as_json(join_sightings(edm, caller, body["join"], sighting, others))
