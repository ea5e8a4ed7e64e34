"""What can EDM be asked to do, and what does it answer?"""

from __future__ import annotations

from typing import Any

from marshmallow import (
    INCLUDE,
    RAISE,
    Schema,
    ValidationError,
    fields,
    validate,
    validates_schema,
)

from edm.models import State, Visibility
from edm.schemas.records import EncounterSchema, IndividualSchema, NameSchema
from edm.values.basics import is_storable
from service_kit.paging import LARGEST_PAGE, USUAL_PAGE


def storable(text: str) -> None:
    """Refuses what a database cannot hold."""
    if not is_storable(text):
        raise ValidationError("The text holds a character that cannot be stored.")


TAG = validate.And(validate.Length(min=1, max=64), storable)
PROJECT = [TAG, validate.ContainsNoneOf("\n")]  # a line break is what separates tags in a query
_LISTED_IDS = validate.Length(min=1, max=10_000)
MOST_AT_ONCE = 5_000


class ReportSchema(Schema):
    """A report that is only looked at; its faults are told by validation, not here."""

    class Meta:
        unknown = RAISE

    sightings = fields.Raw(required=True, metadata={"description": "See docs/contracts.md"})


class NewReportSchema(ReportSchema):
    owner = fields.String(required=True, validate=TAG)
    projects = fields.List(fields.String(validate=PROJECT), load_default=list)
    submission = fields.String(load_default=None, allow_none=True, validate=TAG)
    visibility = fields.String(
        load_default=Visibility.PRIVATE, validate=validate.OneOf([*Visibility])
    )
    state = fields.String(load_default=State.UNAPPROVED, validate=validate.OneOf([*State]))
    staged = fields.Boolean(
        load_default=False,
        metadata={"description": "A batch of a submission, which is there once that is published"},
    )

    @validates_schema
    def require_submission(self, report: dict[str, Any], **_: Any) -> None:
        if report["staged"] and not report["submission"]:
            raise ValidationError("What is staged belongs to a submission.", "submission")


class CountsByNounSchema(Schema):
    """How many of each."""

    encounters = fields.Integer(required=True)
    sightings = fields.Integer(required=True)
    individuals = fields.Integer(required=True)


class FaultSchema(Schema):
    pointer = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)
    value = fields.Raw(required=True, allow_none=True)
    severity = fields.String(required=True)
    suggestion = fields.Raw()
    row = fields.Integer()
    column = fields.String()
    details = fields.Dict()


class ValidationSchema(Schema):
    valid = fields.Boolean(required=True)
    errors = fields.List(fields.Nested(FaultSchema), required=True)
    warnings = fields.List(fields.Nested(FaultSchema), required=True)
    sightings = fields.Integer(required=True)
    encounters = fields.Integer(required=True)


class CreatedSightingSchema(Schema):
    id = fields.String(required=True)


class CreatedEncounterSchema(Schema):
    id = fields.String(required=True)
    sighting = fields.String(required=True)
    individual = fields.String(required=True, allow_none=True)


class CreatedReportSchema(Schema):
    sightings = fields.List(fields.Nested(CreatedSightingSchema), required=True)
    encounters = fields.List(fields.Nested(CreatedEncounterSchema), required=True)


class StateChangeSchema(Schema):
    state = fields.String(required=True, validate=validate.OneOf([*State]))
    reason = fields.String(
        load_default=None, allow_none=True, validate=[validate.Length(max=10_000), storable]
    )


class DuplicationSchema(Schema):
    ids = fields.List(fields.UUID(), required=True, validate=validate.Length(min=1, max=1_000))


class EncounterListSchema(Schema):
    encounters = fields.List(fields.Nested(EncounterSchema), required=True)


class CascadeSchema(Schema):
    cascade = fields.Boolean(
        load_default=False,
        metadata={"description": "Whether a sighting or individual may go with its last encounter"},
    )


class PortionSchema(Schema):
    """How much is done at once of what may take long: asked for again and again, until nothing is left."""

    limit = fields.Integer(
        load_default=None,
        allow_none=True,
        validate=validate.Range(1, MOST_AT_ONCE),
        metadata={"description": "Encounters of this step; without it, all"},
    )


class RemovalSchema(CascadeSchema, PortionSchema):
    @validates_schema
    def require_cascade(self, query: dict[str, Any], **_: Any) -> None:
        # Step by step it would show only at the last encounter of an animal that this was its last.
        if query["limit"] is not None and not query["cascade"]:
            raise ValidationError("Only with cascade something is removed step by step.", "limit")


class IdentityChangeSchema(Schema):
    decision = fields.UUID(required=True)
    encounters = fields.List(fields.UUID(), required=True, validate=_LISTED_IDS)
    individual = fields.UUID(required=True, allow_none=True)
    known = fields.Boolean(load_default=False)
    species = fields.String(load_default=None, allow_none=True, validate=storable)
    names = fields.List(fields.Nested(NameSchema), load_default=list)
    expected = fields.Dict(
        keys=fields.UUID(), values=fields.UUID(allow_none=True), load_default=None, allow_none=True
    )


class IdentitySchema(Schema):
    encounters = fields.List(fields.Nested(EncounterSchema), required=True)
    individual = fields.Nested(IndividualSchema, required=True, allow_none=True)
    previous = fields.Dict(
        keys=fields.String(), values=fields.String(allow_none=True), required=True
    )


class IdsByNounSchema(Schema):
    """What went, or returned."""

    sightings = fields.List(fields.String(), required=True)
    encounters = fields.List(fields.String(), required=True)
    individuals = fields.List(fields.String(), required=True)


class StepOutcomeSchema(IdsByNounSchema):
    left = fields.Integer(
        metadata={"description": "Encounters still to go or to return; told where there is a limit"}
    )


class PartialSchema(Schema):
    """A partial document: what it does not name stays, null takes a value away. Validation tells what is wrong."""

    class Meta:
        unknown = INCLUDE


class HistoryQuerySchema(Schema):
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(load_default=None, allow_none=True)


class HistoryEntrySchema(Schema):
    id = fields.String(required=True)
    at = fields.String(required=True)
    actor = fields.String(required=True, allow_none=True)
    request_id = fields.String(required=True, allow_none=True)
    action = fields.String(required=True)
    before = fields.Dict(required=True, allow_none=True)
    after = fields.Dict(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class HistorySchema(Schema):
    items = fields.List(fields.Nested(HistoryEntrySchema), required=True)
    next = fields.String(required=True, allow_none=True)


class AccessChangeSchema(Schema):
    encounters = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=10_000))
    submission = fields.String(load_default=None, allow_none=True, validate=TAG)
    owner = fields.String(load_default=None, allow_none=True, validate=TAG)
    visibility = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf([*Visibility])
    )
    add_projects = fields.List(fields.String(validate=PROJECT), load_default=list)
    remove_projects = fields.List(fields.String(validate=TAG), load_default=list)


class EncounterIdsSchema(Schema):
    encounters = fields.List(fields.String(), required=True)


class MergeSchema(Schema):
    merge = fields.UUID(required=True)
    others = fields.List(
        fields.UUID(), required=True, data_key="from", validate=validate.Length(min=1, max=100)
    )
    resolve = fields.Dict(
        keys=fields.String(),
        load_default=dict,
        metadata={"description": "What is true where they disagree, by the field that a 409 named"},
    )
    only_check = fields.Boolean(
        load_default=False,
        metadata={"description": "Refuse what would be refused, and change nothing"},
    )


class UnmergeSchema(Schema):
    merge = fields.UUID(required=True)


class SplitSchema(Schema):
    split = fields.UUID(required=True)
    encounters = fields.List(fields.UUID(), required=True, validate=_LISTED_IDS)
    individual = fields.UUID(required=True)
    names = fields.List(fields.Nested(NameSchema), load_default=list)


class IndividualListSchema(Schema):
    individuals = fields.List(fields.Nested(IndividualSchema), required=True)


class SightingSplitSchema(Schema):
    sighting = fields.UUID(required=True, metadata={"description": "Id of the new sighting"})
    encounters = fields.List(fields.UUID(), required=True, validate=_LISTED_IDS)


class SightingJoinSchema(Schema):
    join = fields.UUID(required=True)
    others = fields.List(
        fields.UUID(), required=True, data_key="from", validate=validate.Length(min=1, max=100)
    )
