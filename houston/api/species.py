"""`/species`: what is recorded about which animals. EDM answers."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response
from flask_restx import Resource

from houston.api.pass_on import pass_on
from houston.schemas.species import SpeciesListSchema, SpeciesSchema
from service_kit.web import Noun

species = Noun("species", path="/species", description="What is recorded about which animals")


@species.route("")
class AllSpecies(Resource):  # type: ignore[misc]
    @species.answers(SpeciesListSchema)
    def get(self) -> Response:
        """All species, and what is wrong with their files."""
        return pass_on("/species")


@species.route("/<string:id>")
class OneSpecies(Resource):  # type: ignore[misc]
    @species.answers(SpeciesSchema)
    def get(self, id: str) -> Response:
        """All about one species, by its id or any of its names."""
        return pass_on(f"/species/{quote(id, safe='')}")
