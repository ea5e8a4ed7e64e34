"""What do the folders of an import's pictures stand for?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from houston.sheets.foreign.folders import Level

DEEPEST = 20  # folders within folders


class FolderLevelsSchema(Schema):
    levels = fields.List(
        fields.Enum(Level, by_value=True),
        required=True,
        validate=validate.Length(max=DEEPEST),
        metadata={"description": "Of each level of folders, the outermost first"},
    )
    preview = fields.Boolean(
        load_default=True, metadata={"description": "Shows the sheet, and keeps nothing"}
    )


class FolderSheetSchema(Schema):
    headings = fields.List(fields.String(allow_none=True), required=True)
    rows = fields.List(
        fields.List(fields.String(allow_none=True)),
        required=True,
        metadata={"description": "The first hundred"},
    )
    total = fields.Integer(required=True)
    depth = fields.Integer(required=True, metadata={"description": "How many levels there are"})
