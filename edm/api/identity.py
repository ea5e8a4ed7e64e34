"""`POST /encounters/identity`: who is it?"""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_restx import Resource

from edm.api.answers import as_json
from edm.api.encounters import encounters
from edm.foundation import current_edm
from edm.operations.identity import IdentityRequest, decide
from edm.schemas.requests import CascadeSchema, IdentityChangeSchema, IdentitySchema
from service_kit.web import current_caller


@encounters.route("/identity")
class EncounterIdentity(Resource):  # type: ignore[misc]
    @encounters.takes(CascadeSchema, where="query")
    @encounters.takes(IdentityChangeSchema)
    @encounters.answers(IdentitySchema)
    def post(self, body: dict[str, Any], query: dict[str, Any]) -> Response:
        """Give encounters an individual, or with null take it away; each decision is carried out once."""
        request = IdentityRequest(
            decision=body["decision"],
            encounters=tuple(dict.fromkeys(body["encounters"])),
            individual=body["individual"],
            known=body["known"],
            species=body["species"],
            names=tuple(body["names"]),
            expected=body["expected"],
            cascade=query["cascade"],
        )
        return as_json(decide(current_edm(), current_caller(), request))
