"""How is long work told about?"""

from __future__ import annotations

from marshmallow import Schema, fields


class ProgressSchema(Schema):
    done = fields.Integer(required=True)
    total = fields.Integer(required=True, allow_none=True)
    message = fields.String(required=True)


class JobSchema(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    state = fields.String(
        required=True,
        metadata={"description": "queued, running, waiting, done, failed or cancelled"},
    )
    progress = fields.Nested(ProgressSchema, required=True)
    attempts = fields.Integer(required=True)
    reason = fields.String(
        required=True, allow_none=True, metadata={"description": "Why it failed, as a sentence"}
    )
    result = fields.Dict(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)
    finished_at = fields.AwareDateTime(required=True, allow_none=True)
