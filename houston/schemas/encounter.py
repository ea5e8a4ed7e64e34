"""What does an encounter look like from outside? EDM checks and writes it; here every field is shown."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from houston.access import RecordState, Visibility
from houston.schemas.observation import LocationSchema, TimeSchema
from houston.schemas.told import (
    AnimalSchema,
    MeasurementSchema,
    MediaSchema,
    ReportedPersonSchema,
    SampleSchema,
)

_STATE = validate.OneOf([state.value for state in RecordState])
_VISIBILITY = validate.OneOf([visibility.value for visibility in Visibility])
_LONGEST_REASON = 2_000  # a paragraph


class IndividualRefSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True, allow_none=True)


class EncounterSchema(Schema):
    id = fields.UUID(required=True)
    sighting = fields.UUID(required=True)
    species = fields.String(required=True, allow_none=True)
    state = fields.String(required=True, validate=_STATE)
    visibility = fields.String(required=True, validate=_VISIBILITY)
    owner = fields.String(required=True, allow_none=True)
    submission = fields.String(required=True, allow_none=True)
    projects = fields.List(fields.String(), required=True)
    time = fields.Nested(TimeSchema, required=True, allow_none=True)
    location = fields.Nested(LocationSchema, required=True, allow_none=True)
    region = fields.String(required=True, allow_none=True)
    verbatim_locality = fields.String(required=True, allow_none=True)
    sex = fields.String(required=True, allow_none=True)
    life_stage = fields.String(required=True, allow_none=True)
    living_status = fields.String(required=True, allow_none=True)
    behaviour = fields.String(required=True, allow_none=True)
    comments = fields.String(required=True, allow_none=True)
    custom_fields = fields.Dict(required=True)
    verbatim = fields.Dict(required=True)
    measurements = fields.List(fields.Nested(MeasurementSchema), required=True)
    samples = fields.List(fields.Nested(SampleSchema), required=True)
    keywords = fields.List(fields.String(), required=True)
    people = fields.List(
        fields.Nested(ReportedPersonSchema),
        required=True,
        metadata={"description": "Empty unless one may see the exact place"},
    )
    media = fields.List(fields.Nested(MediaSchema), required=True)
    animal = fields.Nested(
        AnimalSchema,
        required=True,
        allow_none=True,
        metadata={"description": "What this report told of the animal itself"},
    )
    individual = fields.Nested(IndividualRefSchema, required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)
    version = fields.Integer(required=True)


class EncounterPageSchema(Schema):
    items = fields.List(fields.Nested(EncounterSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    total = fields.Integer()


class EncounterChangeSchema(Schema):
    species = fields.String(allow_none=True)
    time = fields.Nested(TimeSchema, allow_none=True)
    location = fields.Nested(LocationSchema, allow_none=True)
    region = fields.String(allow_none=True)
    verbatim_locality = fields.String(allow_none=True)
    sex = fields.String(allow_none=True)
    life_stage = fields.String(allow_none=True)
    living_status = fields.String(allow_none=True)
    behaviour = fields.String(allow_none=True)
    comments = fields.String(allow_none=True)
    custom_fields = fields.Dict()
    measurements = fields.List(fields.Nested(MeasurementSchema))
    samples = fields.List(fields.Nested(SampleSchema))
    keywords = fields.List(fields.String())
    people = fields.List(fields.Nested(ReportedPersonSchema))
    media = fields.List(fields.Nested(MediaSchema))
    animal = fields.Nested(AnimalSchema, allow_none=True)


class ReviewSchema(Schema):
    reason = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=_LONGEST_REASON),
        metadata={"description": "For the history, and for who sent it in"},
    )


class AccessChangeSchema(Schema):
    encounters = fields.List(fields.UUID(), required=True, validate=validate.Length(1, 10_000))
    visibility = fields.String(load_default=None, allow_none=True, validate=_VISIBILITY)
    add_projects = fields.List(fields.UUID(), load_default=list)
    remove_projects = fields.List(fields.UUID(), load_default=list)


class ChangedEncountersSchema(Schema):
    encounters = fields.List(fields.UUID(), required=True)
