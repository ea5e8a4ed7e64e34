"""`/bulk-imports/{id}/original` and `/downloads`: the sheet as a file, as it came or as a job writes it."""

from __future__ import annotations

import os
import uuid
from typing import Any, BinaryIO

from flask import Response
from flask_restx import Resource

from houston.access import current_principal
from houston.api.bulk_imports import bulk_imports
from houston.api.files import named, stream_file
from houston.house import current_house
from houston.operations.bulk_imports.download import have_sheet_written
from houston.queries.bulk_download import made_sheet, original_sheet
from houston.queries.job import view_job
from houston.schemas.bulk_import_records import WantedSheetSchema
from houston.schemas.job import JobSchema

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


@bulk_imports.route("/<uuid:id>/original")
class BulkImportOriginal(Resource):  # type: ignore[misc]
    def get(self, id: uuid.UUID) -> Response:
        """The sheet as it was uploaded."""
        name, stream = original_sheet(current_house(), current_principal(), id)
        return _file(name, stream, "application/octet-stream")


@bulk_imports.route("/<uuid:id>/downloads")
class BulkImportDownloads(Resource):  # type: ignore[misc]
    @bulk_imports.takes(WantedSheetSchema)
    @bulk_imports.answers(JobSchema, status=202)
    def post(self, id: uuid.UUID, body: dict[str, Any]) -> Any:
        """Has the sheet written: as it is now, with its faults, or the records that it made. What is there is not made twice."""
        house, principal = current_house(), current_principal()
        return view_job(have_sheet_written(house, principal, id, body["what"], body["format"]))


@bulk_imports.route("/<uuid:id>/downloads/<uuid:job>")
class BulkImportDownload(Resource):  # type: ignore[misc]
    def get(self, id: uuid.UUID, job: uuid.UUID) -> Response:
        """The sheet that the job has written, for whoever asked for it."""
        name, form, stream = made_sheet(current_house(), current_principal(), id, job)
        return _file(name, stream, MEDIA_TYPES[form])


def _file(name: str, stream: BinaryIO, media_type: str) -> Response:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    return named(stream_file(stream, size, media_type), name, media_type)
