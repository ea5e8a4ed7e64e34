"""`/audit`: the trail of changes of access and accounts. Those of ecological data are each record's history."""

from __future__ import annotations

from typing import Any

from flask_restx import Resource

from houston.access import Action, require
from houston.house import current_house
from houston.queries.audit import audit_page
from houston.schemas.audit import AuditPageSchema, AuditQuerySchema
from service_kit.web import Noun

audit = Noun("audit", path="/audit", description="Who changed whose access")


@audit.route("")
class Audit(Resource):  # type: ignore[misc]
    @audit.takes(AuditQuerySchema, where="query")
    @audit.answers(AuditPageSchema)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """The trail, newest first."""
        require(Action.READ_AUDIT)
        return audit_page(
            current_house().database, query, limit=query["limit"], cursor=query.get("cursor")
        )
