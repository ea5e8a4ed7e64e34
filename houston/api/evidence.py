"""`…/evidence/…`: the same routes below every noun whose records compared two pictures."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import Response
from flask_restx import Resource

from houston.api.files import kept_privately
from houston.queries.evidence_view import Evidence
from houston.schemas.evidence import EvidenceSchema, HeatMapSchema
from service_kit.errors import NotFound
from service_kit.web import Noun

PICTURES = ("points", "heat-map")
KEPT_SECONDS = 3600  # evidence never changes; who may see it may, so it is asked about again
PAIR = "/<uuid:id>/evidence/<uuid:query>/<uuid:annotation>"

FindEvidence = Callable[[uuid.UUID, uuid.UUID, uuid.UUID], Evidence]
"""Record, query and candidate become their evidence, for the present caller. Raises `NotFound`."""


def add_evidence_routes(noun: Noun, record: str, find: FindEvidence) -> None:
    """Adds the three routes of evidence to `noun`; `record` is what the operations' ids call one of its records."""

    @noun.route(PAIR)
    class Points(Resource):  # type: ignore[misc]
        @noun.doc(id=f"get_{record}_evidence")  # type: ignore[untyped-decorator]
        @noun.answers(EvidenceSchema)
        def get(self, id: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID) -> Any:
            """Which points of the two pictures resemble each other."""
            return find(id, query, annotation).points()

    @noun.route(f"{PAIR}/heat-map")
    class HeatMap(Resource):  # type: ignore[misc]
        @noun.doc(id=f"get_{record}_heat_map")  # type: ignore[untyped-decorator]
        @noun.answers(HeatMapSchema)
        def get(self, id: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID) -> Any:
            """How much each part of the two animals counted."""
            return find(id, query, annotation).heat_map()

    @noun.route(f"{PAIR}/<string:kind>.webp")
    class EvidencePicture(Resource):  # type: ignore[misc]
        @noun.doc(id=f"get_{record}_evidence_picture")  # type: ignore[untyped-decorator]
        @noun.produces(["image/webp"])  # type: ignore[untyped-decorator]
        def get(
            self, id: uuid.UUID, query: uuid.UUID, annotation: uuid.UUID, kind: str
        ) -> Response:
            """Both animals, one above the other: `points` or `heat-map` drawn in."""
            return _picture(find(id, query, annotation), kind)


def _picture(evidence: Evidence, kind: str) -> Response:
    """The picture of this kind, for the caller's own browser to keep. Raises `NotFound`."""
    if kind not in PICTURES:
        raise NotFound(f"There are the pictures {' and '.join(PICTURES)}.")
    tag = f"{evidence.query.annotation.hex}-{evidence.candidate.annotation.hex}-{kind}"
    response = Response(evidence.picture(kind), mimetype="image/webp")
    return kept_privately(response, tag, KEPT_SECONDS)
