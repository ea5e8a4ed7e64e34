"""What is configured, and how much is there?"""

from __future__ import annotations

from marshmallow import INCLUDE, Schema, fields


class _OpenSchema(Schema):
    """The species files are described by `edm.species.describe`; what they add is passed on."""

    class Meta:
        unknown = INCLUDE


class SpeciesSummarySchema(_OpenSchema):
    id = fields.String(required=True)
    version = fields.String(required=True)
    scientific_name = fields.String(required=True)
    common_names = fields.Dict(required=True)


class TermSchema(Schema):
    value = fields.String(required=True)
    label = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class CustomFieldSchema(Schema):
    name = fields.String(required=True)
    label = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    type = fields.String(required=True)
    required = fields.Boolean(required=True)
    default = fields.Raw(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    min = fields.Raw(required=True, allow_none=True)
    max = fields.Raw(required=True, allow_none=True)
    pattern = fields.String(required=True, allow_none=True)
    choices = fields.List(fields.Nested(TermSchema), required=True)
    multiple = fields.Boolean(required=True)
    help = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    group = fields.String(required=True, allow_none=True)
    darwin_core = fields.String(required=True, allow_none=True)
    personal = fields.Boolean(
        required=True,
        metadata={"description": "About people: shown only with the exact place, and not searched"},
    )


class CustomFieldsSchema(Schema):
    sighting = fields.List(fields.Nested(CustomFieldSchema), required=True)
    encounter = fields.List(fields.Nested(CustomFieldSchema), required=True)
    individual = fields.List(fields.Nested(CustomFieldSchema), required=True)


class SubspeciesSchema(Schema):
    scientific_name = fields.String(required=True)
    common_names = fields.Dict(required=True)


class ViewpointsSchema(Schema):
    values = fields.List(fields.Nested(TermSchema), required=True)
    matches = fields.Dict(required=True)
    sides_differ = fields.Boolean(required=True)


class DetectionSchema(Schema):
    detector = fields.String(required=True)
    classes = fields.List(fields.String(), required=True)
    this_species = fields.List(fields.String(), required=True)


class AlgorithmSchema(Schema):
    algorithm = fields.String(required=True)
    parameters = fields.Dict(required=True)


class SpeciesSchema(SpeciesSummarySchema):
    genus = fields.String(required=True)
    specific_epithet = fields.String(required=True)
    gbif_id = fields.Integer(required=True, allow_none=True)
    itis_id = fields.Integer(required=True, allow_none=True)
    synonyms = fields.List(fields.String(), required=True)
    subspecies = fields.List(fields.Nested(SubspeciesSchema), required=True)
    sexes = fields.List(fields.Nested(TermSchema), required=True)
    life_stages = fields.List(fields.Nested(TermSchema), required=True)
    living_statuses = fields.List(fields.Nested(TermSchema), required=True)
    viewpoints = fields.Nested(ViewpointsSchema, required=True)
    detection = fields.Nested(DetectionSchema, required=True)
    identification = fields.List(fields.Nested(AlgorithmSchema), required=True)
    coarsen_degrees = fields.Float(required=True)
    name_pattern = fields.String(required=True, allow_none=True)
    custom_fields = fields.Nested(CustomFieldsSchema, required=True)


class ConfigFaultSchema(Schema):
    file = fields.String(required=True)
    line = fields.Integer(required=True, allow_none=True)
    column = fields.Integer(required=True, allow_none=True)
    code = fields.String(required=True)
    message = fields.String(required=True)
    kept = fields.Boolean(required=True)


class SpeciesListSchema(Schema):
    version = fields.String(
        required=True, metadata={"description": "Changes whenever any species does"}
    )
    items = fields.List(fields.Nested(SpeciesSummarySchema), required=True)
    faults = fields.List(fields.Nested(ConfigFaultSchema), required=True)


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


class SpeciesCountSchema(Schema):
    species = fields.String(required=True)
    encounters = fields.Integer(required=True)
    individuals = fields.Integer(required=True)


class StatisticsSchema(Schema):
    sightings = fields.Integer(required=True)
    encounters = fields.Integer(required=True)
    individuals = fields.Integer(required=True)
    unapproved = fields.Integer(required=True)
    identified = fields.Integer(required=True)
    species = fields.List(fields.Nested(SpeciesCountSchema), required=True)
