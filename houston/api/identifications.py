"""`/identifications`: which animal is this? Ask, see who resembles it and why, decide, take it back."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request
from flask_restx import Resource

from houston.access import current_principal, scope_of
from houston.api.evidence import add_evidence_routes
from houston.house import current_house
from houston.models import Identification, IdentificationDecision
from houston.operations.identification import start_identification
from houston.operations.identification_decision import decide, undo
from houston.queries.ecology import individuals_of
from houston.queries.evidence_view import Evidence, evidence_in_identification
from houston.queries.identification import find_identification, page_of_identifications
from houston.queries.identification_view import (
    outline,
    view_decision,
    view_identification,
)
from houston.schemas.identification import (
    DecisionSchema,
    IdentificationListQuerySchema,
    IdentificationPageSchema,
    IdentificationSchema,
    NewDecisionSchema,
    NewIdentificationSchema,
)
from service_kit.web import Noun

identifications = Noun("identifications", path="/identifications", description="Who is it?")


def _shown(identification: Identification) -> dict[str, Any]:
    return view_identification(current_house(), current_principal(), identification)


def _shown_decision(decision: IdentificationDecision) -> dict[str, Any]:
    known = {}
    if decision.individual:
        scope = scope_of(current_principal())
        known = individuals_of(current_house(), [decision.individual], scope)
    seen = {decision.candidate} if decision.candidate else set()  # by who has just decided
    return view_decision(decision, known, seen)


@identifications.route("")
class Identifications(Resource):  # type: ignore[misc]
    @identifications.takes(NewIdentificationSchema)
    @identifications.answers(IdentificationSchema, status=202)
    def post(self, body: dict[str, Any]) -> Any:
        """Asks which animal it is; `job` finds out."""
        key = request.headers.get("Idempotency-Key")
        return _shown(start_identification(current_house(), current_principal(), body, key))

    @identifications.takes(IdentificationListQuerySchema, where="query")
    @identifications.answers(IdentificationPageSchema)
    def get(self, query: dict[str, Any]) -> Any:
        """Those about an encounter, or else the caller's own, the newest first."""
        with current_house().database.read() as session:
            rows, following = page_of_identifications(session, current_principal(), **query)
        return {"items": [outline(row, current_principal()) for row in rows], "next": following}


@identifications.route("/<uuid:id>")
class OneIdentification(Resource):  # type: ignore[misc]
    @identifications.answers(IdentificationSchema)
    def get(self, id: uuid.UUID) -> Any:
        """Who resembles it, within what the caller may see, and what was decided."""
        with current_house().database.read() as session:
            found = find_identification(session, current_principal(), id)
        return _shown(found)


def _evidence(id: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID) -> Evidence:
    return evidence_in_identification(current_house(), current_principal(), id, query, annotation)


add_evidence_routes(identifications, "identification", _evidence)


@identifications.route("/<uuid:id>/decisions")
class Decisions(Resource):  # type: ignore[misc]
    @identifications.takes(NewDecisionSchema)
    @identifications.answers(DecisionSchema, status=201)
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Decides about one query."""
        key = request.headers.get("Idempotency-Key")
        return _shown_decision(decide(current_house(), current_principal(), id, body, key))


@identifications.route("/<uuid:id>/decisions/<uuid:decision>")
class OneDecision(Resource):  # type: ignore[misc]
    @identifications.answers_nothing("Everything is as it was before the decision")
    def delete(self, id: uuid.UUID, decision: uuid.UUID) -> None:
        """Takes the decision back."""
        undo(current_house(), current_principal(), id, decision)
