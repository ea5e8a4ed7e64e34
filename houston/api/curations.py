"""`/curations`: a species' catalogue is put in order by the comparisons that matter most."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request
from flask_restx import Resource

from houston.access import Action, current_principal, require
from houston.api.evidence import add_evidence_routes
from houston.house import current_house
from houston.models import Curation
from houston.operations.curation import renew_curation, start_curation
from houston.operations.curation_answer import answer_comparison, undo_answer
from houston.queries.curation import find_curation, page_of_curations
from houston.queries.curation_view import listed, outline, view_answer, view_curation
from houston.queries.evidence_view import Evidence, evidence_in_curation
from houston.schemas.curation import (
    AnswerSchema,
    CurationListQuerySchema,
    CurationPageSchema,
    CurationSchema,
    NewAnswerSchema,
    NewCurationSchema,
)
from service_kit.web import Noun

curations = Noun("curations", path="/curations", description="Who is who in the whole catalogue?")


def _find(curation_id: uuid.UUID) -> Curation:
    with current_house().database.read() as session:
        return find_curation(session, require(Action.IDENTIFY), curation_id)


def _evidence(id: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID) -> Evidence:
    return evidence_in_curation(current_house(), current_principal(), _find(id), query, annotation)


@curations.route("")
class Curations(Resource):  # type: ignore[misc]
    @curations.takes(NewCurationSchema)
    @curations.answers(CurationSchema, status=202)
    def post(self, body: dict[str, Any]) -> Any:
        """Begins to put a catalogue in order; `job` finds out what to ask."""
        principal, key = require(Action.IDENTIFY), request.headers.get("Idempotency-Key")
        return outline(start_curation(current_house(), principal, body, key), principal)

    @curations.takes(CurationListQuerySchema, where="query")
    @curations.answers(CurationPageSchema)
    def get(self, query: dict[str, Any]) -> Any:
        """The caller's own, or all for who may read everything; the newest first."""
        principal = require(Action.IDENTIFY)
        with current_house().database.read() as session:
            rows, following = page_of_curations(session, principal, **query)
            return {"items": listed(session, principal, rows), "next": following}


@curations.route("/<uuid:id>")
class OneCuration(Resource):  # type: ignore[misc]
    @curations.answers(CurationSchema)
    def get(self, id: uuid.UUID) -> Any:
        """What to ask next, what is proposed, and what was answered."""
        return view_curation(current_house(), current_principal(), _find(id))


@curations.route("/<uuid:id>/renew")
class RenewedCuration(Resource):  # type: ignore[misc]
    @curations.answers(CurationSchema, status=202)
    def post(self, id: uuid.UUID) -> Any:
        """Finds out anew what to ask: after names were given, or pictures came."""
        principal = require(Action.IDENTIFY)
        return outline(renew_curation(current_house(), principal, id), principal)


add_evidence_routes(curations, "curation", _evidence)


@curations.route("/<uuid:id>/answers")
class Answers(Resource):  # type: ignore[misc]
    @curations.takes(NewAnswerSchema)
    @curations.answers(AnswerSchema, status=201)
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Says of two pictures whether they show one animal."""
        principal, key = require(Action.IDENTIFY), request.headers.get("Idempotency-Key")
        return view_answer(answer_comparison(current_house(), principal, id, body, key))


@curations.route("/<uuid:id>/answers/<uuid:answer>")
class OneAnswer(Resource):  # type: ignore[misc]
    @curations.answers_nothing("The answer does not count any more")
    def delete(self, id: uuid.UUID, answer: uuid.UUID) -> None:
        """Takes an answer back."""
        undo_answer(current_house(), require(Action.IDENTIFY), id, answer)
