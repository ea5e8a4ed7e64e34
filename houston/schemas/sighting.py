"""What does a sighting look like from outside?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from houston.schemas.observation import LocationSchema, TimeSchema
from houston.schemas.told import SurveySchema


class SightingEncounterSchema(Schema):
    id = fields.UUID(required=True)
    species = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    individual = fields.UUID(required=True, allow_none=True)


class SightingSchema(Schema):
    id = fields.UUID(required=True)
    species = fields.String(required=True, allow_none=True)
    time = fields.Nested(TimeSchema, required=True, allow_none=True)
    location = fields.Nested(LocationSchema, required=True, allow_none=True)
    region = fields.String(required=True, allow_none=True)
    verbatim_locality = fields.String(required=True, allow_none=True)
    comments = fields.String(required=True, allow_none=True)
    custom_fields = fields.Dict(required=True)
    survey = fields.Nested(SurveySchema, required=True, allow_none=True)
    encounters = fields.List(
        fields.Nested(SightingEncounterSchema),
        required=True,
        metadata={"description": "Those that the caller may see"},
    )
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)
    version = fields.Integer(required=True)


class SightingPageSchema(Schema):
    items = fields.List(fields.Nested(SightingSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    total = fields.Integer()


class SightingChangeSchema(Schema):
    species = fields.String(allow_none=True)
    time = fields.Nested(TimeSchema, allow_none=True)
    location = fields.Nested(LocationSchema, allow_none=True)
    region = fields.String(allow_none=True)
    verbatim_locality = fields.String(allow_none=True)
    comments = fields.String(allow_none=True)
    custom_fields = fields.Dict()
    survey = fields.Nested(SurveySchema, allow_none=True)


class SightingSplitSchema(Schema):
    sighting = fields.UUID(
        metadata={
            "description": "Id of the new sighting, for a try that can be repeated; else one is made"
        }
    )
    encounters = fields.List(fields.UUID(), required=True, validate=validate.Length(min=1))


class SightingJoinSchema(Schema):
    join = fields.UUID(metadata={"description": "For a try that can be repeated; else one is made"})
    others = fields.List(
        fields.UUID(), required=True, data_key="from", validate=validate.Length(min=1, max=100)
    )
