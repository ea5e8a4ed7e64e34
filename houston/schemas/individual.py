"""What does an individual look like from outside, and what is said to merge and split?"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from houston.schemas.encounter import EncounterSchema, IndividualRefSchema
from houston.schemas.told import NameSchema, SocialUnitSchema
from service_kit.paging import LARGEST_PAGE, USUAL_PAGE

_SOME = validate.Length(min=1)


class IndividualSchema(Schema):
    id = fields.UUID(required=True)
    species = fields.String(required=True)
    name = fields.String(
        required=True, allow_none=True, metadata={"description": "The default one"}
    )
    names = fields.List(fields.Nested(NameSchema), required=True)
    sex = fields.String(required=True, allow_none=True)
    living_status = fields.String(required=True, allow_none=True)
    life_dates = fields.Raw(required=True, allow_none=True)
    comments = fields.String(required=True, allow_none=True)
    custom_fields = fields.Dict(required=True)
    social_units = fields.List(fields.Nested(SocialUnitSchema), required=True)
    satellite_tags = fields.List(fields.String(), required=True)
    encounters_count = fields.Integer(
        required=True, metadata={"description": "Of those that the caller may see"}
    )
    first_seen = fields.String(required=True, allow_none=True)
    last_seen = fields.String(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    updated_at = fields.AwareDateTime(required=True)
    version = fields.Integer(required=True)


class IndividualPageSchema(Schema):
    items = fields.List(fields.Nested(IndividualSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    total = fields.Integer()


class NamesSchema(Schema):
    items = fields.List(fields.Nested(NameSchema), required=True)


class IndividualChangeSchema(Schema):
    names = fields.List(fields.Nested(NameSchema))
    sex = fields.String(allow_none=True)
    living_status = fields.String(allow_none=True)
    life_dates = fields.Raw(allow_none=True)
    comments = fields.String(allow_none=True)
    custom_fields = fields.Dict()
    social_units = fields.List(fields.Nested(SocialUnitSchema))
    satellite_tags = fields.List(fields.String())


class NewIndividualSchema(IndividualChangeSchema):
    id = fields.UUID(metadata={"description": "For a try that can be repeated; else one is made"})
    species = fields.String(required=True)
    encounters = fields.List(fields.UUID(), required=True, validate=_SOME)


class MergeSchema(Schema):
    merge = fields.UUID(
        metadata={"description": "For a try that can be repeated; else one is made"}
    )
    from_ = fields.List(
        fields.UUID(),
        required=True,
        validate=_SOME,
        data_key="from",
        metadata={"description": "The individuals that go into this one"},
    )
    resolve = fields.Dict(
        load_default=dict, metadata={"description": "What holds where they disagree, by field"}
    )


class SplitSchema(Schema):
    split = fields.UUID(
        metadata={"description": "For a try that can be repeated; else one is made"}
    )
    encounters = fields.List(fields.UUID(), required=True, validate=_SOME)
    individual = fields.UUID(
        metadata={"description": "Where they go; without it, to a new individual"}
    )
    names = fields.List(fields.Nested(NameSchema))


class IdentityOutcomeSchema(Schema):
    encounters = fields.List(fields.Nested(EncounterSchema), required=True)
    individual = fields.Nested(IndividualSchema, required=True, allow_none=True)
    previous = fields.Dict(
        keys=fields.String(),
        values=fields.String(allow_none=True),
        required=True,
        metadata={"description": "The individual that each encounter had before"},
    )


class IndividualListSchema(Schema):
    individuals = fields.List(fields.Nested(IndividualSchema), required=True)


class UnmergeSchema(Schema):
    merge = fields.UUID(required=True)


class MergeVoteSchema(Schema):
    vote = fields.String(required=True, validate=validate.OneOf(["agree", "block"]))
    reason = fields.String(load_default="", validate=validate.Length(max=2_000))


class MergeVoteRecordSchema(MergeVoteSchema):
    user = fields.UUID(required=True)
    at = fields.AwareDateTime(required=True)


class PrivateSideSchema(Schema):
    individual = fields.UUID(required=True)
    only_of_asker = fields.Boolean(
        required=True,
        metadata={"description": "Whoever asked can open all of it; otherwise others have to, too"},
    )


class MergeRequestSchema(Schema):
    id = fields.UUID(required=True)
    individual = fields.UUID(required=True)
    from_ = fields.List(fields.UUID(), required=True, data_key="from")
    resolve = fields.Dict(required=True)
    state = fields.String(required=True, metadata={"description": "open, merged, blocked, …"})
    reason = fields.String(required=True, allow_none=True)
    requested_by = fields.UUID(required=True)
    requested_by_name = fields.String(
        required=True, metadata={"description": "Full name; empty: not told"}
    )
    deadline = fields.AwareDateTime(required=True)
    created_at = fields.AwareDateTime(required=True)
    votes = fields.List(fields.Nested(MergeVoteRecordSchema), required=True)
    private = fields.List(
        fields.Nested(PrivateSideSchema),
        required=True,
        metadata={
            "description": "Which individuals have encounters that are not open to the caller; told to who has a vote, "
            "while the request is open"
        },
    )


class MergeRequestsSchema(Schema):
    items = fields.List(fields.Nested(MergeRequestSchema), required=True)


class MergeOutcomeSchema(Schema):
    individual = fields.Nested(IndividualSchema, required=True, allow_none=True)
    merge = fields.UUID(required=True, metadata={"description": "What `unmerge` takes"})
    request = fields.Nested(
        MergeRequestSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Where others have to agree first"},
    )


class GalleryItemSchema(Schema):
    annotation = fields.UUID(required=True)
    asset = fields.UUID(required=True)
    bbox = fields.List(fields.Float(), required=True, allow_none=True)
    viewpoint = fields.String(required=True, allow_none=True)
    encounter = fields.UUID(required=True)


class GallerySchema(Schema):
    items = fields.List(fields.Nested(GalleryItemSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class GalleryQuerySchema(Schema):
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(load_default=None)


class CompanionSchema(Schema):
    individual = fields.Nested(IndividualRefSchema, required=True)
    sightings = fields.Integer(
        required=True, metadata={"description": "How many show both, of those one may see"}
    )


class CompanionsSchema(Schema):
    items = fields.List(fields.Nested(CompanionSchema), required=True)
