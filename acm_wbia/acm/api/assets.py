"""`/assets`: the pictures that Houston tells of."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response
from flask_restx import Resource

from acm_wbia.acm.foundation import current_foundation
from acm_wbia.acm.operations import assets as operations
from acm_wbia.acm.schemas.asset import AssetsKeptSchema, AssetsSchema
from service_kit.web import Noun, current_caller

noun = Noun("assets", path="/assets", description="Pictures, and who may see what is in them")


@noun.route("")
class Assets(Resource):  # type: ignore[misc]
    @noun.takes(AssetsSchema)
    @noun.answers(AssetsKeptSchema)
    def put(self, body: dict[str, Any]) -> Any:
        """Keeps assets as described."""
        scope = current_caller().scope
        kept = operations.put_assets(current_foundation().database, scope, body["assets"])
        return {"assets": kept}


@noun.route("/<uuid:asset_id>")
class Asset(Resource):  # type: ignore[misc]
    @noun.response(204, "Gone, with its annotations and their features")  # type: ignore[untyped-decorator]
    def delete(self, asset_id: uuid.UUID) -> Response:
        """Takes an asset with all that was learned from it away."""
        scope = current_caller().scope
        operations.delete_asset(current_foundation().database, scope, asset_id)
        return Response(status=204)
