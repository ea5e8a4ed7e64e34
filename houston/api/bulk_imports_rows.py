"""`/bulk-imports/{id}/rows`, faults and files: what the grid shows, and how cells are corrected."""

from __future__ import annotations

import uuid
from typing import Any

from flask_restx import Resource

from houston.access import current_principal
from houston.api.bulk_imports import bulk_imports
from houston.house import current_house
from houston.operations.bulk_imports import edit as editing
from houston.queries.bulk_faults import fault_groups, file_matches
from houston.queries.bulk_rows import RowFilter, rows_of
from houston.schemas.bulk_files import FileMatchPageSchema, FileMatchQuerySchema
from houston.schemas.bulk_rows import (
    EditedSchema,
    FaultGroupsSchema,
    FaultQuerySchema,
    RowChangesSchema,
    RowQuerySchema,
    SheetRowsSchema,
)


@bulk_imports.route("/<uuid:id>/rows")
class BulkImportRows(Resource):  # type: ignore[misc]
    @bulk_imports.takes(RowQuerySchema, where="query")
    @bulk_imports.answers(SheetRowsSchema)
    def get(self, id: uuid.UUID, query: dict[str, Any]) -> Any:
        """A window of the rows that meet the filters, with their faults."""
        first, count = query.pop("first"), query.pop("count")
        wanted = RowFilter(**query)
        return rows_of(current_house(), current_principal(), id, wanted, first, count)

    @bulk_imports.takes(RowChangesSchema)
    @bulk_imports.answers(EditedSchema)
    def patch(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Changes some cells, or every row of a column with one value; one undo takes it back."""
        house, principal, revision = current_house(), current_principal(), body["revision"]
        if "changes" in body:
            changes = [(each["row"], each["column"], each["value"]) for each in body["changes"]]
            return editing.edit_cells(house, principal, id, revision, changes)
        place = (body["column"], body["before"], body["after"])
        return editing.replace_value(house, principal, id, revision, *place)


@bulk_imports.route("/<uuid:id>/undo")
class BulkImportUndo(Resource):  # type: ignore[misc]
    @bulk_imports.answers(EditedSchema)
    def post(self, id: uuid.UUID) -> Any:
        """Takes the last change back."""
        return editing.undo(current_house(), current_principal(), id)


@bulk_imports.route("/<uuid:id>/redo")
class BulkImportRedo(Resource):  # type: ignore[misc]
    @bulk_imports.answers(EditedSchema)
    def post(self, id: uuid.UUID) -> Any:
        """Makes the change again that was taken back last."""
        return editing.redo(current_house(), current_principal(), id)


@bulk_imports.route("/<uuid:id>/faults")
class BulkImportFaults(Resource):  # type: ignore[misc]
    @bulk_imports.takes(FaultQuerySchema, where="query")
    @bulk_imports.answers(FaultGroupsSchema)
    def get(self, id: uuid.UUID, query: dict[str, Any]) -> Any:
        """What the last check found, in groups of rows of which the same is true."""
        return fault_groups(current_house(), current_principal(), id, **query)


@bulk_imports.route("/<uuid:id>/files")
class BulkImportFiles(Resource):  # type: ignore[misc]
    @bulk_imports.takes(FileMatchQuerySchema, where="query")
    @bulk_imports.answers(FileMatchPageSchema)
    def get(self, id: uuid.UUID, query: dict[str, Any]) -> Any:
        """Pictures and the rows that name them, names without a picture, pictures that no row names."""
        return file_matches(current_house(), current_principal(), id, **query)
