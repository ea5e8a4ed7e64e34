"""What can EDM be asked about a sheet, and what does it answer?

Cells are not looked at here, field by field: a sheet has millions, and the answer is to name all that are wrong.
"""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from edm.sheets.limits import MAX_COLUMNS, MAX_ROWS
from edm.validation.moment import check_offset, zone_names
from edm.values import FaultList

_HEADING = validate.Length(max=10_000)


class _Strict(Schema):
    class Meta:
        unknown = RAISE


def _offset(value: str) -> None:
    faults = FaultList()
    check_offset(value, "", faults)
    for fault in faults:
        raise ValidationError(fault.message)


def _zone(value: str) -> None:
    if value not in zone_names():
        raise ValidationError("The time zone is not known; write one like Africa/Nairobi.")


class SheetOptionsSchema(_Strict):
    may_approve = fields.Boolean(load_default=False)
    date_order = fields.String(
        load_default="auto", validate=validate.OneOf(["auto", "day_first", "month_first"])
    )
    decimal = fields.String(
        load_default="auto", validate=validate.OneOf(["auto", "comma", "point"])
    )
    species = fields.String(load_default=None, allow_none=True)
    zone = fields.String(load_default=None, allow_none=True, validate=_zone)
    utc_offset = fields.String(load_default=None, allow_none=True, validate=_offset)
    checks = fields.String(load_default="all", validate=validate.OneOf(["all", "rows", "keys"]))


class SheetColumnSchema(_Strict):
    index = fields.Integer(required=True, validate=validate.Range(0, MAX_COLUMNS))
    heading = fields.String(load_default=None, allow_none=True, validate=_HEADING)
    target = fields.String(load_default=None, allow_none=True, validate=_HEADING)
    values = fields.Raw(
        required=True,
        metadata={"description": "A list of text or null, or {distinct: [text], codes: [int]}"},
    )


class SheetBlockSchema(_Strict):
    columns = fields.List(
        fields.Nested(SheetColumnSchema), required=True, validate=validate.Length(max=MAX_COLUMNS)
    )
    rows = fields.Raw(
        required=True,
        metadata={"description": "The rows' numbers in the sheet, or {first, count}"},
    )
    options = fields.Nested(SheetOptionsSchema, load_default=lambda: SheetOptionsSchema().load({}))

    @validates_schema
    def check_size(self, data: dict[str, Any], **_: Any) -> None:
        rows = data.get("rows")
        count = rows.get("count") if isinstance(rows, dict) else rows
        size = len(count) if isinstance(count, list) else count
        if isinstance(size, int) and size > MAX_ROWS and data["options"]["checks"] != "keys":
            raise ValidationError(f"A block has {MAX_ROWS:,} rows at most.", "rows")


class SheetFaultSchema(Schema):
    code = fields.String(required=True)
    severity = fields.String(required=True, metadata={"description": "error, warning or info"})
    columns = fields.List(fields.Integer(), required=True)
    target = fields.String(required=True, allow_none=True)
    value = fields.Raw(required=True, allow_none=True)
    message = fields.String(required=True)
    suggestion = fields.String(required=True, allow_none=True)
    details = fields.Dict(
        required=True, metadata={"description": "What else the sentence names: least, most, unit"}
    )
    rows = fields.List(fields.Integer(), required=True)


class SheetCheckSchema(Schema):
    rows = fields.Integer(required=True)
    faults = fields.List(fields.Nested(SheetFaultSchema), required=True)


class SheetJoinSchema(Schema):
    sighting = fields.String(required=True, metadata={"description": "The sighting that exists"})
    rows = fields.List(fields.Integer(), required=True)


class SheetDocumentsSchema(Schema):
    faults = fields.List(fields.Nested(SheetFaultSchema), required=True)
    sightings = fields.List(fields.Dict(), required=True)
    joins = fields.List(fields.Nested(SheetJoinSchema), required=True)


class SheetHeadingsSchema(_Strict):
    headings = fields.List(
        fields.String(allow_none=True, validate=_HEADING),
        required=True,
        validate=validate.Length(max=MAX_COLUMNS),
    )
    samples = fields.List(fields.List(fields.String(allow_none=True)), load_default=list)
    mapping = fields.Dict(
        keys=fields.String(), values=fields.String(allow_none=True), load_default=dict
    )


class WrittenColumnSchema(_Strict):
    target = fields.String(required=True, validate=_HEADING)
    texts = fields.List(fields.String(), required=True)


class WrittenSheetSchema(_Strict):
    columns = fields.List(
        fields.Nested(WrittenColumnSchema), required=True, validate=validate.Length(max=MAX_COLUMNS)
    )


class SheetWritingSchema(Schema):
    date_order = fields.String(required=True)
    decimal = fields.String(required=True)


class SheetSuggestionSchema(Schema):
    target = fields.String(required=True)
    label = fields.String(required=True)
    score = fields.Integer(required=True, metadata={"description": "Likeness from 0 to 100"})


class RecognisedColumnSchema(Schema):
    index = fields.Integer(required=True)
    heading = fields.String(required=True, allow_none=True)
    target = fields.String(required=True, allow_none=True)
    role = fields.String(required=True)
    certainty = fields.String(required=True)
    suggestions = fields.List(fields.Nested(SheetSuggestionSchema), required=True)
    binds_rows = fields.Boolean(required=True)
    binds_sheet = fields.Boolean(required=True)
    shows_writing = fields.Boolean(required=True)
    message = fields.String(required=True, allow_none=True)


class RecognisedColumnsSchema(Schema):
    generator = fields.String(required=True, allow_none=True)
    columns = fields.List(fields.Nested(RecognisedColumnSchema), required=True)


class SheetTargetSchema(Schema):
    target = fields.String(required=True)
    label = fields.String(required=True)
    labels = fields.Dict(keys=fields.String(), values=fields.String())
    description = fields.String(required=True)
    descriptions = fields.Dict(keys=fields.String(), values=fields.String())
    level = fields.String(required=True)
    type = fields.String(required=True)
    role = fields.String(required=True)
    group = fields.String(required=True)
    numbered = fields.Boolean(required=True)
    choices = fields.List(fields.String())


class SheetTargetsSchema(Schema):
    items = fields.List(fields.Nested(SheetTargetSchema), required=True)
