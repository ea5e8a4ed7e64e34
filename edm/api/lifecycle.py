"""`/{noun}/{id}/restore` and `/history`: the same for sightings, encounters and individuals."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response
from flask_restx import Resource

from edm.api.answers import as_json
from edm.api.encounters import encounters
from edm.api.individuals import individuals
from edm.api.sightings import sightings
from edm.foundation import current_edm
from edm.operations.restoration import restore
from edm.queries.history import history_of
from edm.schemas.requests import HistoryQuerySchema, HistorySchema, IdsByNounSchema
from service_kit.web import Noun, current_caller


def _add_routes(noun: Noun) -> None:
    @noun.route("/<uuid:record>/restore")
    class Restoration(Resource):  # type: ignore[misc]
        @noun.answers(IdsByNounSchema, description="What returned")
        def post(self, record: uuid.UUID) -> Response:
            """Bring back a deleted record, with all that went along with it."""
            return as_json(restore(current_edm(), current_caller(), noun.name, record))

    @noun.route("/<uuid:record>/history")
    class History(Resource):  # type: ignore[misc]
        @noun.takes(HistoryQuerySchema, where="query")
        @noun.answers(HistorySchema)
        def get(self, record: uuid.UUID, query: dict[str, Any]) -> Response:
            """What happened to a record, the newest first."""
            edm, scope = current_edm(), current_caller().scope
            with edm.database.read() as session:
                page = history_of(
                    session,
                    noun.name,
                    record,
                    scope,
                    edm.species.catalogue(),
                    query["limit"],
                    query["cursor"],
                )
            return as_json(page)


for _noun in (sightings, encounters, individuals):
    _add_routes(_noun)
