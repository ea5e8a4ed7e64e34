"""`/individuals/…/merge`, `/unmerge` and `/split`: which individuals are one, and which are several."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response
from flask_restx import Resource

from edm.api.answers import as_json
from edm.api.individuals import individuals
from edm.foundation import current_edm
from edm.operations.identity import IdentityRequest, decide
from edm.operations.merge import MergeRequest, merge
from edm.operations.unmerge import unmerge
from edm.schemas.records import IndividualSchema
from edm.schemas.requests import (
    CascadeSchema,
    IdentitySchema,
    IndividualListSchema,
    MergeSchema,
    SplitSchema,
    UnmergeSchema,
)
from service_kit.web import current_caller


@individuals.route("/<uuid:individual>/merge")
class Merge(Resource):  # type: ignore[misc]
    @individuals.takes(MergeSchema)
    @individuals.answers(IndividualSchema)
    def post(self, individual: uuid.UUID, body: dict[str, Any]) -> Response:
        """Merge others into this individual, keeping everything of all."""
        request = MergeRequest(
            body["merge"],
            individual,
            tuple(dict.fromkeys(body["others"])),
            body["resolve"],
            body["only_check"],
        )
        return as_json(merge(current_edm(), current_caller(), request))


@individuals.route("/unmerge")
class Unmerge(Resource):  # type: ignore[misc]
    @individuals.takes(UnmergeSchema)
    @individuals.answers(IndividualListSchema)
    def post(self, body: dict[str, Any]) -> Response:
        """Undo a merge."""
        return as_json(unmerge(current_edm(), current_caller(), body["merge"]))


@individuals.route("/<uuid:individual>/split")
class Split(Resource):  # type: ignore[misc]
    @individuals.takes(CascadeSchema, where="query")
    @individuals.takes(SplitSchema)
    @individuals.answers(IdentitySchema)
    def post(self, individual: uuid.UUID, body: dict[str, Any], query: dict[str, Any]) -> Response:
        """Move encounters of this individual to another, or to a new one."""
        chosen = tuple(dict.fromkeys(body["encounters"]))
        request = IdentityRequest(
            decision=body["split"],
            encounters=chosen,
            individual=body["individual"],
            names=tuple(body["names"]),
            expected=dict.fromkeys(chosen, individual),
            cascade=query["cascade"],
        )
        return as_json(decide(current_edm(), current_caller(), request, "split"))
