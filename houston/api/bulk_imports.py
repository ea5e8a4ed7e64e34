"""`/bulk-imports`: a sheet and its pictures, from the upload to the check. What comes after: `bulk_imports_commit`."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request
from flask_restx import Resource

from houston.access import current_principal
from houston.accounts.credentials import caller_host
from houston.house import current_house
from houston.operations.bulk_imports import bulk_import as operations
from houston.operations.bulk_imports import mapping
from houston.queries.bulk_import import (
    find_import,
    notes_of,
    page_of_imports,
    require_importer,
    require_sheet,
    with_columns,
)
from houston.queries.bulk_import_view import shown_import, view_import
from houston.queries.sheet_meaning import sheet_targets
from houston.schemas.bulk_columns import (
    MappingSchema,
    SavedMappingListSchema,
    SheetColumnsSchema,
    SheetTargetListSchema,
    UsedMappingSchema,
)
from houston.schemas.bulk_import import (
    ImportListQuerySchema,
    ImportPageSchema,
    ImportSchema,
    ImportWishesSchema,
    UsedSheetSchema,
)
from service_kit.web import Noun

bulk_imports = Noun("bulk-imports", path="/bulk-imports", description="Many sightings in a sheet")


def shown(import_id: uuid.UUID) -> dict[str, Any]:
    """The import as the present caller sees it."""
    return shown_import(current_house(), current_principal(), import_id)


@bulk_imports.route("")
class BulkImports(Resource):  # type: ignore[misc]
    @bulk_imports.takes(ImportWishesSchema)
    @bulk_imports.answers(ImportSchema, status=201)
    def post(self, body: dict[str, Any]) -> Any:
        """Opens an import. The sheet and the pictures come to it by `/uploads`."""
        return shown(
            operations.open_import(
                current_house(),
                current_principal(),
                body,
                idempotency_key=request.headers.get("Idempotency-Key"),
                host=caller_host(),
            )
        )

    @bulk_imports.takes(ImportListQuerySchema, where="query")
    @bulk_imports.answers(ImportPageSchema)
    def get(self, query: dict[str, Any]) -> Any:
        """The caller's own imports, the newest first."""
        principal = current_principal()
        require_importer(principal)
        with current_house().database.read() as session:
            rows, following = page_of_imports(session, principal, **query)
            items = [view_import(session, principal, *row) for row in rows]
        return {"items": items, "next": following}


@bulk_imports.route("/targets")
class SheetTargets(Resource):  # type: ignore[misc]
    @bulk_imports.answers(SheetTargetListSchema)
    def get(self) -> Any:
        """All that a column can mean, each species' own fields among them."""
        principal = current_principal()
        require_importer(principal)
        return {"items": sheet_targets(current_house(), principal)}


@bulk_imports.route("/mappings")
class SavedMappings(Resource):  # type: ignore[misc]
    @bulk_imports.answers(SavedMappingListSchema)
    def get(self) -> Any:
        """The caller's saved mappings."""
        principal = current_principal()
        require_importer(principal)
        with current_house().database.read() as session:
            saved = mapping.mappings_of(session, principal)
        return {
            "items": [
                {
                    "id": each.id,
                    "name": each.name,
                    "created_at": each.created_at,
                    "headings": len(each.targets),
                }
                for each in saved
            ]
        }


@bulk_imports.route("/mappings/<uuid:id>")
class OneSavedMapping(Resource):  # type: ignore[misc]
    @bulk_imports.answers_nothing("The mapping is forgotten")
    def delete(self, id: uuid.UUID) -> None:
        """Forgets a saved mapping; sheets that were mapped by it stay as they are."""
        mapping.delete_mapping(current_house(), current_principal(), id)


@bulk_imports.route("/<uuid:id>")
class OneBulkImport(Resource):  # type: ignore[misc]
    @bulk_imports.answers(ImportSchema)
    def get(self, id: uuid.UUID) -> Any:
        """How far it is, with counts of faults, files and records."""
        return shown(id)

    @bulk_imports.takes(ImportWishesSchema)
    @bulk_imports.answers(ImportSchema)
    def patch(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Changes what is wished; what is not given stays."""
        operations.change_import(current_house(), current_principal(), id, body)
        return shown(id)


@bulk_imports.route("/<uuid:id>/sheet")
class BulkImportSheet(Resource):  # type: ignore[misc]
    @bulk_imports.takes(UsedSheetSchema)
    @bulk_imports.answers(ImportSchema, status=202)
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Makes an uploaded file the sheet: it is read, its columns are recognised, and all of it is checked."""
        operations.use_sheet(
            current_house(), current_principal(), id, body["file"], body["worksheet"]
        )
        return shown(id)


def _columns(import_id: uuid.UUID) -> dict[str, Any]:
    with current_house().database.read() as session:
        find_import(session, current_principal(), import_id)
        found = with_columns(session, import_id)
        require_sheet(found)
    return {
        "items": found.columns,
        "generator": found.generator,
        "notes": notes_of(current_house(), found),
        "mapping_name": found.mapping_name,
    }


@bulk_imports.route("/<uuid:id>/columns")
class BulkImportColumns(Resource):  # type: ignore[misc]
    @bulk_imports.answers(SheetColumnsSchema)
    def get(self, id: uuid.UUID) -> Any:
        """The columns, what they are taken to mean, and what else they might."""
        return _columns(id)


@bulk_imports.route("/<uuid:id>/mapping")
class BulkImportMapping(Resource):  # type: ignore[misc]
    @bulk_imports.takes(MappingSchema)
    @bulk_imports.answers(SheetColumnsSchema)
    def put(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Says what these columns mean; the others stay. `save_as` keeps it for the next sheet of the kind."""
        targets = {each["index"]: each["target"] for each in body["columns"]}
        mapping.map_columns(current_house(), current_principal(), id, targets, body["save_as"])
        return _columns(id)

    @bulk_imports.takes(UsedMappingSchema)
    @bulk_imports.answers(SheetColumnsSchema)
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Applies a saved mapping."""
        mapping.use_mapping(current_house(), current_principal(), id, body["use"])
        return _columns(id)


@bulk_imports.route("/<uuid:id>/check")
class BulkImportCheck(Resource):  # type: ignore[misc]
    @bulk_imports.answers(ImportSchema, status=202)
    def post(self, id: uuid.UUID) -> Any:
        """Checks everything once more; edits start a check by themselves."""
        operations.check_again(current_house(), current_principal(), id)
        return shown(id)
