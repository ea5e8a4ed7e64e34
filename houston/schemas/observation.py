"""What do sightings and encounters share from outside: time, place, custom fields? EDM checks them; here they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from service_kit.paging import LARGEST_PAGE, USUAL_PAGE

PRECISIONS = ("year", "month", "day", "hour", "minute", "second")


class TimeSchema(Schema):
    year = fields.Integer(required=True)
    month = fields.Integer(required=True, allow_none=True)
    day = fields.Integer(required=True, allow_none=True)
    hour = fields.Integer(required=True, allow_none=True)
    minute = fields.Integer(required=True, allow_none=True)
    second = fields.Integer(required=True, allow_none=True)
    precision = fields.String(
        validate=validate.OneOf(PRECISIONS),
        metadata={"description": "The finest part that is known"},
    )
    utc_offset = fields.String(
        required=True, allow_none=True, metadata={"description": "As +02:00; null: unknown"}
    )
    zone = fields.String(
        required=True, allow_none=True, metadata={"description": "IANA name, where it is known"}
    )
    source = fields.String(allow_none=True, metadata={"description": "Where it comes from"})


class LocationSchema(Schema):
    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)
    exact = fields.Boolean(metadata={"description": "False: coarsened, as the species asks"})
    source = fields.String(allow_none=True)
    uncertainty_metres = fields.Float(allow_none=True)


class _PageQuerySchema(Schema):
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(allow_none=True)
    sort = fields.String(
        allow_none=True, metadata={"description": "A field; with a minus before it, downwards"}
    )
    total = fields.Boolean(load_default=False)


def many(description: str = "Repeat for several") -> fields.List[str]:
    """A named filter that may be given several times."""
    return fields.List(fields.String(), metadata={"description": description})


class RecordQuerySchema(_PageQuerySchema):
    id = many()
    species = many("An id or any name; repeat for several")
    region = many("With all that lies within; repeat for several")
    seen_from = fields.String(
        data_key="from", metadata={"description": "2024, 2024-06 or 2024-06-03"}
    )
    seen_to = fields.String(data_key="to")
    box = fields.String(metadata={"description": "west,south,east,north in degrees"})
    owner = many()
    project = many()
    submission = many()
    state = many()
    visibility = many()
    sex = many()
    life_stage = many()
    living_status = many()


class EncounterQuerySchema(RecordQuerySchema):
    sighting = many()
    individual = many()
    name = fields.String(metadata={"description": "A part of any name of the individual"})
    identified = fields.Boolean()


class SightingQuerySchema(RecordQuerySchema):
    encounter = many()
    individual = many()
    identified = fields.Boolean()


class IndividualQuerySchema(RecordQuerySchema):
    encounter = many()
    sighting = many()
    name = fields.String(metadata={"description": "A part of any name"})


class RecordSearchSchema(_PageQuerySchema):
    filter = fields.Raw(
        allow_none=True,
        metadata={
            "description": 'A tree of {"and": []}, {"or": []}, {"not": …}, {"field", "op", "value"}'
        },
    )


class DeleteQuerySchema(Schema):
    cascade = fields.Boolean(
        load_default=False,
        metadata={"description": "Confirms that a sighting or an individual goes along"},
    )


class RemovalSchema(Schema):
    """What went, or returned: the record and all that went along with it."""

    sightings = fields.List(fields.UUID(), required=True)
    encounters = fields.List(fields.UUID(), required=True)
    individuals = fields.List(fields.UUID(), required=True)


class HistoryQuerySchema(Schema):
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(load_default=None, allow_none=True)


class HistoryEntrySchema(Schema):
    id = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True)
    actor = fields.String(
        required=True, allow_none=True, metadata={"description": "The user; null: nobody, or a job"}
    )
    request_id = fields.String(required=True, allow_none=True)
    action = fields.String(required=True)
    before = fields.Dict(required=True, allow_none=True)
    after = fields.Dict(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class HistorySchema(Schema):
    items = fields.List(fields.Nested(HistoryEntrySchema), required=True)
    next = fields.String(required=True, allow_none=True)
