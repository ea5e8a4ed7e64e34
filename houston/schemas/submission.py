"""How does a submission come in, and how is it told about?"""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from houston.access import Visibility
from houston.accounts.addresses import LONGEST_ADDRESS, canonical_email
from houston.models.submission import SubmissionKind, SubmissionState
from houston.models.submission_file import FilePurpose, FileState
from houston.schemas.fault import FaultSchema
from houston.schemas.job import ProgressSchema
from service_kit.paging import LARGEST_PAGE, USUAL_PAGE

MOST_PROJECTS = 50


class SubmissionWishesSchema(Schema):
    """What can be said of a draft, now or later."""

    metadata = fields.Dict(
        metadata={"description": "`{sightings: [...]}`: see the page on metadata"}
    )
    projects = fields.List(fields.UUID(), validate=validate.Length(max=MOST_PROJECTS))
    visibility = fields.String(
        validate=validate.OneOf([each.value for each in Visibility]),
        metadata={"description": "Usually public; private where a researcher sends it in"},
    )
    approve = fields.Boolean(
        metadata={"description": "Approve the records at once; for those who may approve"}
    )
    contact_name = fields.String(allow_none=True, validate=validate.Length(max=200))
    contact_email = fields.String(
        allow_none=True,
        validate=validate.Length(max=LONGEST_ADDRESS),
        metadata={"description": "Without an account: whoever has this address can claim it later"},
    )

    @post_load
    def write_address(self, wishes: dict[str, Any], **_: Any) -> dict[str, Any]:
        if wishes.get("contact_email"):
            try:
                wishes["contact_email"] = canonical_email(wishes["contact_email"])
            except ValueError as error:
                raise ValidationError({"contact_email": [str(error)]}) from error
        elif "contact_email" in wishes:
            wishes["contact_email"] = None
        return wishes


class NewSubmissionSchema(SubmissionWishesSchema):
    kind = fields.String(
        load_default=SubmissionKind.FORM.value,
        validate=validate.OneOf([each.value for each in SubmissionKind]),
    )


class SubmissionMetadataSchema(SubmissionWishesSchema):
    """The metadata, as it stands alone or within what else is wished."""

    sightings = fields.Raw(
        allow_none=True, metadata={"description": "The same as `metadata.sightings`"}
    )

    @post_load
    def take_metadata(self, wishes: dict[str, Any], **_: Any) -> dict[str, Any]:
        if "sightings" in wishes:
            wishes["metadata"] = {"sightings": wishes.pop("sightings")}
        return wishes


class TakenTimeSchema(Schema):
    year = fields.Integer(required=True)
    month = fields.Integer(required=True, allow_none=True)
    day = fields.Integer(required=True, allow_none=True)
    hour = fields.Integer(required=True, allow_none=True)
    minute = fields.Integer(required=True, allow_none=True)
    second = fields.Integer(required=True, allow_none=True)
    utc_offset = fields.String(required=True, allow_none=True)
    zone = fields.String(required=True, allow_none=True)
    source = fields.String(required=True)


class TakenLocationSchema(Schema):
    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)
    source = fields.String(required=True)
    uncertainty_metres = fields.Float(required=True, allow_none=True)


class CameraSchema(Schema):
    make = fields.String(required=True, allow_none=True)
    model = fields.String(required=True, allow_none=True)
    serial = fields.String(required=True, allow_none=True)


class ExifSchema(Schema):
    """What the camera wrote: to be proposed to a person, never taken over unseen."""

    time = fields.Nested(TakenTimeSchema, required=True, allow_none=True)
    location = fields.Nested(TakenLocationSchema, required=True, allow_none=True)
    camera = fields.Nested(CameraSchema, required=True, allow_none=True)
    orientation = fields.Integer(required=True)
    tags = fields.List(
        fields.String(),
        metadata={
            "description": "Of a photo manager, as `branch|leaf`; absent where there are none"
        },
    )


class SubmissionFileSchema(Schema):
    id = fields.UUID(required=True, metadata={"description": "Also of the asset it becomes"})
    name = fields.String(required=True)
    purpose = fields.String(
        required=True,
        validate=validate.OneOf([each.value for each in FilePurpose]),
        metadata={"description": "A picture; in an import also a sheet and what comes beside it"},
    )
    size = fields.Integer(required=True)
    received = fields.Integer(required=True)
    state = fields.String(
        required=True, validate=validate.OneOf([each.value for each in FileState])
    )
    code = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    duplicate_of = fields.UUID(required=True, allow_none=True)
    sha256 = fields.String(required=True, allow_none=True)
    media_type = fields.String(required=True, allow_none=True)
    width = fields.Integer(required=True, allow_none=True)
    height = fields.Integer(required=True, allow_none=True)
    exif = fields.Nested(ExifSchema, required=True, allow_none=True)


class SubmissionSchema(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(
        required=True, validate=validate.OneOf([each.value for each in SubmissionKind])
    )
    state = fields.String(
        required=True, validate=validate.OneOf([each.value for each in SubmissionState])
    )
    reason = fields.String(required=True, allow_none=True)
    owner = fields.UUID(required=True, allow_none=True)
    contact_name = fields.String(required=True, allow_none=True)
    contact_email = fields.String(required=True, allow_none=True)
    projects = fields.List(fields.UUID(), required=True)
    visibility = fields.String(required=True)
    approve = fields.Boolean(required=True)
    created_at = fields.AwareDateTime(required=True)
    committed_at = fields.AwareDateTime(required=True, allow_none=True)
    deleted_at = fields.AwareDateTime(required=True, allow_none=True)
    metadata = fields.Dict(required=True)
    errors = fields.List(fields.Nested(FaultSchema), required=True)
    files = fields.List(
        fields.Nested(SubmissionFileSchema),
        required=True,
        metadata={
            "description": "The first thousand, in a list the first twelve; all under `/files`"
        },
    )
    file_count = fields.Integer(required=True)
    sightings = fields.List(fields.UUID(), required=True)
    encounters = fields.List(fields.UUID(), required=True)
    progress = fields.Nested(ProgressSchema, required=True, allow_none=True)
    job = fields.UUID(required=True, allow_none=True)
    follow_up_token = fields.String(
        metadata={
            "description": "Told once, to whoever opened the draft without an account; "
            "sent along as X-Follow-Up-Token it opens this submission"
        }
    )


class AcceptedSubmissionSchema(SubmissionSchema):
    """What was sent in; `job` is at work on it."""

    submission = fields.UUID(required=True, metadata={"description": "Its id once more"})


class SubmissionPageSchema(Schema):
    items = fields.List(fields.Nested(SubmissionSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class SubmissionListQuerySchema(Schema):
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(load_default=None)
    deleted = fields.Boolean(
        load_default=False, metadata={"description": "Those that were deleted and can be restored"}
    )
    claimable = fields.Boolean(
        load_default=False,
        metadata={"description": "Those sent in without an account and with the caller's address"},
    )


class SubmissionFilePageSchema(Schema):
    items = fields.List(fields.Nested(SubmissionFileSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class SubmissionFileQuerySchema(Schema):
    limit = fields.Integer(load_default=USUAL_PAGE, validate=validate.Range(1, LARGEST_PAGE))
    cursor = fields.String(load_default=None)
    state = fields.String(validate=validate.OneOf([each.value for each in FileState]))


class ValidationSchema(Schema):
    valid = fields.Boolean(required=True)
    errors = fields.List(fields.Nested(FaultSchema), required=True)
    warnings = fields.List(fields.Nested(FaultSchema), required=True)
    sightings = fields.Integer(required=True)
    encounters = fields.Integer(required=True)
