"""Which parameters does each route of WB-IA's take? What is not among them is refused by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from acm_wbia.acm.wire.parameters import WireUuid

MOST_IMAGES = 1_000  # of one request: each is read and looked at before it is answered
MOST_ANNOTATIONS = 20_000
LONGEST = validate.Length(max=200)
MATCHING_STATES = ("matched", "notmatched", "notcomparable")
LANES = ("fast", "slow")
METHODS = ("GET", "POST", "PUT")


def maybe(field: type[fields.Field[Any]], **options: Any) -> fields.List[Any]:
    """A list of which each place, or the whole, may be null."""
    return fields.List(field(allow_none=True, **options), load_default=None, allow_none=True)


def check_lengths(data: Mapping[str, Any], first: str, others: Iterable[str]) -> None:
    """Raises `ValidationError` where a list has not as many places as the first."""
    expected = len(data[first])
    wrong = {
        name: [f"It has {len(data[name])} places, where {first} has {expected}."]
        for name in others
        if data.get(name) is not None and len(data[name]) != expected
    }
    if wrong:
        raise ValidationError(wrong)


class NothingSchema(Schema):
    """A route without parameters."""


class ImagesSchema(Schema):
    image_uri_list = fields.List(
        fields.Raw(), required=True, validate=validate.Length(min=1, max=MOST_IMAGES)
    )
    image_unixtime_list = maybe(fields.Float)
    image_gps_lat_list = maybe(fields.Float)
    image_gps_lon_list = maybe(fields.Float)

    @validates_schema
    def check(self, data: Mapping[str, Any], **_: Any) -> None:
        others = ("image_unixtime_list", "image_gps_lat_list", "image_gps_lon_list")
        check_lengths(data, "image_uri_list", others)


class AnnotationsSchema(Schema):
    image_uuid_list = fields.List(
        WireUuid(), required=True, validate=validate.Length(min=1, max=MOST_ANNOTATIONS)
    )
    annot_bbox_list = fields.List(
        fields.List(fields.Float(), validate=validate.Length(equal=4)), required=True
    )
    annot_theta_list = maybe(fields.Float)
    annot_viewpoint_list = maybe(fields.String)
    annot_quality_list = maybe(fields.Integer, strict=True, validate=validate.Range(min=-1, max=5))
    annot_species_list = maybe(fields.String, validate=LONGEST)
    annot_multiple_list = maybe(fields.Boolean)
    annot_interest_list = maybe(fields.Boolean)
    annot_name_list = maybe(fields.String, validate=LONGEST)
    annot_uuid_list = maybe(WireUuid)

    @validates_schema
    def check(self, data: Mapping[str, Any], **_: Any) -> None:
        check_lengths(
            data, "image_uuid_list", [each for each in self.fields if each != "image_uuid_list"]
        )


class UuidsSchema(Schema):
    uuid_list = fields.List(
        WireUuid(), required=True, validate=validate.Length(min=1, max=MOST_ANNOTATIONS)
    )


class JobSchema(Schema):
    jobid = fields.String(required=True, validate=validate.Length(min=1, max=200))


class EngineSchema(Schema):
    """What every job of the engine takes."""

    jobid = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(min=1, max=200)
    )
    callback_url = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(max=2000)
    )
    callback_method = fields.String(
        load_default="POST", allow_none=True, validate=validate.OneOf(METHODS)
    )
    callback_detailed = fields.Boolean(load_default=False)
    lane = fields.String(load_default="fast", validate=validate.OneOf(LANES))

    @validates_schema
    def check_callback(self, data: Mapping[str, Any], **_: Any) -> None:
        if data.get("callback_detailed") and data.get("callback_method") == "GET":
            raise ValidationError("The result is not told by GET.", "callback_detailed")


class DetectSchema(EngineSchema):
    image_uuid_list = fields.List(
        fields.Raw(),
        required=True,
        validate=validate.Length(min=1, max=MOST_IMAGES),
        metadata={"description": "UUIDs, or where the pictures lie"},
    )
    model_tag = fields.String(load_default=None, allow_none=True)
    sensitivity = fields.Float(load_default=None, allow_none=True, validate=validate.Range(0, 1))
    nms_thresh = fields.Float(load_default=None, allow_none=True, validate=validate.Range(0, 1))
    nms = fields.Boolean(load_default=True)
    species = fields.String(load_default=None, allow_none=True, validate=LONGEST)
    animal_class = fields.String(
        data_key="class", load_default=None, allow_none=True, validate=LONGEST
    )
    # Of WB-IA's own models; whatever they are set to, our detectors label what they find themselves.
    labeler_algo = fields.Raw(allow_none=True)
    labeler_model_tag = fields.Raw(allow_none=True)
    use_labeler_species = fields.Raw(allow_none=True)
    apply_nms_post_use_labeler_species = fields.Raw(allow_none=True)
    viewpoint_model_tag = fields.Raw(allow_none=True)
    orienter_algo = fields.Raw(allow_none=True)
    orienter_model_tag = fields.Raw(allow_none=True)
    assigner_algo = fields.Raw(allow_none=True)
    assigner_model_tag = fields.Raw(allow_none=True)
    grid = fields.Raw(allow_none=True)
    nms_aware = fields.Raw(allow_none=True)


WITHOUT_EFFECT = (
    "labeler_algo",
    "labeler_model_tag",
    "use_labeler_species",
    "apply_nms_post_use_labeler_species",
    "viewpoint_model_tag",
    "orienter_algo",
    "orienter_model_tag",
    "assigner_algo",
    "assigner_model_tag",
    "grid",
    "nms_aware",
)
"""Of a detection's parameters; the answer says so of those that were sent."""


class QuerySchema(EngineSchema):
    query_annot_uuid_list = fields.List(
        WireUuid(), required=True, validate=validate.Length(equal=1, error="One query a job.")
    )
    query_annot_name_list = maybe(fields.String, validate=LONGEST)
    database_annot_uuid_list = fields.List(
        WireUuid(allow_none=True),
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=MOST_ANNOTATIONS * 10),
    )
    database_annot_name_list = maybe(fields.String, validate=LONGEST)
    matching_state_list = fields.List(
        fields.Tuple(
            (WireUuid(), WireUuid(), fields.String(validate=validate.OneOf(MATCHING_STATES)))
        ),
        load_default=list,
        allow_none=True,
    )
    query_config_dict = fields.Dict(load_default=dict, allow_none=True)
    echo_query_params = fields.Boolean(load_default=True)

    @validates_schema
    def check(self, data: Mapping[str, Any], **_: Any) -> None:
        check_lengths(data, "query_annot_uuid_list", ["query_annot_name_list"])
        if data.get("database_annot_name_list") is None:
            return
        if data.get("database_annot_uuid_list") is None:
            raise ValidationError(
                "Names need the database_annot_uuid_list that they belong to.",
                "database_annot_name_list",
            )
        check_lengths(data, "database_annot_uuid_list", ["database_annot_name_list"])


class ThumbSchema(Schema):
    extern_reference = fields.String(required=True)
    query_annot_uuid = WireUuid(required=True)
    database_annot_uuid = WireUuid(required=True)
    version = fields.String(
        load_default="heatmask", validate=validate.OneOf(("clean", "matches", "heatmask"))
    )
