"""How is a bulk import opened, told about, mapped, edited and checked?"""

from __future__ import annotations

from typing import Any

from marshmallow import INCLUDE, Schema, ValidationError, fields, validate, validates_schema

from houston.access import Visibility
from houston.operations.bulk_imports.files import MatchStatus
from houston.schemas.job import ProgressSchema
from houston.schemas.submission import MOST_PROJECTS
from houston.sheets.faults import SEVERITIES
from service_kit.paging import LARGEST_PAGE, USUAL_PAGE

LONGEST_NAME = 200
MOST_CHANGES = 20_000  # cells of one paste; a few megabytes of JSON
MOST_ROWS = 500  # of one answer: several screens of a grid
USUAL_ROWS = 100
DETAILS = (
    "What else the sentence names, such as least and most: for who says it in another language"
)


class ImportOptionsSchema(Schema):
    """How cells are meant; what is not given is found out from the cells."""

    date_order = fields.String(validate=validate.OneOf(["auto", "day_first", "month_first"]))
    decimal = fields.String(validate=validate.OneOf(["auto", "comma", "point"]))
    species = fields.String(
        allow_none=True, metadata={"description": "Of rows that name no species"}
    )
    zone = fields.String(allow_none=True, metadata={"description": "Of times without an offset"})
    utc_offset = fields.String(allow_none=True)


class ImportWishesSchema(Schema):
    name = fields.String(validate=validate.Length(max=LONGEST_NAME))
    projects = fields.List(fields.UUID(), validate=validate.Length(max=MOST_PROJECTS))
    visibility = fields.String(validate=validate.OneOf([each.value for each in Visibility]))
    approve = fields.Boolean()
    options = fields.Nested(ImportOptionsSchema)


class ImportListQuerySchema(Schema):
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(load_default=None)
    deleted = fields.Boolean(load_default=False)


class ImportSheetSchema(Schema):
    file = fields.UUID(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)
    worksheet = fields.String(required=True, allow_none=True)
    worksheets = fields.List(fields.String(), required=True)
    rows = fields.Integer(required=True)
    columns = fields.Integer(required=True)
    generator = fields.String(required=True, allow_none=True)
    state = fields.String(required=True, metadata={"description": "none, reading, ready or failed"})
    reason = fields.String(required=True, allow_none=True)
    mapping_name = fields.String(required=True, allow_none=True)


class ImportProgressSchema(ProgressSchema):
    rate = fields.Float(required=True, allow_none=True, metadata={"description": "A second"})
    seconds_left = fields.Integer(required=True, allow_none=True)


class ImportSchema(Schema):
    id = fields.UUID(required=True, metadata={"description": "Also of its submission"})
    name = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "As of a submission"})
    reason = fields.String(required=True, allow_none=True)
    owner = fields.UUID(required=True, allow_none=True)
    projects = fields.List(fields.UUID(), required=True)
    visibility = fields.String(required=True)
    approve = fields.Boolean(required=True)
    options = fields.Dict(required=True)
    sheet = fields.Nested(ImportSheetSchema, required=True)
    revision = fields.Integer(required=True)
    checked_revision = fields.Integer(required=True, allow_none=True)
    can_undo = fields.Boolean(required=True)
    can_redo = fields.Boolean(required=True)
    checking = fields.Boolean(required=True)
    counts = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={"description": "Faults of the last check: error, warning, info"},
    )
    file_counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    progress = fields.Nested(ImportProgressSchema, required=True, allow_none=True)
    job = fields.UUID(required=True, allow_none=True)
    encounters = fields.Integer(required=True)
    sightings = fields.Integer(required=True)
    individuals = fields.Integer(required=True)
    assets = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    created_at = fields.AwareDateTime(required=True)
    committed_at = fields.AwareDateTime(required=True, allow_none=True)
    deleted_at = fields.AwareDateTime(required=True, allow_none=True)
    cancelling = fields.Boolean(required=True)
    allowed = fields.Dict(keys=fields.String(), values=fields.Boolean(), required=True)


class ImportPageSchema(Schema):
    items = fields.List(fields.Nested(ImportSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class UsedSheetSchema(Schema):
    file = fields.UUID(required=True, metadata={"description": "An upload of this import"})
    worksheet = fields.String(
        load_default=None, allow_none=True, metadata={"description": "Usually the first"}
    )


class TargetSuggestionSchema(Schema):
    target = fields.String(required=True)
    label = fields.String(required=True)
    score = fields.Float(required=True, metadata={"description": "0 to 100"})


class SheetColumnSchema(Schema):
    index = fields.Integer(required=True)
    heading = fields.String(required=True, allow_none=True)
    target = fields.String(required=True, allow_none=True)
    role = fields.String(
        required=True,
        metadata={"description": "data, file, project, user, kept (word for word) or ignored"},
    )
    certainty = fields.String(
        required=True, metadata={"description": "exact, synonym, likely, chosen or none"}
    )
    suggestions = fields.List(fields.Nested(TargetSuggestionSchema), required=True)
    binds_rows = fields.Boolean(
        required=True, metadata={"description": "Rows with one value of it are one sighting"}
    )
    binds_sheet = fields.Boolean(
        required=True, metadata={"description": "It is compared across all rows"}
    )
    message = fields.String(required=True, allow_none=True)
    filled = fields.Integer(required=True)
    samples = fields.List(fields.String(), required=True)


class SheetNoteSchema(Schema):
    code = fields.String(required=True)
    message = fields.String(required=True)
    details = fields.Dict(required=True, metadata={"description": DETAILS})


class SheetColumnsSchema(Schema):
    notes = fields.List(
        fields.Nested(SheetNoteSchema),
        required=True,
        metadata={
            "description": "How other systems' files were understood, and what was left out; "
            "`details.file` is the name of one beside the sheet"
        },
    )
    items = fields.List(fields.Nested(SheetColumnSchema), required=True)
    generator = fields.String(required=True, allow_none=True)
    mapping_name = fields.String(required=True, allow_none=True)


class MappedColumnSchema(Schema):
    index = fields.Integer(required=True, validate=validate.Range(0))
    target = fields.String(required=True, allow_none=True)


class MappingSchema(Schema):
    columns = fields.List(fields.Nested(MappedColumnSchema), required=True)
    save_as = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(1, LONGEST_NAME)
    )


class UsedMappingSchema(Schema):
    use = fields.UUID(required=True)


class SavedMappingSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    headings = fields.Integer(required=True)


class SavedMappingListSchema(Schema):
    items = fields.List(fields.Nested(SavedMappingSchema), required=True)


class SheetTargetSchema(Schema):
    class Meta:
        unknown = INCLUDE

    target = fields.String(required=True)
    label = fields.String(required=True)
    labels = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": "Of a custom field, by language, as its species' file has them"},
    )
    description = fields.String(allow_none=True)
    descriptions = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={
            "description": "Of a custom field, by language, where its species' file has them"
        },
    )
    level = fields.String()
    type = fields.String()
    role = fields.String()
    group = fields.String(allow_none=True)
    numbered = fields.Boolean()
    choices = fields.List(fields.Raw())


class SheetTargetListSchema(Schema):
    items = fields.List(fields.Nested(SheetTargetSchema), required=True)


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
