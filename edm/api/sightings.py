"""`/sightings`: one or more animals at one place and time."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response
from flask_restx import Resource

from edm.api.answers import as_json, matched_version
from edm.api.lists import found, listed
from edm.api.reports import create
from edm.foundation import current_edm
from edm.models import Sighting
from edm.operations.change_sighting import change_sighting
from edm.operations.removal import delete_sighting
from edm.queries.sightings import get_sighting
from edm.schemas.records import SightingPageSchema, SightingSchema
from edm.schemas.requests import (
    CascadeSchema,
    CreatedReportSchema,
    IdsByNounSchema,
    NewReportSchema,
    PartialSchema,
)
from edm.schemas.search import SearchSchema, SightingFilterSchema
from service_kit.web import Noun, current_caller

sightings = Noun("sightings", path="/sightings", description="Animals at one place and time")


@sightings.route("")
class Sightings(Resource):  # type: ignore[misc]
    @sightings.takes(SightingFilterSchema, where="query")
    @sightings.answers(SightingPageSchema)
    def get(self, query: dict[str, Any]) -> Response:
        """List sightings by named filters."""
        return listed(Sighting, query)

    @sightings.takes(NewReportSchema)
    @sightings.answers(CreatedReportSchema, status=201, description="All of it is saved")
    def post(self, body: dict[str, Any]) -> Response:
        """Save a report: all of it, or on any fault nothing."""
        return create(body)


@sightings.route("/search")
class SightingSearch(Resource):  # type: ignore[misc]
    @sightings.takes(SearchSchema)
    @sightings.answers(SightingPageSchema)
    def post(self, body: dict[str, Any]) -> Response:
        """List sightings by a filter tree."""
        return found(Sighting, body)


@sightings.route("/<uuid:sighting>")
class OneSighting(Resource):  # type: ignore[misc]
    @sightings.answers(SightingSchema)
    def get(self, sighting: uuid.UUID) -> Response:
        """One sighting, with those of its encounters that the caller may read."""
        edm = current_edm()
        with edm.database.read() as session:
            scope = current_caller().scope
            return as_json(get_sighting(session, sighting, scope, edm.species.catalogue()))

    @sightings.takes(PartialSchema)
    @sightings.answers(SightingSchema)
    def patch(self, sighting: uuid.UUID, body: dict[str, Any]) -> Response:
        """Change what the partial document names; If-Match says from which version."""
        version = matched_version()
        return as_json(change_sighting(current_edm(), current_caller(), sighting, version, body))

    @sightings.takes(CascadeSchema, where="query")
    @sightings.answers(IdsByNounSchema, description="What is gone")
    def delete(self, sighting: uuid.UUID, query: dict[str, Any]) -> Response:
        """Delete it softly."""
        edm, caller = current_edm(), current_caller()
        return as_json(delete_sighting(edm, caller, sighting, query["cascade"]))
