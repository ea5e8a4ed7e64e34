"""How is one fault told?"""

from __future__ import annotations

from marshmallow import INCLUDE, Schema, fields

DETAILS = (
    "What else the sentence names, such as least and most: for who says it in another language"
)


class FaultSchema(Schema):
    class Meta:
        unknown = INCLUDE

    pointer = fields.String(
        required=True, metadata={"description": "JSON pointer into what was sent"}
    )
    code = fields.String(required=True)
    message = fields.String(required=True)
    value = fields.Raw(allow_none=True)
    suggestion = fields.Raw(allow_none=True)
    severity = fields.String()
    row = fields.Integer(allow_none=True)
    column = fields.String(allow_none=True)
    details = fields.Dict(
        metadata={"description": "What else the sentence names, such as least and most"}
    )
