"""`/validate` and `POST /sightings`: is this report in order, and if so, keep it."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_restx import Resource

from edm.api.answers import as_json
from edm.foundation import current_edm
from edm.operations.report_rows import Tags
from edm.operations.reports import create_report, validate_report
from edm.schemas.requests import (
    ReportSchema,
    ValidationSchema,
)
from service_kit.web import Noun, current_caller

validation = Noun("validate", path="/validate", description="Is a report in order?")


@validation.route("")
class Validation(Resource):  # type: ignore[misc]
    @validation.takes(ReportSchema)
    @validation.answers(ValidationSchema, description="What is wrong; nothing was saved")
    def post(self, body: dict[str, Any]) -> Response:
        """Look at a report without saving it."""
        return as_json(validate_report(current_edm(), body, current_caller().scope).as_dict())


def create(body: dict[str, Any]) -> Response:
    """Saves a report, for the caller of the present request."""
    tags = Tags(
        owner=body["owner"],
        projects=tuple(dict.fromkeys(body["projects"])),
        submission=body["submission"],
        visibility=body["visibility"],
        state=body["state"],
    )
    report = create_report(
        current_edm(), current_caller(), body["sightings"], tags, staged=body["staged"]
    )
    return as_json(report, 201)
