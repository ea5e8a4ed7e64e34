"""How is a match set said?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class MemberSchema(Schema):
    annotation = fields.UUID(required=True)
    name = fields.String(
        required=True,
        allow_none=True,
        validate=validate.Length(min=1, max=200),
        metadata={"description": "The individual; null where it is not yet named"},
    )
    group = fields.String(
        required=True,
        allow_none=True,
        validate=validate.Length(min=1, max=200),
        metadata={"description": "The encounter: members of the query's are never compared"},
    )


class MembersSchema(Schema):
    members = fields.List(fields.Nested(MemberSchema), required=True)


class MatchSetSchema(Schema):
    hash = fields.String(required=True)
    size = fields.Integer(required=True)
