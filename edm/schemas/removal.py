"""What would go with a submission, and what would stay?"""

from __future__ import annotations

from marshmallow import Schema, fields


class StayingSightingSchema(Schema):
    id = fields.String(required=True)
    why = fields.String(required=True, metadata={"description": "A sentence for people"})


class StayingIndividualSchema(StayingSightingSchema):
    name = fields.String(required=True, allow_none=True)


class SightingsRemovalSchema(Schema):
    go = fields.Integer(required=True)
    stay = fields.List(fields.Nested(StayingSightingSchema), required=True)


class IndividualsRemovalSchema(Schema):
    go = fields.Integer(required=True)
    stay = fields.List(fields.Nested(StayingIndividualSchema), required=True)


class RemovalPreviewSchema(Schema):
    encounters = fields.Integer(
        required=True, metadata={"description": "All of the submission's; they all go"}
    )
    sightings = fields.Nested(SightingsRemovalSchema, required=True)
    individuals = fields.Nested(IndividualsRemovalSchema, required=True)
