"""What does Houston say of an asset?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

TAG = validate.Length(min=1, max=64)
LARGEST_SIDE = 1_000_000  # pixels; no picture that can be decoded comes near


class AssetSchema(Schema):
    id = fields.UUID(required=True)
    uri = fields.String(
        required=True,
        validate=validate.Length(min=1, max=1000),
        metadata={"description": "Where the original is read, within Houston's internal API"},
    )
    sha256 = fields.String(required=True, validate=validate.Regexp(r"[0-9a-f]{64}\Z"))
    width = fields.Integer(
        required=True,
        allow_none=True,
        validate=validate.Range(min=1, max=LARGEST_SIDE),
        metadata={
            "description": "Pixels of the upright original; null where nobody has looked yet"
        },
    )
    height = fields.Integer(
        required=True, allow_none=True, validate=validate.Range(min=1, max=LARGEST_SIDE)
    )
    owner = fields.String(required=True, allow_none=True, validate=TAG)
    projects = fields.List(fields.String(validate=TAG), required=True)
    submission = fields.String(required=True, allow_none=True, validate=TAG)
    visibility = fields.String(required=True, validate=validate.Length(min=1, max=32))
    state = fields.String(required=True, validate=validate.Length(min=1, max=32))


class AssetsSchema(Schema):
    assets = fields.List(fields.Nested(AssetSchema), required=True)


class AssetsKeptSchema(Schema):
    assets = fields.List(fields.UUID(), required=True)
