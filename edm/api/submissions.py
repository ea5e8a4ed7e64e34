"""`/submissions/{id}`: all that one submission brought, removed or restored together."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_restx import Resource

from edm.api.answers import as_json
from edm.foundation import current_edm
from edm.operations.restoration import restore_submission, restore_submission_step
from edm.operations.staging import discard, publish
from edm.operations.submission_removal import (
    preview_removal,
    remove_submission,
    remove_submission_step,
)
from edm.schemas.removal import RemovalPreviewSchema
from edm.schemas.requests import (
    CountsByNounSchema,
    PortionSchema,
    RemovalSchema,
    StepOutcomeSchema,
)
from edm.values.basics import is_storable
from service_kit.errors import NotFound
from service_kit.web import Noun, current_caller

submissions = Noun(
    "submissions", path="/submissions", description="All that one submission brought"
)


@submissions.route("/<string:submission>/removal")
class RemovalPreview(Resource):  # type: ignore[misc]
    @submissions.answers(RemovalPreviewSchema)
    def get(self, submission: str) -> Response:
        """What removing all of a submission would take, and what would stay and why."""
        return as_json(preview_removal(current_edm(), current_caller(), _known(submission)))


@submissions.route("/<string:submission>/remove")
class Removal(Resource):  # type: ignore[misc]
    @submissions.takes(RemovalSchema, where="query")
    @submissions.answers(
        StepOutcomeSchema, description="What is gone; with a limit, what just went"
    )
    def post(self, submission: str, query: dict[str, Any]) -> Response:
        """Delete all of a submission, softly; with a limit, so many encounters of it."""
        edm, caller = current_edm(), current_caller()
        known = _known(submission)
        if query["limit"] is None:
            return as_json(remove_submission(edm, caller, known, query["cascade"]))
        return as_json(remove_submission_step(edm, caller, known, query["limit"]))


@submissions.route("/<string:submission>/restore")
class Restoration(Resource):  # type: ignore[misc]
    @submissions.takes(PortionSchema, where="query")
    @submissions.answers(StepOutcomeSchema, description="What returned")
    def post(self, submission: str, query: dict[str, Any]) -> Response:
        """Bring back all that went when the submission was removed; with a limit, so many encounters of it."""
        edm, caller = current_edm(), current_caller()
        known = _known(submission)
        if query["limit"] is None:
            return as_json(restore_submission(edm, caller, known))
        return as_json(restore_submission_step(edm, caller, known, query["limit"]))


@submissions.route("/<string:submission>/publish")
class Publication(Resource):  # type: ignore[misc]
    @submissions.answers(CountsByNounSchema, description="What is there from now on")
    def post(self, submission: str) -> Response:
        """Let all that is staged of a submission be there, at one moment."""
        return as_json(publish(current_edm(), current_caller(), _known(submission)))


@submissions.route("/<string:submission>/discard")
class Discarding(Resource):  # type: ignore[misc]
    @submissions.answers(CountsByNounSchema, description="What was staged and is no more")
    def post(self, submission: str) -> Response:
        """Remove what is staged of a submission, and nothing else."""
        return as_json(discard(current_edm(), current_caller(), _known(submission)))


def _known(submission: str) -> str:
    if not is_storable(submission):
        raise NotFound("There is no such submission.")
    return submission
