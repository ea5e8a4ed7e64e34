"""What does a collaboration look like from outside?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from houston.access import Level

_LEVEL = validate.OneOf([level.value for level in Level])


class CollaborationSideSchema(Schema):
    user = fields.UUID(required=True)
    full_name = fields.String(required=True)
    level = fields.String(
        required=True, validate=_LEVEL, metadata={"description": "How far this side goes"}
    )


class CollaborationSchema(Schema):
    id = fields.UUID(required=True)
    sides = fields.List(fields.Nested(CollaborationSideSchema), required=True)
    level = fields.String(
        required=True, validate=_LEVEL, metadata={"description": "What holds: the lesser of both"}
    )
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)


class CollaborationsSchema(Schema):
    items = fields.List(fields.Nested(CollaborationSchema), required=True)


class CollaborationQuerySchema(Schema):
    user = fields.UUID(metadata={"description": "Of this user; for who manages users"})
    everybody = fields.Boolean(
        load_default=False, metadata={"description": "Of everybody; for who manages users"}
    )


class NewCollaborationSchema(Schema):
    user = fields.UUID(required=True, metadata={"description": "With whom"})
    level = fields.String(required=True, validate=_LEVEL)
    for_user = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Speak for both sides; for who manages users"},
    )
