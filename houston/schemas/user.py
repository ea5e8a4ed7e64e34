"""What do accounts look like from outside?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from houston.access.roles import GIVEN_ROLES
from service_kit.paging import LARGEST_PAGE, USUAL_PAGE

_ROLE = validate.OneOf([role.value for role in GIVEN_ROLES])
_LONGEST_NAME = 200  # as the column


def name_field(**options: object) -> fields.String:
    """A person's name, or where they work."""
    return fields.String(validate=validate.Length(max=_LONGEST_NAME), **options)  # type: ignore[arg-type]


def language_field(**options: object) -> fields.String:
    """A language tag such as `en` or `pt-BR`."""
    form = validate.Regexp(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
    return fields.String(validate=form, **options)  # type: ignore[arg-type]


class UserSchema(Schema):
    id = fields.UUID(required=True)
    email = fields.String(required=True)
    full_name = fields.String(required=True)
    affiliation = fields.String(required=True)
    language = fields.String(required=True)
    roles = fields.List(fields.String(validate=_ROLE), required=True)
    active = fields.Boolean(required=True)
    created_at = fields.AwareDateTime(required=True)


class UserPageSchema(Schema):
    items = fields.List(fields.Nested(UserSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    total = fields.Integer()


class UserQuerySchema(Schema):
    search = fields.String(metadata={"description": "A part of the name or the e-mail address"})
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String()
    total = fields.Boolean(load_default=False)


class ProfileChangeSchema(Schema):
    full_name = name_field()
    affiliation = name_field()
    language = language_field()


class UserChangeSchema(ProfileChangeSchema):
    active = fields.Boolean(metadata={"description": "False ends every session and token at once"})


class UserRolesSchema(Schema):
    roles = fields.List(fields.String(validate=_ROLE), required=True)


class NewUserSchema(Schema):
    email = fields.String(required=True)
    full_name = name_field(load_default="")
    password = fields.String(required=True, load_only=True)
    roles = fields.List(fields.String(validate=_ROLE), load_default=["contributor"])


class PersonSchema(Schema):
    id = fields.UUID(required=True)
    full_name = fields.String(required=True)
    affiliation = fields.String(required=True)


class PeopleSchema(Schema):
    items = fields.List(fields.Nested(PersonSchema), required=True)


class PeopleQuerySchema(Schema):
    search = fields.String(
        required=True,
        validate=validate.Length(min=3),
        metadata={"description": "A part of the name, or the whole e-mail address"},
    )
