"""`/bulk-imports/{id}/commit` and what comes after: progress, problems, detection, removal."""

from __future__ import annotations

import uuid
from typing import Any

from flask_restx import Resource

from houston.access import current_principal
from houston.api.bulk_imports import bulk_imports, shown
from houston.house import current_house
from houston.operations.bulk_imports.identify import ask_who_they_are
from houston.operations.bulk_imports.pictures import detect_all, retry_import
from houston.operations.bulk_imports.removal import have_removed, have_restored
from houston.operations.bulk_imports.send import cancel_import, send_import_in
from houston.queries.bulk_after import problems_of, removal_of
from houston.queries.job import view_job
from houston.schemas.bulk_import import ImportSchema
from houston.schemas.bulk_import_records import (
    ImportRemovalSchema,
    PictureProblemPageSchema,
    ProblemQuerySchema,
    RetriedPicturesSchema,
)
from houston.schemas.job import JobSchema


@bulk_imports.route("/<uuid:id>/commit")
class BulkImportCommit(Resource):  # type: ignore[misc]
    @bulk_imports.answers(ImportSchema, status=202)
    def post(self, id: uuid.UUID) -> Any:
        """Makes records of all rows, or of none. 422 with faults where the last check found errors."""
        send_import_in(current_house(), current_principal(), id)
        return shown(id)


@bulk_imports.route("/<uuid:id>/cancel")
class BulkImportCancel(Resource):  # type: ignore[misc]
    @bulk_imports.answers(ImportSchema)
    def post(self, id: uuid.UUID) -> Any:
        """Calls a commit off, until its records are shown; nothing of it is left, and the draft is open again."""
        cancel_import(current_house(), current_principal(), id)
        return shown(id)


@bulk_imports.route("/<uuid:id>/problems")
class BulkImportProblems(Resource):  # type: ignore[misc]
    @bulk_imports.takes(ProblemQuerySchema, where="query")
    @bulk_imports.answers(PictureProblemPageSchema)
    def get(self, id: uuid.UUID, query: dict[str, Any]) -> Any:
        """Pictures that could not be looked at, or in which nothing was found."""
        return problems_of(current_house(), current_principal(), id, **query)


@bulk_imports.route("/<uuid:id>/retry")
class BulkImportRetry(Resource):  # type: ignore[misc]
    @bulk_imports.takes(RetriedPicturesSchema)
    @bulk_imports.answers(ImportSchema, status=202)
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Goes on with a commit that failed, or looks again at these pictures, or at all that failed."""
        retry_import(current_house(), current_principal(), id, body["assets"])
        return shown(id)


@bulk_imports.route("/<uuid:id>/detect")
class BulkImportDetect(Resource):  # type: ignore[misc]
    @bulk_imports.answers(ImportSchema, status=202)
    def post(self, id: uuid.UUID) -> Any:
        """Looks for animals in all pictures once more."""
        detect_all(current_house(), current_principal(), id)
        return shown(id)


@bulk_imports.route("/<uuid:id>/identify")
class BulkImportIdentify(Resource):  # type: ignore[misc]
    @bulk_imports.answers(ImportSchema, status=202)
    def post(self, id: uuid.UUID) -> Any:
        """Asks who the animals without a name are, one question for each species and some two hundred animals."""
        ask_who_they_are(current_house(), current_principal(), id)
        return shown(id)


@bulk_imports.route("/<uuid:id>/removal")
class BulkImportRemoval(Resource):  # type: ignore[misc]
    @bulk_imports.answers(ImportRemovalSchema)
    def get(self, id: uuid.UUID) -> Any:
        """What would go with the import, and what would stay because others have built on it."""
        return removal_of(current_house(), current_principal(), id)


@bulk_imports.route("/<uuid:id>/remove")
class BulkImportRemove(Resource):  # type: ignore[misc]
    @bulk_imports.answers(JobSchema, status=202)
    def post(self, id: uuid.UUID) -> Any:
        """Has the import removed with all that was made of it; it can be restored for 30 days."""
        return view_job(have_removed(current_house(), current_principal(), id))


@bulk_imports.route("/<uuid:id>/restore")
class BulkImportRestore(Resource):  # type: ignore[misc]
    @bulk_imports.answers(JobSchema, status=202)
    def post(self, id: uuid.UUID) -> Any:
        """Has a removed import brought back."""
        return view_job(have_restored(current_house(), current_principal(), id))
