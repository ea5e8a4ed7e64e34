"""`/evidence`: why two pictures were thought to show the same animal."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response
from flask_restx import Resource

from acm_wbia.acm.foundation import current_foundation
from acm_wbia.acm.operations.evidence_pictures import Format, evidence_picture
from acm_wbia.acm.operations.heat_maps import heat_map
from acm_wbia.acm.operations.matched_points import evidence_of
from acm_wbia.acm.queries.evidence import Pair
from acm_wbia.acm.schemas.evidence import EvidenceSchema, RelevanceSchema
from service_kit.errors import NotFound
from service_kit.web import Noun, current_caller

noun = Noun("evidence", path="/evidence", description="Why two pictures resemble each other")

PICTURES = {"points": "matches", "heat-map": "heatmask"}
"""The pictures there are by their names here, and the `Version` that each is."""


@noun.route("/<uuid:job_id>/<uuid:query_id>/<uuid:annotation_id>")
class Evidence(Resource):  # type: ignore[misc]
    @noun.answers(EvidenceSchema)
    def get(self, job_id: uuid.UUID, query_id: uuid.UUID, annotation_id: uuid.UUID) -> Any:
        """The points that were matched between a query and one of its best candidates."""
        pair = Pair(job_id, query_id, annotation_id)
        return evidence_of(current_foundation(), current_caller().scope, pair)


@noun.route("/<uuid:job_id>/<uuid:query_id>/<uuid:annotation_id>/heat-map")
class HeatMap(Resource):  # type: ignore[misc]
    @noun.answers(RelevanceSchema)
    def get(self, job_id: uuid.UUID, query_id: uuid.UUID, annotation_id: uuid.UUID) -> Any:
        """How much each part of the two animals counted."""
        pair = Pair(job_id, query_id, annotation_id)
        return heat_map(current_foundation(), current_caller().scope, pair)


@noun.route("/<uuid:job_id>/<uuid:query_id>/<uuid:annotation_id>/<string:kind>.webp")
class EvidencePicture(Resource):  # type: ignore[misc]
    @noun.produces(["image/webp"])  # type: ignore[untyped-decorator]
    def get(
        self, job_id: uuid.UUID, query_id: uuid.UUID, annotation_id: uuid.UUID, kind: str
    ) -> Response:
        """Both animals, one above the other, with the points or the heat map drawn in."""
        if kind not in PICTURES:
            raise NotFound(f"There are the pictures {' and '.join(PICTURES)}.")
        drawn = evidence_picture(
            current_foundation(),
            current_caller().scope,
            Pair(job_id, query_id, annotation_id),
            PICTURES[kind],
            Format.WEBP,
        )
        return Response(drawn, mimetype="image/webp")
