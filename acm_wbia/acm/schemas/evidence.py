"""How is the evidence for one pair of pictures told?"""

from __future__ import annotations

from marshmallow import Schema, fields


class EvidenceSchema(Schema):
    query = fields.UUID(required=True)
    annotation = fields.UUID(required=True)
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


class RelevanceMapSchema(Schema):
    annotation = fields.UUID(required=True)
    bbox = fields.List(
        fields.Float(),
        required=True,
        metadata={"description": "What the grid lies over, in pixels of the upright original"},
    )
    values = fields.List(
        fields.List(fields.Float()),
        required=True,
        metadata={"description": "Rows from the top, each from the left; 0 to 1"},
    )


class RelevanceSchema(Schema):
    query = fields.Nested(RelevanceMapSchema, required=True)
    candidate = fields.Nested(RelevanceMapSchema, required=True)
