"""`/individuals`: one animal. EDM keeps them; here is decided who may."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response
from flask_restx import Resource

from houston.access import current_principal, scope_of
from houston.api.pass_on import EDM, as_response, minted, pass_change_on, pass_on, tell_edm
from houston.api.record_removal import delete_record, restore_record
from houston.house import current_house
from houston.queries.individual import cooccurrence, gallery
from houston.schemas.individual import (
    CompanionsSchema,
    GalleryQuerySchema,
    GallerySchema,
    IdentityOutcomeSchema,
    IndividualChangeSchema,
    IndividualListSchema,
    IndividualPageSchema,
    IndividualSchema,
    NamesSchema,
    NewIndividualSchema,
    SplitSchema,
    UnmergeSchema,
)
from houston.schemas.observation import (
    DeleteQuerySchema,
    HistoryQuerySchema,
    HistorySchema,
    IndividualQuerySchema,
    RecordSearchSchema,
    RemovalSchema,
)
from service_kit.web import Noun

individuals = Noun("individuals", path="/individuals", description="One animal")
_PATH = "/individuals"


@individuals.route("")
class Individuals(Resource):  # type: ignore[misc]
    @individuals.passes(IndividualQuerySchema, where="query")
    @individuals.answers(IndividualPageSchema)
    def get(self) -> Response:
        """List individuals by named filters."""
        return pass_on(_PATH)

    @individuals.passes(DeleteQuerySchema, where="query")
    @individuals.passes(NewIndividualSchema)
    @individuals.answers(IndividualSchema, status=201)
    def post(self) -> Response:
        """Give encounters a new individual."""
        return as_response(tell_edm(_PATH, minted("id")))


@individuals.route("/search")
class IndividualSearch(Resource):  # type: ignore[misc]
    @individuals.passes(RecordSearchSchema)
    @individuals.answers(IndividualPageSchema)
    def post(self) -> Response:
        """List individuals by a filter tree."""
        return pass_on(f"{_PATH}/search")


@individuals.route("/<uuid:id>")
class Individual(Resource):  # type: ignore[misc]
    @individuals.answers(IndividualSchema)
    def get(self, id: uuid.UUID) -> Response:
        """One individual, counting those of its encounters that one may see."""
        return pass_on(f"{_PATH}/{id}")

    @individuals.passes(IndividualChangeSchema)
    @individuals.answers(IndividualSchema)
    def patch(self, id: uuid.UUID) -> Response:
        """Change it, its names too. `If-Match` carries the ETag."""
        return pass_change_on(f"{_PATH}/{id}")

    @individuals.answers(RemovalSchema, description="What is gone; it can be restored for 30 days")
    def delete(self, id: uuid.UUID) -> Response:
        """Delete it; its encounters stay, without an identity."""
        return delete_record(_PATH, id)


@individuals.route("/<uuid:id>/restore")
class IndividualRestore(Resource):  # type: ignore[misc]
    @individuals.answers(RemovalSchema, description="What returned")
    def post(self, id: uuid.UUID) -> Response:
        """Take a deletion back."""
        return restore_record(_PATH, id)


@individuals.route("/<uuid:id>/history")
class IndividualHistory(Resource):  # type: ignore[misc]
    @individuals.passes(HistoryQuerySchema, where="query")
    @individuals.answers(HistorySchema)
    def get(self, id: uuid.UUID) -> Response:
        """What happened to it, newest first."""
        return pass_on(f"{_PATH}/{id}/history")


@individuals.route("/<uuid:id>/names")
class IndividualNames(Resource):  # type: ignore[misc]
    @individuals.answers(NamesSchema)
    def get(self, id: uuid.UUID) -> dict[str, Any]:
        """What it is called, by context."""
        principal = current_principal()
        individual = current_house().edm.call(
            "GET", f"{EDM}{_PATH}/{id}", scope=scope_of(principal), actor=principal.tag
        )
        return {"items": individual["names"]}


@individuals.route("/<uuid:id>/gallery")
class Gallery(Resource):  # type: ignore[misc]
    @individuals.takes(GalleryQuerySchema, where="query")
    @individuals.answers(GallerySchema)
    def get(self, id: uuid.UUID, query: dict[str, Any]) -> dict[str, Any]:
        """Its pictures, newest first."""
        return gallery(current_house(), current_principal(), id, **query)


@individuals.route("/<uuid:id>/cooccurrence")
class Cooccurrence(Resource):  # type: ignore[misc]
    @individuals.answers(CompanionsSchema)
    def get(self, id: uuid.UUID) -> dict[str, Any]:
        """Who was seen with it, most often first."""
        return {"items": cooccurrence(current_house(), current_principal(), id)}


@individuals.route("/<uuid:id>/split")
class Split(Resource):  # type: ignore[misc]
    @individuals.passes(DeleteQuerySchema, where="query")
    @individuals.passes(SplitSchema)
    @individuals.answers(IdentityOutcomeSchema)
    def post(self, id: uuid.UUID) -> Response:
        """Move encounters to a new or another individual."""
        return as_response(tell_edm(f"{_PATH}/{id}/split", minted("split", "individual")))


@individuals.route("/<uuid:id>/unmerge")
class Unmerge(Resource):  # type: ignore[misc]
    @individuals.passes(UnmergeSchema)
    @individuals.answers(IndividualListSchema, description="Both, as before")
    def post(self, id: uuid.UUID) -> Response:
        """Take a merge into this individual back."""
        return as_response(tell_edm(f"{_PATH}/unmerge", minted()))
