"""`/encounters`: one animal at one place and time."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response
from flask_restx import Resource

from edm.api.answers import as_json, matched_version
from edm.api.lists import found, listed, search
from edm.foundation import current_edm
from edm.models import Encounter
from edm.operations.access import AccessChange, change_access
from edm.operations.change_encounter import change_encounter
from edm.operations.encounters import duplicate, set_state
from edm.operations.removal import delete_encounter
from edm.queries.encounters import get_encounter
from edm.schemas.records import EncounterPageSchema, EncounterSchema
from edm.schemas.requests import (
    AccessChangeSchema,
    CascadeSchema,
    DuplicationSchema,
    EncounterIdsSchema,
    EncounterListSchema,
    IdsByNounSchema,
    PartialSchema,
    StateChangeSchema,
)
from edm.schemas.search import (
    CandidatesSchema,
    EncounterFilterSchema,
    FilterSchema,
    SearchSchema,
)
from service_kit.web import Noun, current_caller

encounters = Noun("encounters", path="/encounters", description="One animal at one place and time")


@encounters.route("")
class Encounters(Resource):  # type: ignore[misc]
    @encounters.takes(EncounterFilterSchema, where="query")
    @encounters.answers(EncounterPageSchema)
    def get(self, query: dict[str, Any]) -> Response:
        """List encounters by named filters."""
        return listed(Encounter, query)


@encounters.route("/search")
class EncounterSearch(Resource):  # type: ignore[misc]
    @encounters.takes(SearchSchema)
    @encounters.answers(EncounterPageSchema)
    def post(self, body: dict[str, Any]) -> Response:
        """List encounters by a filter tree."""
        return found(Encounter, body)


@encounters.route("/candidates")
class Candidates(Resource):  # type: ignore[misc]
    @encounters.takes(FilterSchema)
    @encounters.answers(CandidatesSchema)
    def post(self, body: dict[str, Any]) -> Response:
        """The ids of all encounters that meet a filter tree, unpaged."""
        with current_edm().database.read() as session:
            return as_json({"encounters": search().candidates(session, body["filter"])})


@encounters.route("/<uuid:encounter>")
class OneEncounter(Resource):  # type: ignore[misc]
    @encounters.answers(EncounterSchema)
    def get(self, encounter: uuid.UUID) -> Response:
        """One encounter."""
        edm = current_edm()
        with edm.database.read() as session:
            scope = current_caller().scope
            return as_json(get_encounter(session, encounter, scope, edm.species.catalogue()))

    @encounters.takes(PartialSchema)
    @encounters.answers(EncounterSchema)
    def patch(self, encounter: uuid.UUID, body: dict[str, Any]) -> Response:
        """Change what the partial document names; If-Match says from which version."""
        version = matched_version()
        return as_json(change_encounter(current_edm(), current_caller(), encounter, version, body))

    @encounters.takes(CascadeSchema, where="query")
    @encounters.answers(IdsByNounSchema, description="What is gone")
    def delete(self, encounter: uuid.UUID, query: dict[str, Any]) -> Response:
        """Delete it softly."""
        edm, caller = current_edm(), current_caller()
        return as_json(delete_encounter(edm, caller, encounter, query["cascade"]))


@encounters.route("/<uuid:encounter>/state")
class EncounterState(Resource):  # type: ignore[misc]
    @encounters.takes(StateChangeSchema)
    @encounters.answers(EncounterSchema)
    def post(self, encounter: uuid.UUID, body: dict[str, Any]) -> Response:
        """Approve, reject or find unidentifiable."""
        changed = set_state(
            current_edm(), current_caller(), encounter, body["state"], body["reason"]
        )
        return as_json(changed)


@encounters.route("/<uuid:encounter>/duplicate")
class EncounterDuplicate(Resource):  # type: ignore[misc]
    @encounters.takes(DuplicationSchema)
    @encounters.answers(EncounterListSchema, status=201)
    def post(self, encounter: uuid.UUID, body: dict[str, Any]) -> Response:
        """Add copies to the same sighting, for the other animals of a picture; never with an identity."""
        copies = duplicate(current_edm(), current_caller(), encounter, body["ids"])
        return as_json({"encounters": copies}, 201)


@encounters.route("/access")
class EncounterAccess(Resource):  # type: ignore[misc]
    @encounters.takes(AccessChangeSchema)
    @encounters.answers(EncounterIdsSchema)
    def post(self, body: dict[str, Any]) -> Response:
        """Change owner, visibility or projects of many encounters at once."""
        change = AccessChange(
            tuple(dict.fromkeys(body["encounters"])),
            body["submission"],
            body["owner"],
            body["visibility"],
            tuple(body["add_projects"]),
            tuple(body["remove_projects"]),
        )
        changed = change_access(current_edm(), current_caller(), change)
        return as_json({"encounters": [str(each) for each in changed]})
