"""`/statistics`: how much is there, of what one may see. EDM answers."""

from __future__ import annotations

from flask import Response
from flask_restx import Resource

from houston.api.pass_on import pass_on
from houston.schemas.statistic import StatisticsSchema
from service_kit.web import Noun

statistics = Noun("statistics", path="/statistics", description="How much is there")


@statistics.route("")
class Statistics(Resource):  # type: ignore[misc]
    @statistics.answers(StatisticsSchema)
    def get(self) -> Response:
        """Counts of what one may see."""
        return pass_on("/statistics")
