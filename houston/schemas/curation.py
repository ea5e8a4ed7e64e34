"""How is a catalogue put in order: asked for, told about, answered?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from houston.models.curation import Comparison, CurationState
from houston.schemas.evidence import EvidenceSideSchema
from houston.schemas.identification import (
    AskedAlgorithmSchema,
    CalibrationSchema,
    IndividualReferenceSchema,
    MatchFiltersSchema,
    UsedAlgorithmSchema,
)
from service_kit.paging import LARGEST_PAGE, USUAL_PAGE

PROPOSALS = ("merge", "split", "name")
_ANSWERS = validate.OneOf([each.value for each in Comparison])


class NewCurationSchema(Schema):
    species = fields.String(required=True, validate=validate.Length(1, 100))
    filters = fields.Nested(MatchFiltersSchema, load_default=dict)
    algorithm = fields.Nested(
        AskedAlgorithmSchema,
        allow_none=True,
        metadata={"description": "Usually the first that suits the species"},
    )


class ComparedSideSchema(EvidenceSideSchema):
    encounter = fields.UUID(required=True)
    individual = fields.Nested(IndividualReferenceSchema, required=True, allow_none=True)


class QuestionSchema(Schema):
    first = fields.Nested(ComparedSideSchema, required=True)
    second = fields.Nested(ComparedSideSchema, required=True)
    probability = fields.Float(
        required=True,
        validate=validate.Range(0, 1),
        metadata={
            "description": "That they are one animal, by calibrated scores, names and answers so far"
        },
    )


class ProposalPartSchema(Schema):
    individual = fields.Nested(IndividualReferenceSchema, required=True, allow_none=True)
    encounters = fields.List(fields.UUID(), required=True)
    sample = fields.Nested(ComparedSideSchema, required=True, allow_none=True)


class ProposalSchema(Schema):
    kind = fields.String(
        required=True,
        validate=validate.OneOf(PROPOSALS),
        metadata={
            "description": "merge: the parts are one individual. split: of one individual's encounters the first part stays "
            "and the second goes, to the third's individual where there is one. name: what nobody has named belongs together"
        },
    )
    settled = fields.Boolean(
        required=True, metadata={"description": "No question that is still open could change it"}
    )
    parts = fields.List(fields.Nested(ProposalPartSchema), required=True)


class NewAnswerSchema(Schema):
    first = fields.UUID(required=True, metadata={"description": "An annotation that was shown"})
    second = fields.UUID(required=True)
    answer = fields.String(required=True, validate=_ANSWERS)


class AnswerSchema(Schema):
    id = fields.UUID(required=True)
    first = fields.UUID(required=True, metadata={"description": "An encounter"})
    second = fields.UUID(required=True)
    first_annotation = fields.UUID(required=True)
    second_annotation = fields.UUID(required=True)
    answer = fields.String(required=True, validate=_ANSWERS)
    decided_by = fields.UUID(required=True)
    decided_at = fields.AwareDateTime(required=True)
    undone_by = fields.UUID(required=True, allow_none=True)
    undone_at = fields.AwareDateTime(required=True, allow_none=True)


class ForOthersSchema(Schema):
    open = fields.Integer(required=True)
    unlikely = fields.Integer(required=True)


class CurationSchema(Schema):
    id = fields.UUID(required=True)
    state = fields.String(
        required=True, validate=validate.OneOf([each.value for each in CurationState])
    )
    reason = fields.String(required=True, allow_none=True)
    job = fields.UUID(required=True, allow_none=True)
    under_way = fields.Boolean(
        required=True, metadata={"description": "It is being found out what to ask next"}
    )
    owner = fields.UUID(required=True)
    species = fields.String(required=True)
    algorithm = fields.Nested(UsedAlgorithmSchema, required=True)
    filters = fields.Dict(required=True)
    calibration = fields.Nested(CalibrationSchema, required=True, allow_none=True)
    encounters = fields.Integer(required=True, allow_none=True)
    animals = fields.Integer(
        required=True, allow_none=True, metadata={"description": "By all that is known so far"}
    )
    open = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "Comparisons that are neither certain nor unlikely, and that the caller may answer"
        },
    )
    unlikely = fields.Integer(
        required=True,
        allow_none=True,
        metadata={
            "description": "Comparisons of which little is to be expected; once nothing is `open`, `questions` are of these"
        },
    )
    for_others = fields.Nested(
        ForOthersSchema,
        required=True,
        allow_none=True,
        metadata={
            "description": "Further comparisons, of encounters that the caller may not change: others have to answer"
        },
    )
    created_at = fields.AwareDateTime(required=True)
    finished_at = fields.AwareDateTime(required=True, allow_none=True)
    questions = fields.List(
        fields.Nested(QuestionSchema),
        required=True,
        metadata={"description": "What to ask next, what matters most first"},
    )
    proposals = fields.List(fields.Nested(ProposalSchema), required=True)
    answers = fields.List(
        fields.Nested(AnswerSchema), required=True, metadata={"description": "The newest first"}
    )


class ListedCurationSchema(CurationSchema):
    owner_name = fields.String(
        required=True, metadata={"description": "Full name of the owner; empty: not told"}
    )


class CurationPageSchema(Schema):
    items = fields.List(
        fields.Nested(ListedCurationSchema),
        required=True,
        metadata={"description": "In a list without their questions, proposals and answers"},
    )
    next = fields.String(required=True, allow_none=True)


class CurationListQuerySchema(Schema):
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(load_default=None)
