"""`/individuals`: one animal, known by one or more encounters."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response
from flask_restx import Resource

from edm.api.answers import as_json, matched_version
from edm.api.lists import found, listed
from edm.foundation import current_edm
from edm.models import Individual
from edm.operations.change_individual import change_individual
from edm.operations.new_individual import create_individual
from edm.operations.removal import delete_individual
from edm.queries.individuals import get_individual
from edm.schemas.records import IndividualPageSchema, IndividualSchema
from edm.schemas.requests import CascadeSchema, IdsByNounSchema, PartialSchema
from edm.schemas.search import IndividualFilterSchema, SearchSchema
from service_kit.web import Noun, current_caller

individuals = Noun("individuals", path="/individuals", description="One animal")


@individuals.route("")
class Individuals(Resource):  # type: ignore[misc]
    @individuals.takes(IndividualFilterSchema, where="query")
    @individuals.answers(IndividualPageSchema)
    def get(self, query: dict[str, Any]) -> Response:
        """List individuals by named filters."""
        return listed(Individual, query)

    @individuals.takes(CascadeSchema, where="query")
    @individuals.takes(PartialSchema)
    @individuals.answers(IndividualSchema, status=201)
    def post(self, body: dict[str, Any], query: dict[str, Any]) -> Response:
        """Add an individual with the encounters that it is known by."""
        edm, caller = current_edm(), current_caller()
        return as_json(create_individual(edm, caller, body, query["cascade"]), 201)


@individuals.route("/search")
class IndividualSearch(Resource):  # type: ignore[misc]
    @individuals.takes(SearchSchema)
    @individuals.answers(IndividualPageSchema)
    def post(self, body: dict[str, Any]) -> Response:
        """List individuals by a filter tree."""
        return found(Individual, body)


@individuals.route("/<uuid:individual>")
class OneIndividual(Resource):  # type: ignore[misc]
    @individuals.answers(IndividualSchema)
    def get(self, individual: uuid.UUID) -> Response:
        """One individual, counting those of its encounters that the caller may read."""
        edm = current_edm()
        with edm.database.read() as session:
            scope = current_caller().scope
            return as_json(get_individual(session, individual, scope, edm.species.catalogue()))

    @individuals.takes(PartialSchema)
    @individuals.answers(IndividualSchema)
    def patch(self, individual: uuid.UUID, body: dict[str, Any]) -> Response:
        """Change what the partial document names; If-Match says from which version."""
        version = matched_version()
        return as_json(
            change_individual(current_edm(), current_caller(), individual, version, body)
        )

    @individuals.answers(IdsByNounSchema, description="What is gone")
    def delete(self, individual: uuid.UUID) -> Response:
        """Delete it softly; its encounters stay, without an identity."""
        return as_json(delete_individual(current_edm(), current_caller(), individual))
