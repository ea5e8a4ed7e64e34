"""What does the audit trail look like from outside?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from service_kit.paging import LARGEST_PAGE, USUAL_PAGE


class AuditEntrySchema(Schema):
    id = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True)
    actor = fields.UUID(required=True, allow_none=True)
    action = fields.String(required=True)
    subject_kind = fields.String(required=True)
    subject = fields.UUID(required=True)
    before = fields.Dict(required=True, allow_none=True)
    after = fields.Dict(required=True, allow_none=True)
    request_id = fields.String(required=True, allow_none=True)


class AuditPageSchema(Schema):
    items = fields.List(fields.Nested(AuditEntrySchema), required=True)
    next = fields.String(required=True, allow_none=True)


class AuditQuerySchema(Schema):
    actor = fields.UUID(metadata={"description": "The user who did it"})
    action = fields.String()
    subject_kind = fields.String()
    subject = fields.UUID()
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String()
