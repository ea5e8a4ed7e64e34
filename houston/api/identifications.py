"""`/identifications`: which animal is this? Ask, see who resembles it and why, decide, take it back."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, request
from flask_restx import Resource

from houston.access import current_principal, scope_of
from houston.api.files import kept_privately
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
from houston.schemas.evidence import EvidenceSchema, HeatMapSchema
from houston.schemas.identification import (
    DecisionSchema,
    IdentificationListQuerySchema,
    IdentificationPageSchema,
    IdentificationSchema,
    NewDecisionSchema,
    NewIdentificationSchema,
)
from service_kit.errors import NotFound
from service_kit.web import Noun

PICTURES = ("points", "heat-map")
KEPT_SECONDS = 3600  # evidence never changes; who may see it may, so it is asked about again

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


def picture_of_evidence(evidence: Evidence, kind: str) -> Response:
    """The picture of this kind, for the caller's own browser to keep. Raises `NotFound`."""
    if kind not in PICTURES:
        raise NotFound(f"There are the pictures {' and '.join(PICTURES)}.")
    tag = f"{evidence.query.annotation.hex}-{evidence.candidate.annotation.hex}-{kind}"
    response = Response(evidence.picture(kind), mimetype="image/webp")
    return kept_privately(response, tag, KEPT_SECONDS)


def _evidence(id: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID) -> Evidence:
    return evidence_in_identification(current_house(), current_principal(), id, query, annotation)


@identifications.route("/<uuid:id>/evidence/<uuid:query>/<uuid:annotation>")
class IdentificationEvidence(Resource):  # type: ignore[misc]
    @identifications.answers(EvidenceSchema)
    def get(self, id: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID) -> Any:
        """Which points of the two pictures resemble each other."""
        return _evidence(id, query, annotation).points()


@identifications.route("/<uuid:id>/evidence/<uuid:query>/<uuid:annotation>/heat-map")
class IdentificationHeatMap(Resource):  # type: ignore[misc]
    @identifications.answers(HeatMapSchema)
    def get(self, id: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID) -> Any:
        """How much each part of the two animals counted."""
        return _evidence(id, query, annotation).heat_map()


@identifications.route("/<uuid:id>/evidence/<uuid:query>/<uuid:annotation>/<string:kind>.webp")
class IdentificationEvidencePicture(Resource):  # type: ignore[misc]
    @identifications.produces(["image/webp"])  # type: ignore[untyped-decorator]
    def get(self, id: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID, kind: str) -> Response:
        """Both animals, one above the other: `points` or `heat-map` drawn in."""
        return picture_of_evidence(_evidence(id, query, annotation), kind)


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
