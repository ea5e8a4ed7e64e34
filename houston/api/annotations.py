"""`/annotations`: boxes drawn by hand, corrected, moved to another encounter of the sighting, removed."""

from __future__ import annotations

import uuid
from typing import Any

from flask_restx import Resource

from houston.access import current_principal
from houston.house import current_house
from houston.operations.annotation import change_annotation, draw_annotation, remove_annotation
from houston.queries.asset_view import one_annotation
from houston.schemas.asset import (
    AnnotationChangeSchema,
    AnnotationSchema,
    NewAnnotationSchema,
)
from service_kit.web import Noun

annotation_noun = Noun("annotations", path="/annotations", description="Animals found in pictures")


@annotation_noun.route("")
class Annotations(Resource):  # type: ignore[misc]
    @annotation_noun.takes(NewAnnotationSchema)
    @annotation_noun.answers(AnnotationSchema, status=201)
    def post(self, body: dict[str, Any]) -> Any:
        """Draws a box by hand."""
        return draw_annotation(current_house(), current_principal(), body)


@annotation_noun.route("/<uuid:id>")
class OneAnnotation(Resource):  # type: ignore[misc]
    @annotation_noun.answers(AnnotationSchema)
    def get(self, id: uuid.UUID) -> Any:
        """One annotation."""
        return one_annotation(current_house(), current_principal(), id)

    @annotation_noun.takes(AnnotationChangeSchema)
    @annotation_noun.answers(AnnotationSchema)
    def patch(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Changes box, angle, viewpoint, class or encounter."""
        return change_annotation(current_house(), current_principal(), id, body)

    @annotation_noun.answers_nothing("The annotation is gone")
    def delete(self, id: uuid.UUID) -> None:
        """Takes an annotation away."""
        remove_annotation(current_house(), current_principal(), id)
