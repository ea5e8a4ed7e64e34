"""`/species`, `/regions` and `/statistics`: what is configured, and how much is there?"""

from __future__ import annotations

from flask import Response
from flask_restx import Resource

from edm.api.answers import as_json
from edm.foundation import current_edm
from edm.queries.statistics import count_all
from edm.schemas.configuration import (
    RegionListSchema,
    SpeciesListSchema,
    SpeciesSchema,
    StatisticsSchema,
)
from edm.species import describe_species, summarise_species
from edm.species.naming import why_not_named
from service_kit.errors import Fault, NotFound
from service_kit.web import Noun, current_caller

species = Noun("species", path="/species", description="What is recorded about which animals")
regions = Noun("regions", path="/regions", description="Places and what lies within them")
statistics = Noun("statistics", path="/statistics", description="How much is there")


@species.route("")
class AllSpecies(Resource):  # type: ignore[misc]
    @species.answers(SpeciesListSchema)
    def get(self) -> Response:
        """All species, and what is wrong with their files."""
        registry = current_edm().species
        catalogue = registry.catalogue()
        return as_json(
            {
                "version": catalogue.version,
                "items": [summarise_species(config) for config in catalogue],
                "faults": [fault.as_dict() for fault in registry.faults()],
            }
        )


@species.route("/<string:name>")
class OneSpecies(Resource):  # type: ignore[misc]
    @species.answers(SpeciesSchema)
    def get(self, name: str) -> Response:
        """All about one species, by its id or any of its names."""
        catalogue = current_edm().species.catalogue()
        config = catalogue.find(name)
        if config is None:
            why = why_not_named(catalogue, name)
            fault = Fault("", why.code, why.message, name, why.suggestion)
            raise NotFound(why.message, errors=[fault])
        return as_json(describe_species(config))


@regions.route("")
class Regions(Resource):  # type: ignore[misc]
    @regions.answers(RegionListSchema)
    def get(self) -> Response:
        """All regions, nested, and what is wrong with their file."""
        registry = current_edm().regions
        return as_json(
            {
                "items": registry.tree().as_list(),
                "faults": [fault.as_dict() for fault in registry.faults()],
            }
        )


@statistics.route("")
class Statistics(Resource):  # type: ignore[misc]
    @statistics.answers(StatisticsSchema)
    def get(self) -> Response:
        """Counts of what the caller may read."""
        with current_edm().database.read() as session:
            return as_json(count_all(session, current_caller().scope))
