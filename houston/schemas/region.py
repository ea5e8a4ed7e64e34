"""Which places are there, and what lies within them?"""

from __future__ import annotations

from marshmallow import Schema, fields

from houston.schemas.species import ConfigFaultSchema


class PointSchema(Schema):
    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)


class RegionSchema(Schema):
    id = fields.String(required=True)
    name = fields.String(required=True)
    prefix = fields.String(required=True, allow_none=True)
    prefix_digits = fields.Integer(required=True, allow_none=True)
    geospatial = fields.Nested(PointSchema, required=True, allow_none=True)
    parent = fields.String(required=True, allow_none=True)
    children = fields.List(fields.Nested(lambda: RegionSchema()), required=True)


class RegionListSchema(Schema):
    items = fields.List(fields.Nested(RegionSchema), required=True)
    faults = fields.List(fields.Nested(ConfigFaultSchema), required=True)
