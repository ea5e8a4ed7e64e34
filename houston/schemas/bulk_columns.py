"""What does each column of an import's sheet mean, and how is that chosen and kept?"""

from __future__ import annotations

from marshmallow import INCLUDE, Schema, fields, validate

from houston.schemas.bulk_import import LONGEST_NAME
from houston.schemas.fault import DETAILS


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
