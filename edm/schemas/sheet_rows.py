"""What can be asked of the rows that records become, and what is answered?"""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from edm.schemas.requests import TAG

USUAL_ROWS = 500
# A page of wide rows stays under some ten megabytes.
LARGEST_ROWS = 5_000
MOST_ENCOUNTERS = 10_000


class SheetRowsRequestSchema(Schema):
    submission = fields.String(load_default=None, allow_none=True, validate=TAG)
    encounters = fields.List(
        fields.UUID(), load_default=list, validate=validate.Length(max=MOST_ENCOUNTERS)
    )
    limit = fields.Integer(load_default=USUAL_ROWS, validate=validate.Range(1, LARGEST_ROWS))
    cursor = fields.String(load_default=None, allow_none=True)
    ids = fields.Boolean(
        load_default=True,
        metadata={"description": "False: without ids, for an import as new records"},
    )

    @validates_schema
    def one_of_both(self, data: dict[str, Any], **_: Any) -> None:
        if (data.get("submission") is None) == (not data.get("encounters")):
            raise ValidationError("Say either which submission, or which encounters.", "submission")


class SheetRowsSchema(Schema):
    headings = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Of all rows so far: the last page has those of all"},
    )
    rows = fields.List(fields.List(fields.String(allow_none=True)), required=True)
    seen = fields.String(
        required=True, metadata={"description": "Of all rows so far, for `/sheets/rows/version`"}
    )
    next = fields.String(required=True, allow_none=True)


class RowsVersionRequestSchema(Schema):
    submission = fields.String(required=True, validate=TAG)
    seen = fields.String(load_default=None, allow_none=True)


class RowsVersionSchema(Schema):
    rows = fields.Integer(required=True)
    version = fields.String(
        required=True, metadata={"description": "Another one whenever any of the records changes"}
    )
    readable = fields.Boolean(
        required=True,
        metadata={"description": "Whether all that was seen may be seen now, as exactly"},
    )
