"""What may somebody do, and why not?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class PermissionSchema(Schema):
    allowed = fields.Boolean(required=True)
    reason = fields.String(
        required=True, metadata={"description": "A sentence; empty where it is allowed"}
    )


class PermissionsSchema(Schema):
    actions = fields.Dict(
        keys=fields.String(), values=fields.Nested(PermissionSchema), required=True
    )


class PermissionQuerySchema(Schema):
    on = fields.String(
        load_default=None,
        validate=validate.Regexp(r"[a-z]+:[0-9a-fA-F-]{36}\Z"),
        metadata={"description": "A record as `kind:uuid`; without it, what is allowed in general"},
    )
