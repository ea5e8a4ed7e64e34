"""How is an identification asked for, told about and decided?"""

from __future__ import annotations

import re
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from houston.models.identification import DecisionState, IdentificationState, Review
from houston.operations.identification import MOST_QUERIES
from service_kit.paging import LARGEST_PAGE, USUAL_PAGE

_WORDS = validate.Length(max=200)
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_DECISIONS = [each.value for each in Review if each is not Review.UNREVIEWED]


def _check_day(value: str) -> None:
    if not _DAY.fullmatch(value):
        raise ValidationError("Give a year, a month or a day: 2024, 2024-06 or 2024-06-03.")


class MatchFiltersSchema(Schema):
    """With whom to compare; what is not given does not narrow."""

    regions = fields.List(fields.String(), validate=_WORDS)
    seen_from = fields.String(
        validate=_check_day, metadata={"description": "2024, 2024-06 or 2024-06-03"}
    )
    seen_to = fields.String(validate=_check_day)
    owners = fields.List(fields.UUID(), validate=_WORDS)
    projects = fields.List(fields.UUID(), validate=_WORDS)
    individuals = fields.List(fields.UUID(), validate=_WORDS)
    viewpoints = fields.List(fields.String(), validate=_WORDS)
    identified = fields.Boolean(metadata={"description": "Only animals with, or without, a name"})
    tree = fields.Dict(metadata={"description": "A filter tree, as searches take it"})


class AskedAlgorithmSchema(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 100))
    parameters = fields.Dict(load_default=dict)


class NewIdentificationSchema(Schema):
    annotations = fields.List(fields.UUID(), validate=validate.Length(1, MOST_QUERIES))
    encounter = fields.UUID(metadata={"description": "All of its annotations"})
    filters = fields.Nested(MatchFiltersSchema, load_default=dict)
    algorithm = fields.Nested(
        AskedAlgorithmSchema,
        allow_none=True,
        metadata={"description": "Usually the first that suits the species"},
    )

    @validates_schema
    def check_question(self, question: dict[str, Any], **_: Any) -> None:
        if ("annotations" in question) == ("encounter" in question):
            raise ValidationError("Ask about annotations or about an encounter.", "annotations")


class IndividualReferenceSchema(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True, allow_none=True)


_PROBABILITY = validate.Range(0, 1)


class CandidateSchema(Schema):
    individual = fields.Nested(IndividualReferenceSchema, required=True, allow_none=True)
    encounter = fields.UUID(required=True, allow_none=True)
    score = fields.Float(required=True, metadata={"description": "A score, not a probability"})
    annotation = fields.UUID(required=True, metadata={"description": "Its best annotation"})
    asset = fields.UUID(required=True, allow_none=True)
    bbox = fields.List(fields.Float(), required=True, allow_none=True)
    refused = fields.Boolean(
        required=True,
        metadata={
            "description": "Somebody said that it is not this one; it is shown only where something was decided"
        },
    )


class CandidateAnnotationSchema(CandidateSchema):
    matches_count = fields.Integer(required=True, allow_none=True)


class CandidateIndividualSchema(CandidateSchema):
    probability = fields.Float(
        required=True,
        allow_none=True,
        validate=_PROBABILITY,
        metadata={"description": "That it is this animal; null where the score is not calibrated"},
    )


class CandidateTogetherSchema(CandidateIndividualSchema):
    query = fields.UUID(required=True, metadata={"description": "Whose picture resembles it most"})


class TogetherSchema(Schema):
    queries = fields.List(fields.UUID(), required=True)
    probability_new = fields.Float(required=True, allow_none=True, validate=_PROBABILITY)
    individuals = fields.List(
        fields.Nested(CandidateTogetherSchema),
        required=True,
        metadata={"description": "By the sum of the scores of all these pictures"},
    )


class CalibrationSchema(Schema):
    origin = fields.String(
        required=True,
        validate=validate.OneOf(["prior", "fitted"]),
        metadata={
            "description": "Shipped with the algorithm, or fitted on this species' decisions"
        },
    )
    algorithm = fields.String(required=True)
    algorithm_version = fields.String(required=True)
    species = fields.String(required=True, allow_none=True)
    fitted_on = fields.String(required=True, metadata={"description": "The day, ISO 8601"})
    positive = fields.Integer(required=True, metadata={"description": "Pairs of one animal"})
    negative = fields.Integer(required=True, metadata={"description": "Pairs of two animals"})
    brier = fields.Float(required=True, metadata={"description": "On animals held out"})
    calibration_error = fields.Float(
        required=True, metadata={"description": "Expected calibration error, on animals held out"}
    )


class IdentifiabilitySchema(Schema):
    score = fields.Float(
        required=True,
        validate=_PROBABILITY,
        metadata={"description": "0 to 1: how well it can be told from others of its kind"},
    )
    hindrance = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "too_small, blurred, cut_off or too_even"},
    )
    reason = fields.String(
        required=True, allow_none=True, metadata={"description": "The hindrance in a sentence"}
    )


class IdentificationQuerySchema(Schema):
    annotation = fields.UUID(required=True)
    encounter = fields.UUID(required=True, allow_none=True)
    asset = fields.UUID(required=True, allow_none=True)
    bbox = fields.List(fields.Float(), required=True, allow_none=True)
    individual = fields.Nested(IndividualReferenceSchema, required=True, allow_none=True)
    review = fields.String(required=True, validate=validate.OneOf([each.value for each in Review]))
    comparable = fields.Boolean(
        required=True,
        metadata={"description": "false: it could not be compared with anybody, as `reason` says"},
    )
    reason = fields.String(
        required=True, allow_none=True, metadata={"description": "Why there is nobody"}
    )
    identifiability = fields.Nested(
        IdentifiabilitySchema,
        required=True,
        allow_none=True,
        metadata={"description": "As it was when it was asked about; null: not known"},
    )
    probability_new = fields.Float(
        required=True,
        allow_none=True,
        validate=_PROBABILITY,
        metadata={"description": "That it is none of those compared with"},
    )
    calibration = fields.Nested(
        CalibrationSchema,
        required=True,
        allow_none=True,
        metadata={"description": "What the probabilities stand on"},
    )
    individuals = fields.List(fields.Nested(CandidateIndividualSchema), required=True)
    annotations = fields.List(fields.Nested(CandidateAnnotationSchema), required=True)
    together = fields.Nested(
        TogetherSchema,
        required=True,
        allow_none=True,
        metadata={"description": "All of its encounter's pictures of this side, asked as one"},
    )


class UsedAlgorithmSchema(Schema):
    name = fields.String(required=True)
    version = fields.String(required=True, allow_none=True)
    parameters = fields.Dict()


class UsedMatchSetSchema(Schema):
    size = fields.Integer(
        required=True,
        metadata={
            "description": "With how many pictures those asked about were compared: none of their own encounter"
        },
    )
    filters = fields.Dict(required=True)


class DecisionSchema(Schema):
    id = fields.UUID(required=True)
    annotation = fields.UUID(required=True)
    encounter = fields.UUID(required=True)
    decision = fields.String(required=True, validate=validate.OneOf(_DECISIONS))
    individual = fields.Nested(IndividualReferenceSchema, required=True, allow_none=True)
    candidate = fields.UUID(required=True, allow_none=True)
    state = fields.String(
        required=True, validate=validate.OneOf([each.value for each in DecisionState])
    )
    undoable = fields.Boolean(required=True)
    decided_by = fields.UUID(required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True)
    undone_by = fields.UUID(required=True, allow_none=True)
    undone_at = fields.AwareDateTime(required=True, allow_none=True)


class IdentificationSchema(Schema):
    id = fields.UUID(required=True)
    state = fields.String(
        required=True, validate=validate.OneOf([each.value for each in IdentificationState])
    )
    reason = fields.String(required=True, allow_none=True)
    job = fields.UUID(required=True, allow_none=True)
    owner = fields.UUID(required=True)
    encounter = fields.UUID(required=True, allow_none=True)
    species = fields.String(required=True, allow_none=True)
    algorithm = fields.Nested(UsedAlgorithmSchema, required=True)
    match_set = fields.Nested(UsedMatchSetSchema, required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    finished_at = fields.AwareDateTime(required=True, allow_none=True)
    queries = fields.List(fields.Nested(IdentificationQuerySchema), required=True)
    decisions = fields.List(fields.Nested(DecisionSchema), required=True)


class IdentificationPageSchema(Schema):
    items = fields.List(
        fields.Nested(IdentificationSchema),
        required=True,
        metadata={"description": "In a list without their queries and decisions"},
    )
    next = fields.String(required=True, allow_none=True)


class IdentificationListQuerySchema(Schema):
    encounter = fields.UUID(load_default=None)
    submission = fields.UUID(
        load_default=None, metadata={"description": "Only those about its pictures"}
    )
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(load_default=None)


class NewDecisionSchema(Schema):
    annotation = fields.UUID(required=True, metadata={"description": "The query"})
    decision = fields.String(required=True, validate=validate.OneOf(_DECISIONS))
    individual = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "Whom it was matched with"}
    )
    candidate = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Or the annotation it was matched with, whoever that is"},
    )
    name = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=200),
        metadata={"description": "Of a new individual; else the species' pattern gives one"},
    )
    together = fields.Boolean(
        load_default=False,
        metadata={
            "description": "Decided by what all its encounter's pictures of this side say as one: whom it is not, none of them is"
        },
    )
    cascade = fields.Boolean(
        load_default=False,
        metadata={"description": "The former individual may go with its last encounter"},
    )
