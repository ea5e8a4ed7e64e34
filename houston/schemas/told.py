"""What do records hold of what repeats, or belongs together? EDM checks it; here it is shown."""

from __future__ import annotations

from marshmallow import Schema, fields


class NameSchema(Schema):
    context = fields.String(
        required=True, metadata={"description": "`default`, a catalogue, a nickname, a user's own"}
    )
    value = fields.String(required=True)


class MeasurementSchema(Schema):
    name = fields.String(required=True)
    value = fields.Float(required=True)
    unit = fields.String(allow_none=True)
    sampling_protocol = fields.String(allow_none=True)


class AnalysisSchema(Schema):
    kind = fields.String(
        required=True, metadata={"description": "`sex`, `haplotype` or `microsatellites`"}
    )
    id = fields.String(allow_none=True)
    task_id = fields.String(allow_none=True, metadata={"description": "The laboratory's number"})
    value = fields.String(allow_none=True, metadata={"description": "The sex, or the haplotype"})
    alleles = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "Of microsatellites, by locus"},
    )


class SampleSchema(Schema):
    id = fields.String(required=True, metadata={"description": "The number on the label"})
    tissue_type = fields.String(allow_none=True)
    analyses = fields.List(fields.Nested(AnalysisSchema))


class ReportedPersonSchema(Schema):
    role = fields.String(
        required=True, metadata={"description": "`submitter`, `photographer` or `informed`"}
    )
    name = fields.String(allow_none=True)
    email = fields.String(allow_none=True)
    affiliation = fields.String(allow_none=True)


class MediaSchema(Schema):
    """What is said of one picture."""

    asset = fields.String(required=True, metadata={"description": "The name of its file"})
    keywords = fields.List(fields.String())
    labels = fields.Dict(keys=fields.String(), values=fields.String())
    quality = fields.Float(allow_none=True)


class SocialUnitSchema(Schema):
    name = fields.String(required=True)
    role = fields.String(allow_none=True)


class AnimalSchema(Schema):
    """What one report told of the animal itself."""

    names = fields.List(fields.Nested(NameSchema))
    social_units = fields.List(fields.Nested(SocialUnitSchema))
    satellite_tags = fields.List(fields.String())
    custom_fields = fields.Dict()


class SurveySchema(Schema):
    id = fields.String(allow_none=True)
    type = fields.String(allow_none=True)
    vessel = fields.String(allow_none=True)
    comments = fields.String(allow_none=True)
