"""How is a picture told about, with what was found in it?"""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from houston.models.asset import AssetState
from service_kit.paging import LARGEST_PAGE

MOST_ENCOUNTERS = 500  # of one question: a screen of a gallery, with room
BOX = validate.Length(equal=4)


class AnnotationSchema(Schema):
    id = fields.UUID(required=True)
    asset = fields.UUID(required=True)
    bbox = fields.List(
        fields.Float(),
        required=True,
        metadata={"description": "x, y, width, height in pixels of the upright original"},
    )
    theta = fields.Float(required=True, metadata={"description": "Radians"})
    animal_class = fields.String(required=True, allow_none=True, data_key="class")
    viewpoint = fields.String(required=True, allow_none=True)
    confidence = fields.Float(required=True, allow_none=True)
    encounter = fields.UUID(required=True, allow_none=True)
    drawn = fields.Boolean(required=True, metadata={"description": "By hand"})
    raw_class = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What a network itself calls the animal"},
    )
    raw_score = fields.Float(required=True, allow_none=True)
    taxon = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Which a classifier suggests, a scientific name; nothing follows"},
    )
    taxon_score = fields.Float(required=True, allow_none=True)
    identifiability = fields.Float(
        required=True,
        allow_none=True,
        metadata={"description": "0 to 1: how well it can be told from others of its kind"},
    )
    hindrance = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "too_small, blurred, cut_off or too_even"},
    )
    hindrance_reason = fields.String(required=True, allow_none=True)


class AssetSchema(Schema):
    id = fields.UUID(required=True)
    submission = fields.UUID(required=True)
    name = fields.String(required=True)
    media_type = fields.String(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    state = fields.String(
        required=True, validate=validate.OneOf([each.value for each in AssetState])
    )
    reason = fields.String(required=True, allow_none=True)
    encounters = fields.List(fields.UUID(), required=True)
    annotations = fields.List(fields.Nested(AnnotationSchema), required=True)


class AssetPageSchema(Schema):
    items = fields.List(fields.Nested(AssetSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class AssetQuerySchema(Schema):
    encounters = fields.List(
        fields.String(), metadata={"description": "Ids, several or one with commas between"}
    )
    submission = fields.UUID()
    sighting = fields.UUID()
    limit = fields.Integer(load_default=LARGEST_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(load_default=None)

    @post_load
    def read_ids(self, query: dict[str, Any], **_: Any) -> dict[str, Any]:
        if not {"encounters", "submission", "sighting"} & query.keys():
            raise ValidationError("Say of which encounters, submission or sighting.", "encounters")
        if "encounters" in query:
            texts = [each for listed in query["encounters"] for each in listed.split(",") if each]
            if len(texts) > MOST_ENCOUNTERS:
                raise ValidationError(f"At most {MOST_ENCOUNTERS} at once.", "encounters")
            query["encounters"] = [fields.UUID().deserialize(each, "encounters") for each in texts]
        return query


class NewAnnotationSchema(Schema):
    asset = fields.UUID(required=True)
    encounter = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Whose animal it is; none: not said yet"},
    )
    bbox = fields.List(fields.Float(), required=True, validate=BOX)
    theta = fields.Float(load_default=0.0)
    animal_class = fields.String(
        data_key="class", load_default=None, allow_none=True, validate=validate.Length(1, 200)
    )
    viewpoint = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 32))


class AnnotationChangeSchema(Schema):
    bbox = fields.List(fields.Float(), validate=BOX)
    theta = fields.Float()
    animal_class = fields.String(
        data_key="class", allow_none=True, validate=validate.Length(1, 200)
    )
    viewpoint = fields.String(allow_none=True, validate=validate.Length(1, 32))
    encounter = fields.UUID(
        allow_none=True, metadata={"description": "Moves it, within its sighting"}
    )
