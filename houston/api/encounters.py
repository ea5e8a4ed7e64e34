"""`/encounters`: one animal at one place and time. EDM keeps them; here is decided who may."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from flask import Response
from flask_restx import Resource

from houston.access import Action, RecordState, Visibility, current_principal, require
from houston.api.pass_on import as_response, pass_change_on, pass_on
from houston.api.record_removal import delete_record, restore_record
from houston.house import current_house
from houston.operations.encounter_access import AccessChange, change_access, follow_visibility
from houston.operations.encounter_state import review
from houston.schemas.encounter import (
    AccessChangeSchema,
    ChangedEncountersSchema,
    EncounterChangeSchema,
    EncounterPageSchema,
    EncounterSchema,
    ReviewSchema,
)
from houston.schemas.observation import (
    DeleteQuerySchema,
    EncounterQuerySchema,
    HistoryQuerySchema,
    HistorySchema,
    RecordSearchSchema,
    RemovalSchema,
)
from service_kit.web import Noun

encounters = Noun("encounters", path="/encounters", description="One animal at one place and time")
_PATH = "/encounters"


@encounters.route("")
class Encounters(Resource):  # type: ignore[misc]
    @encounters.passes(EncounterQuerySchema, where="query")
    @encounters.answers(EncounterPageSchema)
    def get(self) -> Response:
        """List encounters by named filters."""
        return pass_on(_PATH)


@encounters.route("/search")
class EncounterSearch(Resource):  # type: ignore[misc]
    @encounters.passes(RecordSearchSchema)
    @encounters.answers(EncounterPageSchema)
    def post(self) -> Response:
        """List encounters by a filter tree."""
        return pass_on(f"{_PATH}/search")


@encounters.route("/<uuid:id>")
class Encounter(Resource):  # type: ignore[misc]
    @encounters.answers(EncounterSchema)
    def get(self, id: uuid.UUID) -> Response:
        """One encounter."""
        return pass_on(f"{_PATH}/{id}")

    @encounters.passes(EncounterChangeSchema)
    @encounters.answers(EncounterSchema)
    def patch(self, id: uuid.UUID) -> Response:
        """Change it. `If-Match` carries the ETag of the version that the change was made from."""
        response = pass_change_on(f"{_PATH}/{id}")
        if response.status_code == HTTPStatus.OK and response.json is not None:
            follow_visibility(current_house(), id, Visibility(response.json["visibility"]))
        return response

    @encounters.passes(DeleteQuerySchema, where="query")
    @encounters.answers(RemovalSchema, description="What is gone; it can be restored for 30 days")
    def delete(self, id: uuid.UUID) -> Response:
        """Delete it; 409 names the sighting or individual that would go along."""
        return delete_record(_PATH, id)


@encounters.route("/<uuid:id>/restore")
class EncounterRestore(Resource):  # type: ignore[misc]
    @encounters.answers(RemovalSchema, description="What returned")
    def post(self, id: uuid.UUID) -> Response:
        """Take a deletion back."""
        return restore_record(_PATH, id)


@encounters.route("/<uuid:id>/history")
class EncounterHistory(Resource):  # type: ignore[misc]
    @encounters.passes(HistoryQuerySchema, where="query")
    @encounters.answers(HistorySchema)
    def get(self, id: uuid.UUID) -> Response:
        """What happened to it, newest first."""
        return pass_on(f"{_PATH}/{id}/history")


def _review(id: uuid.UUID, state: RecordState, body: dict[str, Any]) -> Response:
    answer = review(current_house(), current_principal(), id, state, body["reason"])
    return as_response(answer)


@encounters.route("/<uuid:id>/approve")
class Approval(Resource):  # type: ignore[misc]
    @encounters.takes(ReviewSchema)
    @encounters.answers(EncounterSchema)
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Response:
        """It is in order, and public if it is meant to be."""
        return _review(id, RecordState.APPROVED, body)


@encounters.route("/<uuid:id>/reject")
class Rejection(Resource):  # type: ignore[misc]
    @encounters.takes(ReviewSchema)
    @encounters.answers(EncounterSchema)
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Response:
        """It is of no use."""
        return _review(id, RecordState.REJECTED, body)


@encounters.route("/<uuid:id>/unapprove")
class Unapproval(Resource):  # type: ignore[misc]
    @encounters.takes(ReviewSchema)
    @encounters.answers(EncounterSchema)
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Response:
        """Take an approval or rejection back."""
        return _review(id, RecordState.UNAPPROVED, body)


@encounters.route("/<uuid:id>/unidentifiable")
class Unidentifiable(Resource):  # type: ignore[misc]
    @encounters.takes(ReviewSchema)
    @encounters.answers(EncounterSchema)
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Response:
        """Nobody can tell who this is."""
        return _review(id, RecordState.UNIDENTIFIABLE, body)


@encounters.route("/access")
class EncounterAccess(Resource):  # type: ignore[misc]
    @encounters.takes(AccessChangeSchema)
    @encounters.answers(ChangedEncountersSchema)
    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Put encounters into projects, take them out, make them public or private: all or none."""
        change = AccessChange(
            frozenset(body["encounters"]),
            Visibility(body["visibility"]) if body["visibility"] else None,
            frozenset(body["add_projects"]),
            frozenset(body["remove_projects"]),
        )
        principal = require(Action.EDIT)
        return {"encounters": change_access(current_house(), principal, change)}
