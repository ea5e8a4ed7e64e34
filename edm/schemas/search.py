"""How is a list asked for?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from service_kit.paging import LARGEST_PAGE, USUAL_PAGE


class _PageRequestSchema(Schema):
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(load_default=None, allow_none=True)
    sort = fields.String(
        load_default=None,
        allow_none=True,
        metadata={"description": "A field; with a minus before it the other way round"},
    )
    total = fields.Boolean(load_default=False)


class SearchSchema(_PageRequestSchema):
    filter = fields.Raw(
        load_default=None,
        allow_none=True,
        metadata={
            "description": 'A tree of {"and": []}, {"or": []}, {"not": …}, {"field", "op", "value"}'
        },
    )


class FilterSchema(Schema):
    filter = fields.Raw(load_default=None, allow_none=True)


class CandidateSchema(Schema):
    id = fields.String(required=True)
    individual = fields.String(required=True, allow_none=True)
    species = fields.String(required=True)
    sighting = fields.String(required=True)


class CandidatesSchema(Schema):
    encounters = fields.List(fields.Nested(CandidateSchema), required=True)


def _many(description: str = "") -> fields.List[str]:
    return fields.List(fields.String(), metadata={"description": description})


class _RecordFilterSchema(_PageRequestSchema):
    id = _many("Repeat for several")
    species = _many("An id or any name; repeat for several")
    region = _many("With all that lies within; repeat for several")
    seen_from = fields.String(
        data_key="from", metadata={"description": "2024, 2024-06 or 2024-06-03"}
    )
    seen_to = fields.String(data_key="to")
    box = fields.String(metadata={"description": "west,south,east,north in degrees"})
    owner = _many()
    project = _many()
    submission = _many()
    state = _many()
    visibility = _many()
    sex = _many()
    life_stage = _many()
    living_status = _many()


class EncounterFilterSchema(_RecordFilterSchema):
    sighting = _many()
    individual = _many()
    name = fields.String(metadata={"description": "A part of any name of the individual"})
    identified = fields.Boolean()


class SightingFilterSchema(_RecordFilterSchema):
    encounter = _many()
    individual = _many()
    identified = fields.Boolean()


class IndividualFilterSchema(_RecordFilterSchema):
    encounter = _many()
    sighting = _many()
    name = fields.String(metadata={"description": "A part of any name"})
