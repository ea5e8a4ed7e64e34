"""How are the rows of an import's sheet shown, corrected and found fault with?"""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from houston.schemas.fault import DETAILS
from houston.sheets.faults import SEVERITIES
from service_kit.paging import LARGEST_PAGE, USUAL_PAGE

MOST_CHANGES = 20_000  # cells of one paste; a few megabytes of JSON
MOST_ROWS = 500  # of one answer: several screens of a grid
USUAL_ROWS = 100


class RowQuerySchema(Schema):
    first = fields.Integer(load_default=0, validate=validate.Range(0))
    count = fields.Integer(load_default=USUAL_ROWS, validate=validate.Range(1, MOST_ROWS))
    kind = fields.String(
        data_key="only", load_default=None, validate=validate.OneOf([*SEVERITIES, "edited"])
    )
    search = fields.String(load_default=None)
    code = fields.String(load_default=None)
    column = fields.Integer(load_default=None, validate=validate.Range(0))


class CellFaultSchema(Schema):
    column = fields.Integer(required=True, allow_none=True)
    code = fields.String(required=True)
    severity = fields.String(required=True)
    message = fields.String(required=True)
    value = fields.Raw(required=True, allow_none=True)
    suggestion = fields.Raw(required=True, allow_none=True)
    details = fields.Dict(required=True, metadata={"description": DETAILS})


class SheetRowSchema(Schema):
    row = fields.Integer(required=True, metadata={"description": "The headings are row 1"})
    cells = fields.List(fields.String(allow_none=True), required=True)
    edited = fields.List(fields.Integer(), required=True)
    faults = fields.List(fields.Nested(CellFaultSchema), required=True)


class SheetRowsSchema(Schema):
    first = fields.Integer(required=True)
    total = fields.Integer(required=True)
    revision = fields.Integer(required=True)
    rows = fields.List(fields.Nested(SheetRowSchema), required=True)


class CellChangeSchema(Schema):
    row = fields.Integer(required=True)
    column = fields.Integer(required=True)
    value = fields.String(required=True, allow_none=True)


class RowChangesSchema(Schema):
    """Either some cells, or every row of a column with one value."""

    revision = fields.Integer(required=True)
    changes = fields.List(
        fields.Nested(CellChangeSchema), validate=validate.Length(1, MOST_CHANGES)
    )
    column = fields.Integer(validate=validate.Range(0))
    before = fields.String(data_key="from", allow_none=True)
    after = fields.String(data_key="to", allow_none=True)

    @validates_schema
    def check_kind(self, body: dict[str, Any], **_: Any) -> None:
        whole = {"column", "before", "after"} & body.keys()
        if ("changes" in body) == bool(whole) or (whole and len(whole) < 3):
            raise ValidationError("Give `changes`, or `column`, `from` and `to`.", "changes")


class SheetPlaceSchema(Schema):
    row = fields.Integer(required=True)
    column = fields.Integer(required=True)


class EditedSchema(Schema):
    revision = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    can_undo = fields.Boolean(required=True)
    can_redo = fields.Boolean(required=True)
    cell = fields.Nested(
        SheetPlaceSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The first that was taken back or made again"},
    )


class FaultQuerySchema(Schema):
    severity = fields.String(load_default=None, validate=validate.OneOf(SEVERITIES))
    code = fields.String(load_default=None)
    column = fields.Integer(load_default=None)
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(load_default=None)


class FaultGroupSchema(Schema):
    code = fields.String(required=True)
    severity = fields.String(required=True)
    columns = fields.List(fields.Integer(), required=True)
    heading = fields.String(required=True, allow_none=True)
    target = fields.String(allow_none=True)
    message = fields.String(required=True)
    value = fields.Raw(required=True, allow_none=True)
    suggestion = fields.Raw(required=True, allow_none=True)
    details = fields.Dict(required=True, metadata={"description": DETAILS})
    count = fields.Integer(required=True)
    rows = fields.List(fields.Integer(), required=True, metadata={"description": "The first few"})


class FaultGroupsSchema(Schema):
    revision = fields.Integer(required=True)
    checked_revision = fields.Integer(required=True, allow_none=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    groups = fields.List(fields.Nested(FaultGroupSchema), required=True)
    next = fields.String(required=True, allow_none=True)
