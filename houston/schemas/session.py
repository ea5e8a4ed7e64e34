"""What is said when somebody signs in, registers, or forgets their password?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from houston.access import TokenScope
from houston.schemas.user import UserSchema, language_field, name_field

MOST_TOKEN_DAYS = 3650  # an unattended camera may need one for years; without end is also possible


class SignInSchema(Schema):
    email = fields.String(required=True)
    password = fields.String(required=True, load_only=True)


class SessionSchema(Schema):
    user = fields.Nested(UserSchema, required=True, allow_none=True)
    csrf_token = fields.String(
        required=True,
        metadata={"description": "Goes into X-CSRF-Token of changing requests; empty for nobody"},
    )


class SignInRecordSchema(Schema):
    id = fields.UUID(required=True)
    user_agent = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)
    present = fields.Boolean(required=True, metadata={"description": "It is the one that asks"})


class SignInRecordsSchema(Schema):
    items = fields.List(fields.Nested(SignInRecordSchema), required=True)


class RegistrationSchema(Schema):
    email = fields.String(required=True)
    password = fields.String(required=True, load_only=True)
    full_name = name_field(load_default="")
    affiliation = name_field(load_default="")
    language = language_field(load_default="en")


class SaidSchema(Schema):
    detail = fields.String(required=True, metadata={"description": "A sentence for the person"})


class MailedLinkSchema(Schema):
    token = fields.String(required=True, validate=validate.Length(min=1))


class ResetRequestSchema(Schema):
    email = fields.String(required=True)


class ResetSchema(MailedLinkSchema):
    password = fields.String(required=True, load_only=True)


class PasswordChangeSchema(Schema):
    present_password = fields.String(required=True, load_only=True)
    new_password = fields.String(required=True, load_only=True)


class ApiTokenSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    hint = fields.String(required=True, metadata={"description": "How the token begins"})
    scopes = fields.List(fields.String(), required=True)
    created_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True, allow_none=True)


class ApiTokensSchema(Schema):
    items = fields.List(fields.Nested(ApiTokenSchema), required=True)


class NewApiTokenSchema(Schema):
    name = fields.String(required=True, validate=validate.Length(min=1, max=100))
    scopes = fields.List(
        fields.String(validate=validate.OneOf([scope.value for scope in TokenScope])),
        required=True,
        validate=validate.Length(min=1),
    )
    days = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(1, MOST_TOKEN_DAYS),
        metadata={"description": "How long it is good; without it, until it is revoked"},
    )


class MadeApiTokenSchema(ApiTokenSchema):
    token = fields.String(required=True, metadata={"description": "Told this once"})
