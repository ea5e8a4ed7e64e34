"""What can be asked of each kind of job?"""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

MOST_ASSETS = 50_000  # of one job: a whole bulk import
MOST_QUERIES = 5_000
MOST_SIDES = 50  # of one species: sets of viewpoints that are compared among themselves
MOST_CURATED = 200_000  # annotations of one catalogue, and answers about it
MOST_ASKED = 200  # comparisons told at a time; a person does fewer in a sitting
MOST_CANDIDATES = 500  # of one query; a person looks at twenty

MOST_JUDGED = 100_000  # answers with a decision, of one species
SPECIES_LENGTH = validate.Length(1, 100)


class DetectArgumentsSchema(Schema):
    assets = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=MOST_ASSETS)
    )
    detector = fields.String(required=True)
    classifier = fields.String(
        load_default="default",
        allow_none=True,
        metadata={
            "description": "Who suggests kinds; default: one that is installed; null: nobody"
        },
    )
    classes = fields.List(fields.String(), load_default=list)
    threshold = fields.Float(
        validate=validate.Range(0, 1),
        metadata={
            "description": "Least confidence of a box of any class; usually as the detector's card says"
        },
    )
    overlap = fields.Float(
        validate=validate.Range(0, 1),
        metadata={
            "description": "Most that two boxes may share of their union; usually as the card says"
        },
    )


class AlgorithmSchema(Schema):
    name = fields.String(required=True)
    parameters = fields.Dict(load_default=dict)


class CalibratedAlgorithmSchema(AlgorithmSchema):
    version = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 32),
        metadata={"description": "As the answers tell it; without, that of the algorithm's card"},
    )


class ExtractArgumentsSchema(Schema):
    annotations = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=MOST_ASSETS)
    )
    algorithm = fields.Nested(AlgorithmSchema, required=True)


class QuerySchema(Schema):
    annotation = fields.UUID(required=True)
    group = fields.String(load_default=None, allow_none=True)
    not_these = fields.List(
        fields.String(),
        load_default=list,
        metadata={"description": "Names, or annotations without one, that it is known not to be"},
    )


class IdentifyArgumentsSchema(Schema):
    queries = fields.List(
        fields.Nested(QuerySchema),
        required=True,
        validate=validate.Length(min=1, max=MOST_QUERIES),
    )
    match_set = fields.String(required=True)
    algorithm = fields.Nested(AlgorithmSchema, required=True)
    species = fields.String(
        load_default=None,
        allow_none=True,
        validate=SPECIES_LENGTH,
        metadata={"description": "Whose decisions say what a score is worth"},
    )
    limit = fields.Integer(load_default=20, validate=validate.Range(min=1, max=MOST_CANDIDATES))
    without_class = fields.Boolean(
        load_default=False,
        metadata={"description": "Compare also a query of which nobody has said what it shows"},
    )


class JudgedSchema(Schema):
    scores = fields.List(
        fields.Float(validate=validate.Range(min=0, min_inclusive=False)),
        required=True,
        metadata={"description": "Of the candidates, best first"},
    )
    group = fields.String(
        required=True, metadata={"description": "The animal asked about; held out as a whole"}
    )


class JudgedAnswerSchema(JudgedSchema):
    same = fields.List(
        fields.Boolean(allow_none=True),
        required=True,
        metadata={"description": "Whether each is the animal; null: nobody can tell"},
    )
    known = fields.Boolean(
        load_default=None,
        metadata={
            "description": "Whether the catalogue holds the animal; null: it does where it is a candidate"
        },
    )

    @validates_schema
    def check_lengths(self, answer: dict[str, Any], **_: Any) -> None:
        if len(answer["scores"]) != len(answer["same"]):
            raise ValidationError("There is one truth for each score.", "same")


class JudgedPairSchema(JudgedSchema):
    place = fields.Integer(
        required=True,
        validate=validate.Range(min=0),
        metadata={"description": "Of the candidate that was compared, from 0"},
    )
    same = fields.Boolean(required=True)

    @validates_schema
    def check_place(self, pair: dict[str, Any], **_: Any) -> None:
        if pair["place"] >= len(pair["scores"]):
            raise ValidationError("There is no score at this place.", "place")


class CalibrateArgumentsSchema(Schema):
    species = fields.String(required=True, validate=SPECIES_LENGTH)
    algorithm = fields.Nested(CalibratedAlgorithmSchema, required=True)
    answers = fields.List(
        fields.Nested(JudgedAnswerSchema), required=True, validate=validate.Length(max=MOST_JUDGED)
    )
    compared = fields.List(
        fields.Nested(JudgedPairSchema),
        load_default=list,
        validate=validate.Length(max=MOST_JUDGED),
        metadata={"description": "Of which somebody said whether the two are one animal"},
    )


class CatalogueSideSchema(Schema):
    match_set = fields.String(required=True)
    queries = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(max=MOST_CURATED),
        metadata={"description": "Those of the members that are compared with all the others"},
    )


class GivenAnswerSchema(Schema):
    first = fields.String(required=True, metadata={"description": "A group of the match sets"})
    second = fields.String(required=True)
    same = fields.Boolean(
        required=True, allow_none=True, metadata={"description": "null: it cannot be told"}
    )


class CurateArgumentsSchema(Schema):
    species = fields.String(load_default=None, allow_none=True, validate=SPECIES_LENGTH)
    algorithm = fields.Nested(AlgorithmSchema, required=True)
    sides = fields.List(
        fields.Nested(CatalogueSideSchema), required=True, validate=validate.Length(1, MOST_SIDES)
    )
    answers = fields.List(
        fields.Nested(GivenAnswerSchema),
        load_default=list,
        validate=validate.Length(max=MOST_CURATED),
        metadata={"description": "In the order in which people gave them"},
    )
    closed = fields.List(
        fields.String(),
        load_default=list,
        validate=validate.Length(max=MOST_CURATED),
        metadata={"description": "Groups about which whoever asks may not decide"},
    )
    limit = fields.Integer(load_default=20, validate=validate.Range(min=1, max=MOST_ASKED))
