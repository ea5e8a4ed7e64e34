"""`/match-sets`: what queries are compared with, named after its content."""

from __future__ import annotations

from typing import Any

from flask import jsonify, make_response
from flask_restx import Resource

from acm_wbia.acm.foundation import current_foundation
from acm_wbia.acm.operations.match_sets import put_match_set
from acm_wbia.acm.queries.match_sets import get_match_set
from acm_wbia.acm.schemas.match_set import MatchSetSchema, MembersSchema
from service_kit.web import Noun, current_caller

noun = Noun("match-sets", path="/match-sets", description="What queries are compared with")


@noun.route("/<string:content_hash>")
class MatchSet(Resource):  # type: ignore[misc]
    @noun.answers(MatchSetSchema)
    def get(self, content_hash: str) -> Any:
        """Whether a match set is known, and how large it is."""
        return get_match_set(current_foundation().database, content_hash)

    @noun.takes(MembersSchema)
    @noun.answers(MatchSetSchema, status=201, description="Kept; 200 where it was known")
    def put(self, content_hash: str, body: dict[str, Any]) -> Any:
        """Keeps a match set."""
        database, scope = current_foundation().database, current_caller().scope
        kept, is_new = put_match_set(database, scope, content_hash, body["members"])
        return make_response(jsonify(kept), 201 if is_new else 200)
