"""How much is there, as far as the caller may see?"""

from __future__ import annotations

from marshmallow import Schema, fields


class SpeciesCountSchema(Schema):
    species = fields.String(required=True)
    encounters = fields.Integer(required=True)
    individuals = fields.Integer(required=True)


class StatisticsSchema(Schema):
    sightings = fields.Integer(required=True)
    encounters = fields.Integer(required=True)
    individuals = fields.Integer(required=True)
    unapproved = fields.Integer(required=True)
    identified = fields.Integer(required=True)
    species = fields.List(fields.Nested(SpeciesCountSchema), required=True)
