"""`POST /sheets/rows`: records as rows of a sheet, that imports as the same records."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_restx import Resource

from edm.api.answers import as_json
from edm.api.sheets import sheets
from edm.foundation import current_edm
from edm.queries.rows_version import rows_version
from edm.queries.sheet_rows import RowsRequest, sheet_rows
from edm.schemas.sheet_rows import (
    RowsVersionRequestSchema,
    RowsVersionSchema,
    SheetRowsRequestSchema,
    SheetRowsSchema,
)
from service_kit.web import current_caller


@sheets.route("/rows")
class SheetRows(Resource):  # type: ignore[misc]
    @sheets.takes(SheetRowsRequestSchema)
    @sheets.answers(SheetRowsSchema)
    def post(self, body: dict[str, Any]) -> Response:
        """The records of a submission, or of chosen encounters, as rows; people only with the exact place."""
        edm = current_edm()
        request = RowsRequest(
            submission=body["submission"],
            encounters=tuple(dict.fromkeys(body["encounters"])),
            limit=body["limit"],
            cursor=body["cursor"],
            ids=body["ids"],
        )
        with edm.database.read() as session:
            scope = current_caller().scope
            return as_json(sheet_rows(session, request, scope, edm.species.catalogue()))


@sheets.route("/rows/version")
class SheetRowsVersion(Resource):  # type: ignore[misc]
    @sheets.takes(RowsVersionRequestSchema)
    @sheets.answers(RowsVersionSchema)
    def post(self, body: dict[str, Any]) -> Any:
        """Whether the records of a submission have changed since, and may still be seen."""
        edm = current_edm()
        with edm.database.read() as session:
            scope = current_caller().scope
            return rows_version(session, **body, scope=scope, catalogue=edm.species.catalogue())
