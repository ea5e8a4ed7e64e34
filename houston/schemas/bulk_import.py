"""How is a bulk import opened and told about, and which file is its sheet?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from houston.access import Visibility
from houston.schemas.job import ProgressSchema
from houston.schemas.submission import MOST_PROJECTS
from service_kit.paging import LARGEST_PAGE, USUAL_PAGE

LONGEST_NAME = 200


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
    removal = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "removing or restoring while that goes on, removal_failed or restoration_failed after it failed"
        },
    )
    allowed = fields.Dict(keys=fields.String(), values=fields.Boolean(), required=True)


class ImportPageSchema(Schema):
    items = fields.List(fields.Nested(ImportSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class UsedSheetSchema(Schema):
    file = fields.UUID(required=True, metadata={"description": "An upload of this import"})
    worksheet = fields.String(
        load_default=None, allow_none=True, metadata={"description": "Usually the first"}
    )
