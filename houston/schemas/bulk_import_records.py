"""How is told what came of an import, and what would go with it?"""

from __future__ import annotations

from marshmallow import INCLUDE, Schema, fields, validate

from service_kit.paging import LARGEST_PAGE, USUAL_PAGE


class ProblemQuerySchema(Schema):
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(load_default=None)


class PictureProblemSchema(Schema):
    asset = fields.UUID(required=True)
    name = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "failed or nothing_found"})
    reason = fields.String(required=True, allow_none=True)
    row = fields.Integer(
        required=True, allow_none=True, metadata={"description": "The first that names it"}
    )


class PictureProblemPageSchema(Schema):
    items = fields.List(fields.Nested(PictureProblemSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class RetriedPicturesSchema(Schema):
    assets = fields.List(
        fields.UUID(), load_default=None, metadata={"description": "Usually all that failed"}
    )


class ImportRemovalSchema(Schema):
    """What would go with the import, and what would stay because others have built on it."""

    class Meta:
        unknown = INCLUDE

    encounters = fields.Raw(required=True)
    sightings = fields.Raw(required=True, metadata={"description": "{go: number, stay: [ids]}"})
    individuals = fields.Raw(metadata={"description": "{go: number, stay: [{id, name, why}]}"})
    assets = fields.Integer(required=True)
    annotations = fields.Integer(required=True)
    files = fields.Integer(required=True)


class WantedSheetSchema(Schema):
    what = fields.String(
        load_default="current",
        validate=validate.OneOf(["current", "faults", "rows"]),
        metadata={"description": "As it is now, with its faults, or the records it made"},
    )
    format = fields.String(load_default="xlsx", validate=validate.OneOf(["xlsx", "csv"]))
