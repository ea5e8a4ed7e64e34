"""What does a project look like from outside?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from houston.access import ProjectRole

_ROLE = validate.OneOf([role.value for role in ProjectRole])
_NAME = validate.Length(min=1, max=200)
_LONGEST_DESCRIPTION = 10_000  # a few pages


class ProjectMemberSchema(Schema):
    user = fields.UUID(required=True)
    full_name = fields.String(required=True)
    role = fields.String(required=True, validate=_ROLE)


class ProjectSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    created_by = fields.UUID(required=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)
    members = fields.List(fields.Nested(ProjectMemberSchema), required=True)


class ProjectsSchema(Schema):
    items = fields.List(fields.Nested(ProjectSchema), required=True)


class ProjectChangeSchema(Schema):
    name = fields.String(validate=_NAME)
    description = fields.String(validate=validate.Length(max=_LONGEST_DESCRIPTION))


class NewProjectSchema(Schema):
    name = fields.String(required=True, validate=_NAME)
    description = fields.String(load_default="", validate=validate.Length(max=_LONGEST_DESCRIPTION))


class ProjectRoleSchema(Schema):
    role = fields.String(required=True, validate=_ROLE)
