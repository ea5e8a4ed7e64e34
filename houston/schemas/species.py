"""What is configured about a species, as EDM describes it from its file?"""

from __future__ import annotations

from marshmallow import Schema, fields

LABELS = {"description": "By language"}


def labels() -> fields.Dict:
    """A text in several languages."""
    return fields.Dict(keys=fields.String(), values=fields.String(), required=True, metadata=LABELS)


def common_names() -> fields.Dict:
    """The names of a species, several a language."""
    return fields.Dict(
        keys=fields.String(), values=fields.List(fields.String()), required=True, metadata=LABELS
    )


class TermSchema(Schema):
    value = fields.String(required=True)
    label = labels()


class CustomFieldSchema(Schema):
    name = fields.String(required=True)
    label = labels()
    type = fields.String(required=True)
    required = fields.Boolean(required=True)
    default = fields.Raw(required=True, allow_none=True)
    unit = fields.String(required=True, allow_none=True)
    min = fields.Raw(required=True, allow_none=True)
    max = fields.Raw(required=True, allow_none=True)
    pattern = fields.String(required=True, allow_none=True)
    choices = fields.List(fields.Nested(TermSchema), required=True)
    multiple = fields.Boolean(required=True)
    help = labels()
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
    common_names = common_names()


class ViewpointsSchema(Schema):
    values = fields.List(fields.Nested(TermSchema), required=True)
    matches = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), required=True)
    sides_differ = fields.Boolean(required=True)


class SpeciesDetectionSchema(Schema):
    detector = fields.String(required=True)
    classes = fields.List(fields.String(), required=True)
    this_species = fields.List(fields.String(), required=True)


class SpeciesAlgorithmSchema(Schema):
    algorithm = fields.String(required=True)
    parameters = fields.Dict(required=True)


class SpeciesSummarySchema(Schema):
    id = fields.String(required=True)
    version = fields.String(required=True)
    scientific_name = fields.String(required=True)
    common_names = common_names()


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
    detection = fields.Nested(SpeciesDetectionSchema, required=True)
    identification = fields.List(fields.Nested(SpeciesAlgorithmSchema), required=True)
    coarsen_degrees = fields.Float(required=True)
    name_pattern = fields.String(required=True, allow_none=True)
    custom_fields = fields.Nested(CustomFieldsSchema, required=True)


class ConfigFaultSchema(Schema):
    file = fields.String(required=True)
    line = fields.Integer(required=True, allow_none=True)
    column = fields.Integer(required=True, allow_none=True)
    code = fields.String(required=True)
    message = fields.String(required=True)
    kept = fields.Boolean(
        required=True, metadata={"description": "True: the last good version is in use"}
    )


class SpeciesListSchema(Schema):
    version = fields.String(
        required=True, metadata={"description": "Changes whenever any species does"}
    )
    items = fields.List(fields.Nested(SpeciesSummarySchema), required=True)
    faults = fields.List(fields.Nested(ConfigFaultSchema), required=True)
