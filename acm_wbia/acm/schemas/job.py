"""How is work asked for, and how is it told how far it is?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from acm_wbia.acm.schemas.job_arguments import (
    CalibrateArgumentsSchema,
    CurateArgumentsSchema,
    DetectArgumentsSchema,
    ExtractArgumentsSchema,
    IdentifyArgumentsSchema,
)
from service_kit.jobs import Queue

ARGUMENTS: Mapping[str, type[Schema]] = {
    "detect": DetectArgumentsSchema,
    "extract": ExtractArgumentsSchema,
    "identify": IdentifyArgumentsSchema,
    "calibrate": CalibrateArgumentsSchema,
    "curate": CurateArgumentsSchema,
}


class JobRequestSchema(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True, validate=validate.OneOf([*ARGUMENTS]))
    arguments = fields.Dict(required=True)
    callback = fields.String(
        load_default=None,
        allow_none=True,
        metadata={"description": "Within Houston's internal API; told when the job is over"},
    )
    priority = fields.String(
        load_default=Queue.BULK.value, validate=validate.OneOf([each.value for each in Queue])
    )

    @post_load
    def check_arguments(self, request: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Each kind has arguments of its own; what comes out is JSON again, complete with defaults."""
        schema = ARGUMENTS[request["kind"]]()
        try:
            arguments = schema.load(request["arguments"])
        except ValidationError as error:
            raise ValidationError({"arguments": error.messages}) from error
        return {**request, "arguments": schema.dump(arguments)}


class JobProgressSchema(Schema):
    done = fields.Integer(required=True)
    total = fields.Integer(required=True, allow_none=True)
    message = fields.String(required=True)


class JobSchema(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    progress = fields.Nested(JobProgressSchema, required=True)
    attempts = fields.Integer(required=True)
    error = fields.String(required=True, allow_none=True)
    result = fields.Raw(required=True, allow_none=True)
