"""`/jobs`: detection, extraction and identification."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response
from flask_restx import Resource

from acm_wbia.acm.foundation import current_foundation
from acm_wbia.acm.operations import jobs as operations
from acm_wbia.acm.queries.jobs import get_job
from acm_wbia.acm.schemas.job import JobRequestSchema, JobSchema
from service_kit.web import Noun, current_caller

noun = Noun("jobs", path="/jobs", description="Long work")


@noun.route("")
class Jobs(Resource):  # type: ignore[misc]
    @noun.takes(JobRequestSchema)
    @noun.answers(JobSchema, status=202)
    def post(self, body: dict[str, Any]) -> Any:
        """Asks for work; asked again with one id, it is done once."""
        foundation = current_foundation()
        return operations.ask(foundation.jobs, current_caller(), body, models=foundation.models)


@noun.route("/<uuid:job_id>")
class Job(Resource):  # type: ignore[misc]
    @noun.answers(JobSchema)
    def get(self, job_id: uuid.UUID) -> Any:
        """How far the work is, and what came of it."""
        return get_job(current_foundation().database, current_caller(), job_id)

    @noun.response(204, "Called off, and forgotten with its evidence")  # type: ignore[untyped-decorator]
    def delete(self, job_id: uuid.UUID) -> Response:
        """Calls the work off if it is not over, and forgets it."""
        foundation = current_foundation()
        operations.forget(foundation.jobs, foundation.evidence, current_caller(), job_id)
        return Response(status=204)


@noun.route("/<uuid:job_id>/retry")
class JobRetry(Resource):  # type: ignore[misc]
    @noun.answers(JobSchema, status=202)
    def post(self, job_id: uuid.UUID) -> Any:
        """Begins failed work anew."""
        return operations.try_again(current_foundation().jobs, current_caller(), job_id)
