"""What is said of an annotation, and what may be changed of it?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

MOST_IDS = 20_000  # of one search: some 800 kB of JSON

WORD, NAME = validate.Length(min=1, max=64), validate.Length(min=1, max=200)
SHARE = validate.Range(min=0, max=1)


class AnnotationSchema(Schema):
    id = fields.UUID(required=True)
    asset = fields.UUID(required=True)
    bbox = fields.List(
        fields.Float(),
        required=True,
        validate=validate.Length(equal=4),
        metadata={"description": "x, y, width, height in pixels of the upright original"},
    )
    theta = fields.Float(load_default=0.0, metadata={"description": "Radians"})
    animal_class = fields.String(
        data_key="class", load_default=None, allow_none=True, validate=NAME
    )
    viewpoint = fields.String(load_default=None, allow_none=True, validate=WORD)
    confidence = fields.Float(load_default=None, allow_none=True, validate=SHARE)
    raw_class = fields.String(
        load_default=None,
        allow_none=True,
        validate=NAME,
        metadata={"description": "What a network itself calls it"},
    )
    raw_score = fields.Float(load_default=None, allow_none=True, validate=SHARE)
    taxon = fields.String(
        load_default=None,
        allow_none=True,
        validate=NAME,
        metadata={"description": "Which a classifier suggests: a scientific name"},
    )
    taxon_score = fields.Float(load_default=None, allow_none=True, validate=SHARE)
    identifiability = fields.Float(
        load_default=None,
        allow_none=True,
        validate=SHARE,
        metadata={"description": "How well it can be told from others of its kind"},
    )
    hindrance = fields.String(
        load_default=None,
        allow_none=True,
        validate=WORD,
        metadata={"description": "too_small, blurred, cut_off or too_even"},
    )
    hindrance_reason = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=500)
    )
    model = fields.String(load_default=None, allow_none=True, validate=NAME)


class AnnotationsSchema(Schema):
    annotations = fields.List(fields.Nested(AnnotationSchema), required=True)


class AnnotationChangeSchema(Schema):
    bbox = fields.List(fields.Float(), validate=validate.Length(equal=4))
    theta = fields.Float()
    animal_class = fields.String(data_key="class", allow_none=True, validate=NAME)
    viewpoint = fields.String(allow_none=True, validate=WORD)
    identifiability = fields.Float(allow_none=True, validate=SHARE)


class AnnotationSearchSchema(Schema):
    ids = fields.List(fields.UUID(), validate=validate.Length(max=MOST_IDS))
    assets = fields.List(fields.UUID(), validate=validate.Length(max=MOST_IDS))
