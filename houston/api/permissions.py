"""`/permissions`: what may the caller do, and why not?"""

from __future__ import annotations

from typing import Any

from flask_restx import Resource

from houston.access import current_principal
from houston.house import current_house
from houston.queries.permission import general_permissions, permissions_on
from houston.schemas.permission import PermissionQuerySchema, PermissionsSchema
from service_kit.web import Noun

permissions = Noun("permissions", path="/permissions", description="What one may do, and why not")


@permissions.route("")
class Permissions(Resource):  # type: ignore[misc]
    @permissions.takes(PermissionQuerySchema, where="query")
    @permissions.answers(PermissionsSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """What one may do with a record, or in general."""
        principal = current_principal()
        if query["on"] is None:
            return {"actions": general_permissions(principal)}
        return {"actions": permissions_on(current_house(), principal, query["on"])}
