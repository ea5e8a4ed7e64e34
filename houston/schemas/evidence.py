"""How is it told why two pictures resemble each other?"""

from __future__ import annotations

from marshmallow import Schema, fields


class EvidenceSideSchema(Schema):
    annotation = fields.UUID(required=True)
    asset = fields.UUID(required=True)
    bbox = fields.List(fields.Float(), required=True)


class EvidenceSchema(Schema):
    query = fields.Nested(EvidenceSideSchema, required=True)
    candidate = fields.Nested(EvidenceSideSchema, required=True)
    matches = fields.List(
        fields.List(fields.Float()),
        required=True,
        metadata={
            "description": "x1, y1, x2, y2 in pixels of the upright originals, and the weight"
        },
    )
    note = fields.String(
        required=True, allow_none=True, metadata={"description": "Why there are no matches"}
    )


class HeatMapSideSchema(Schema):
    annotation = fields.UUID(required=True)
    bbox = fields.List(
        fields.Float(),
        required=True,
        metadata={"description": "What the grid lies over, in pixels of the upright original"},
    )
    values = fields.List(
        fields.List(fields.Float()),
        required=True,
        metadata={
            "description": "How much each cell counted, 0 to 1; rows from the top, each from the left"
        },
    )


class HeatMapSchema(Schema):
    query = fields.Nested(HeatMapSideSchema, required=True)
    candidate = fields.Nested(HeatMapSideSchema, required=True)
