"""`/bulk-imports/{id}/folders`: pictures that were filed in folders and come without a sheet."""

from __future__ import annotations

import uuid
from typing import Any

from flask_restx import Resource

from houston.access import current_principal
from houston.api.bulk_imports import bulk_imports
from houston.house import current_house
from houston.operations.bulk_imports.folders import preview_folders, sheet_from_folders
from houston.schemas.bulk_folders import FolderLevelsSchema, FolderSheetSchema


@bulk_imports.route("/<uuid:id>/folders")
class BulkImportFolders(Resource):  # type: ignore[misc]
    @bulk_imports.takes(FolderLevelsSchema)
    @bulk_imports.answers(FolderSheetSchema)
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """What the folders, tags and cameras say, as a sheet: shown, or made the import's own."""
        make = preview_folders if body["preview"] else sheet_from_folders
        return make(current_house(), current_principal(), id, body["levels"])
