"""`/evidence`: why two pictures were thought to show the same animal."""

from __future__ import annotations

import uuid
from typing import Any

from flask_restx import Resource

from acm_wbia.acm.foundation import current_foundation
from acm_wbia.acm.queries.evidence import get_evidence
from acm_wbia.acm.schemas.evidence import EvidenceSchema
from service_kit.web import Noun, current_caller

noun = Noun("evidence", path="/evidence", description="Why two pictures resemble each other")


@noun.route("/<uuid:job_id>/<uuid:query_id>/<uuid:annotation_id>")
class Evidence(Resource):  # type: ignore[misc]
    @noun.answers(EvidenceSchema)
    def get(self, job_id: uuid.UUID, query_id: uuid.UUID, annotation_id: uuid.UUID) -> Any:
        """The points that were matched between a query and one of its best candidates."""
        foundation, reach = current_foundation(), current_caller().scope.read
        return get_evidence(
            foundation.database, foundation.evidence, reach, job_id, query_id, annotation_id
        )
