"""`/submissions`: drafts, their files and metadata, sending them in, and how far they are."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request
from flask_restx import Resource
from sqlalchemy.orm import Session

from houston.access import Principal, current_principal
from houston.accounts.credentials import caller_host
from houston.house import current_house
from houston.models import Submission, SubmissionKind
from houston.operations import submission_draft as drafts
from houston.operations import submission_removal as removal
from houston.operations import submission_sending as sending
from houston.operations.follow_up_link import claim_submission
from houston.operations.upload import drop_file
from houston.queries.submission import (
    find_readable,
    may_see_places,
    page_of_files,
    page_of_own,
)
from houston.queries.submission_view import MOST_LISTED, view_file, view_submission
from houston.schemas.submission import (
    AcceptedSubmissionSchema,
    NewSubmissionSchema,
    SubmissionFilePageSchema,
    SubmissionFileQuerySchema,
    SubmissionListQuerySchema,
    SubmissionMetadataSchema,
    SubmissionPageSchema,
    SubmissionSchema,
    SubmissionWishesSchema,
    ValidationSchema,
)
from service_kit.web import Noun

submissions = Noun("submissions", path="/submissions", description="What people send in")


def _shown(submission: Submission) -> dict[str, Any]:
    with current_house().database.read() as session:
        return view_submission(session, current_principal(), submission)


@submissions.route("")
class Submissions(Resource):  # type: ignore[misc]
    @submissions.takes(NewSubmissionSchema)
    @submissions.answers(SubmissionSchema, status=201)
    def post(self, body: dict[str, Any]) -> Any:
        """Opens a draft. Files come to it by `/uploads`."""
        opened = drafts.open_draft(
            current_house(),
            current_principal(),
            SubmissionKind(body.pop("kind")),
            body,
            idempotency_key=request.headers.get("Idempotency-Key"),
            host=caller_host(),
        )
        shown = _shown_to(opened.submission, opened.follow_up_token is not None)
        if opened.follow_up_token:
            shown["follow_up_token"] = opened.follow_up_token
        return shown

    @submissions.takes(SubmissionListQuerySchema, where="query")
    @submissions.answers(SubmissionPageSchema)
    def get(self, query: dict[str, Any]) -> Any:
        """The caller's own submissions, the newest first."""
        principal = current_principal()
        with current_house().database.read() as session:
            rows, following = page_of_own(session, principal, **query)
            items = [view_submission(session, principal, row, MOST_LISTED) for row in rows]
        return {"items": items, "next": following}


def _accepted(submission: Submission) -> dict[str, Any]:
    return {**_shown(submission), "submission": submission.id}


def _shown_to(submission: Submission, opened_it: bool) -> dict[str, Any]:
    """To whoever has just opened it without an account, as to the holder of its link."""
    principal = current_principal()
    if opened_it:
        principal = Principal(followed=frozenset({submission.id}))
    with current_house().database.read() as session:
        return view_submission(session, principal, submission)


def _readable(session: Session, submission_id: uuid.UUID) -> Submission:
    return find_readable(session, current_principal(), submission_id)


@submissions.route("/<uuid:id>")
class OneSubmission(Resource):  # type: ignore[misc]
    @submissions.answers(SubmissionSchema)
    def get(self, id: uuid.UUID) -> Any:
        """The submission, with its files and how far it is."""
        with current_house().database.read() as session:
            return view_submission(session, current_principal(), _readable(session, id))

    @submissions.takes(SubmissionWishesSchema)
    @submissions.answers(SubmissionSchema)
    def patch(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Changes a draft; what is not given stays."""
        return _shown(drafts.change_draft(current_house(), current_principal(), id, body))

    @submissions.answers_nothing("The submission is deleted")
    def delete(self, id: uuid.UUID) -> None:
        """Deletes the submission with all that was made of it; it can be restored for 30 days."""
        removal.remove_submission(current_house(), current_principal(), id)


@submissions.route("/<uuid:id>/restore")
class SubmissionRestore(Resource):  # type: ignore[misc]
    @submissions.answers(SubmissionSchema)
    def post(self, id: uuid.UUID) -> Any:
        """Brings a deleted submission back."""
        return _shown(removal.restore_submission(current_house(), current_principal(), id))


@submissions.route("/<uuid:id>/validate")
class SubmissionValidate(Resource):  # type: ignore[misc]
    @submissions.takes(SubmissionMetadataSchema)
    @submissions.answers(ValidationSchema)
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Everything that is wrong with the draft, at once. Creates nothing."""
        return drafts.validate_draft(current_house(), current_principal(), id, body)


@submissions.route("/<uuid:id>/commit")
class SubmissionCommit(Resource):  # type: ignore[misc]
    @submissions.takes(SubmissionMetadataSchema)
    @submissions.answers(AcceptedSubmissionSchema, status=202)
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Sends the draft in, with its metadata if that was not given before; `job` does the rest."""
        return _accepted(sending.commit_draft(current_house(), current_principal(), id, body))


@submissions.route("/<uuid:id>/retry")
class SubmissionRetry(Resource):  # type: ignore[misc]
    @submissions.answers(AcceptedSubmissionSchema, status=202)
    def post(self, id: uuid.UUID) -> Any:
        """Goes on from where it failed."""
        return _accepted(sending.retry_submission(current_house(), current_principal(), id))


@submissions.route("/<uuid:id>/claim")
class SubmissionClaim(Resource):  # type: ignore[misc]
    @submissions.answers(SubmissionSchema)
    def post(self, id: uuid.UUID) -> Any:
        """Makes a submission that was sent in without an account the caller's own."""
        submission = claim_submission(current_house(), current_principal(), id)
        return _shown_to(submission, opened_it=True)


@submissions.route("/<uuid:id>/files")
class SubmissionFiles(Resource):  # type: ignore[misc]
    @submissions.takes(SubmissionFileQuerySchema, where="query")
    @submissions.answers(SubmissionFilePageSchema)
    def get(self, id: uuid.UUID, query: dict[str, Any]) -> Any:
        """Its files, page by page."""
        principal = current_principal()
        with current_house().database.read() as session:
            submission = _readable(session, id)
            rows, following = page_of_files(session, id, **query)
            exact = may_see_places(principal, submission)
        return {"items": [view_file(row, exact) for row in rows], "next": following}


@submissions.route("/<uuid:id>/files/<uuid:file>")
class OneSubmissionFile(Resource):  # type: ignore[misc]
    @submissions.answers_nothing("The file is gone")
    def delete(self, id: uuid.UUID, file: uuid.UUID) -> None:
        """Takes a file out of the draft."""
        drop_file(current_house(), current_principal(), id, file)
