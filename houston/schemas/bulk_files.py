"""Which files does an import's sheet name, and which of them have come?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from houston.operations.bulk_imports.files import MatchStatus
from houston.schemas.fault import DETAILS
from service_kit.paging import LARGEST_PAGE, USUAL_PAGE


class FileMatchQuerySchema(Schema):
    status = fields.String(
        load_default=None, validate=validate.OneOf([each.value for each in MatchStatus])
    )
    search = fields.String(load_default=None)
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(load_default=None)


class ExifDifferenceSchema(Schema):
    what = fields.String(required=True, metadata={"description": "time or place"})
    sheet = fields.String(required=True)
    picture = fields.String(required=True)


class FileMatchSchema(Schema):
    file = fields.UUID(required=True, allow_none=True)
    name = fields.String(required=True)
    status = fields.String(required=True)
    rows = fields.List(fields.Integer(), required=True, metadata={"description": "The first few"})
    row_count = fields.Integer(required=True)
    candidates = fields.List(fields.String(), required=True)
    code = fields.String(
        required=True, allow_none=True, metadata={"description": "Of the reason, for programs"}
    )
    reason = fields.String(required=True, allow_none=True)
    details = fields.Dict(required=True, metadata={"description": DETAILS})
    exif_differs = fields.List(fields.Nested(ExifDifferenceSchema), required=True)


class FileMatchPageSchema(Schema):
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    items = fields.List(fields.Nested(FileMatchSchema), required=True)
    next = fields.String(required=True, allow_none=True)
