"""What do sightings, encounters and individuals look like? The same keys as the queries write; a test compares."""

from __future__ import annotations

from marshmallow import Schema, fields


class TimeSchema(Schema):
    year = fields.Integer(required=True)
    month = fields.Integer(required=True, allow_none=True)
    day = fields.Integer(required=True, allow_none=True)
    hour = fields.Integer(required=True, allow_none=True)
    minute = fields.Integer(required=True, allow_none=True)
    second = fields.Integer(required=True, allow_none=True)
    precision = fields.String(required=True, metadata={"description": "The finest part given"})
    utc_offset = fields.String(required=True, allow_none=True)
    zone = fields.String(required=True, allow_none=True)
    source = fields.String(required=True, allow_none=True)


class LocationSchema(Schema):
    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)
    exact = fields.Boolean(
        required=True, metadata={"description": "False: coarsened as the species file says"}
    )
    source = fields.String(required=True, allow_none=True)
    uncertainty_metres = fields.Float(required=True, allow_none=True)


class NameSchema(Schema):
    context = fields.String(required=True)
    value = fields.String(required=True)


class KnownIndividualSchema(Schema):
    id = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)


class _RecordSchema(Schema):
    id = fields.String(required=True)
    species = fields.String(required=True)
    comments = fields.String(required=True)
    custom_fields = fields.Dict(keys=fields.String(), required=True)
    created_at = fields.String(required=True)
    updated_at = fields.String(required=True)
    version = fields.Integer(required=True, metadata={"description": "Also the ETag"})


class _ObservationSchema(_RecordSchema):
    time = fields.Nested(TimeSchema, required=True, allow_none=True)
    location = fields.Nested(LocationSchema, required=True, allow_none=True)
    region = fields.String(required=True, allow_none=True)
    verbatim_locality = fields.String(required=True)


class MeasurementSchema(Schema):
    name = fields.String(required=True)
    value = fields.Float(required=True)
    unit = fields.String(required=True, allow_none=True)
    sampling_protocol = fields.String(required=True, allow_none=True)


class AnalysisSchema(Schema):
    kind = fields.String(required=True, metadata={"description": "sex, haplotype, microsatellites"})
    id = fields.String(required=True, allow_none=True)
    task_id = fields.String(
        required=True, allow_none=True, metadata={"description": "The laboratory's number"}
    )
    value = fields.String(required=True, allow_none=True)
    alleles = fields.Dict(
        keys=fields.String(), required=True, metadata={"description": "Lists by locus"}
    )


class SampleSchema(Schema):
    id = fields.String(required=True)
    tissue_type = fields.String(required=True, allow_none=True)
    analyses = fields.List(fields.Nested(AnalysisSchema), required=True)


class PersonSchema(Schema):
    role = fields.String(
        required=True, metadata={"description": "submitter, photographer, informed"}
    )
    name = fields.String(required=True, allow_none=True)
    email = fields.String(required=True, allow_none=True)
    affiliation = fields.String(required=True, allow_none=True)


class MediaSchema(Schema):
    asset = fields.String(required=True, metadata={"description": "The name of the file"})
    keywords = fields.List(fields.String(), required=True)
    labels = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    quality = fields.Float(required=True, allow_none=True)


class SocialUnitSchema(Schema):
    name = fields.String(required=True)
    role = fields.String(required=True, allow_none=True)


class AnimalSchema(Schema):
    """What an encounter told of the animal itself."""

    names = fields.List(fields.Nested(NameSchema), required=True)
    social_units = fields.List(fields.Nested(SocialUnitSchema), required=True)
    satellite_tags = fields.List(fields.String(), required=True)
    custom_fields = fields.Dict(keys=fields.String(), required=True)


class SurveySchema(Schema):
    id = fields.String(required=True, allow_none=True)
    type = fields.String(required=True, allow_none=True)
    vessel = fields.String(required=True, allow_none=True)
    comments = fields.String(required=True, allow_none=True)


class EncounterSchema(_ObservationSchema):
    sighting = fields.String(required=True)
    state = fields.String(required=True)
    visibility = fields.String(required=True)
    owner = fields.String(required=True)
    submission = fields.String(required=True, allow_none=True)
    projects = fields.List(fields.String(), required=True)
    sex = fields.String(required=True, allow_none=True)
    life_stage = fields.String(required=True, allow_none=True)
    living_status = fields.String(required=True, allow_none=True)
    behaviour = fields.String(required=True)
    verbatim = fields.Dict(keys=fields.String(), required=True)
    measurements = fields.List(fields.Nested(MeasurementSchema), required=True)
    samples = fields.List(fields.Nested(SampleSchema), required=True)
    keywords = fields.List(fields.String(), required=True)
    people = fields.List(
        fields.Nested(PersonSchema),
        required=True,
        metadata={"description": "Only for who may see the exact place"},
    )
    media = fields.List(fields.Nested(MediaSchema), required=True)
    animal = fields.Nested(AnimalSchema, required=True, allow_none=True)
    individual = fields.Nested(KnownIndividualSchema, required=True, allow_none=True)


class SightedEncounterSchema(Schema):
    id = fields.String(required=True)
    species = fields.String(required=True)
    state = fields.String(required=True)
    individual = fields.String(required=True, allow_none=True)


class SightingSchema(_ObservationSchema):
    survey = fields.Nested(SurveySchema, required=True, allow_none=True)
    encounters = fields.List(fields.Nested(SightedEncounterSchema), required=True)


class LifeDatesSchema(Schema):
    birth = fields.Nested(TimeSchema, required=True, allow_none=True)
    death = fields.Nested(TimeSchema, required=True, allow_none=True)


class IndividualSchema(_RecordSchema):
    name = fields.String(required=True, allow_none=True)
    names = fields.List(fields.Nested(NameSchema), required=True)
    sex = fields.String(required=True, allow_none=True)
    living_status = fields.String(required=True, allow_none=True)
    life_dates = fields.Nested(LifeDatesSchema, required=True, allow_none=True)
    social_units = fields.List(fields.Nested(SocialUnitSchema), required=True)
    satellite_tags = fields.List(fields.String(), required=True)
    encounters_count = fields.Integer(required=True)
    first_seen = fields.String(required=True, allow_none=True)
    last_seen = fields.String(required=True, allow_none=True)


class _PageSchema(Schema):
    next = fields.String(required=True, allow_none=True)
    total = fields.Integer(metadata={"description": "Only when asked"})


class EncounterPageSchema(_PageSchema):
    items = fields.List(fields.Nested(EncounterSchema), required=True)


class SightingPageSchema(_PageSchema):
    items = fields.List(fields.Nested(SightingSchema), required=True)


class IndividualPageSchema(_PageSchema):
    items = fields.List(fields.Nested(IndividualSchema), required=True)
