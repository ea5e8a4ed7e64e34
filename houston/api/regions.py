"""`/regions`: places, and what lies within them. EDM answers."""

from __future__ import annotations

from flask import Response
from flask_restx import Resource

from houston.api.pass_on import pass_on
from houston.schemas.region import RegionListSchema
from service_kit.web import Noun

regions = Noun("regions", path="/regions", description="Places and what lies within them")


@regions.route("")
class Regions(Resource):  # type: ignore[misc]
    @regions.answers(RegionListSchema)
    def get(self) -> Response:
        """All regions, nested."""
        return pass_on("/regions")
