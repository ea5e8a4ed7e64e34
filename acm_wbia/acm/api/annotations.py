"""`/annotations`: what was found in the pictures."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response
from flask_restx import Resource

from acm_wbia.acm.foundation import current_foundation
from acm_wbia.acm.operations import annotations as operations
from acm_wbia.acm.queries.annotations import find_annotations, get_annotation
from acm_wbia.acm.schemas.annotation import (
    AnnotationChangeSchema,
    AnnotationSchema,
    AnnotationSearchSchema,
    AnnotationsSchema,
)
from service_kit.web import Noun, current_caller

noun = Noun("annotations", path="/annotations", description="Animals found in pictures")


@noun.route("")
class Annotations(Resource):  # type: ignore[misc]
    @noun.takes(AnnotationsSchema)
    @noun.answers(AnnotationsSchema)
    def put(self, body: dict[str, Any]) -> Any:
        """Keeps annotations as described."""
        database, scope = current_foundation().database, current_caller().scope
        kept = operations.put_annotations(database, scope, body["annotations"])
        return {"annotations": kept}


@noun.route("/search")
class AnnotationSearch(Resource):  # type: ignore[misc]
    @noun.takes(AnnotationSearchSchema)
    @noun.answers(AnnotationsSchema)
    def post(self, body: dict[str, Any]) -> Any:
        """The annotations with these ids, or of these assets, within what the caller may read."""
        database, reach = current_foundation().database, current_caller().scope.read
        return {"annotations": find_annotations(database, reach, **body)}


@noun.route("/<uuid:annotation_id>")
class Annotation(Resource):  # type: ignore[misc]
    @noun.answers(AnnotationSchema)
    def get(self, annotation_id: uuid.UUID) -> Any:
        """One annotation."""
        database, reach = current_foundation().database, current_caller().scope.read
        return get_annotation(database, reach, annotation_id)

    @noun.takes(AnnotationChangeSchema)
    @noun.answers(AnnotationSchema)
    def patch(self, annotation_id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Changes box, angle, viewpoint or class; features of an old box are dropped."""
        database, scope = current_foundation().database, current_caller().scope
        return operations.change_annotation(database, scope, annotation_id, body)

    @noun.response(204, "Gone, with its features")  # type: ignore[untyped-decorator]
    def delete(self, annotation_id: uuid.UUID) -> Response:
        """Takes an annotation away."""
        database, scope = current_foundation().database, current_caller().scope
        operations.delete_annotation(database, scope, annotation_id)
        return Response(status=204)
