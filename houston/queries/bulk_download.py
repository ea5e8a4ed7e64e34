"""An import's sheet as a file again: as it was uploaded, or as it was made for somebody who may still have it."""

from __future__ import annotations

import uuid
from typing import Any, BinaryIO

from houston.access import Principal, export_scope_of
from houston.house import House
from houston.models import BulkImport, Job
from houston.queries.bulk_import import find_import
from houston.sheets.downloads import MadeSheet
from service_kit.errors import Conflict, NotFound
from service_kit.jobs.model import JobState
from service_kit.scope import Scope
from submissions import UnknownFile, UnknownSubmission

ROWS = "rows"
"""Of the kinds of sheets the one that is made of records, of which not everybody may see everything."""


def original_sheet(
    house: House, principal: Principal, import_id: uuid.UUID
) -> tuple[str, BinaryIO]:
    """The name and the bytes of the sheet as it was uploaded. Raises `NotFound` where there is none (any more)."""
    with house.database.read() as session:
        _, found = find_import(session, principal, import_id)
    if found.sheet_file is not None:
        try:
            return found.sheet_name or "sheet", _opened(house, found, found.sheet_file)
        except (UnknownFile, UnknownSubmission, FileNotFoundError):
            pass
    raise NotFound("There is no uploaded sheet.")


def made_sheet_of(house: House, import_id: uuid.UUID, job_id: uuid.UUID) -> MadeSheet:
    """What the job has made, or is to make."""
    return MadeSheet(house.workbench.downloads(import_id), job_id)


def made_sheet(
    house: House, principal: Principal, import_id: uuid.UUID, job_id: uuid.UUID
) -> tuple[str, str, BinaryIO]:
    """Name, format and bytes of a sheet that this person had made.

    Raises `NotFound` for everybody else, and `Conflict` while it is not ready, once it is gone, and when it tells
    of records that the person may no longer see, or not as exactly.
    """
    with house.database.read() as session:
        find_import(session, principal, import_id)
        job = session.get(Job, job_id)
    if (
        job is None
        or job.owner != principal.tag
        or job.arguments.get("submission") != str(import_id)
    ):
        raise NotFound("There is no such sheet, or it is not yours.")
    if job.state == JobState.FAILED:
        raise Conflict(job.error or "The sheet could not be made.", code="sheet_not_made")
    if job.state != JobState.DONE:
        raise Conflict("The sheet is still being made.", code="sheet_being_made")
    made = made_sheet_of(house, import_id, job_id)
    known = made.known
    if known is None or not _may_see(house, principal, job, known["seen"]):
        raise Conflict(
            "This sheet is no longer kept, or what you may see has changed. Have it made again.",
            code="sheet_outdated",
        )
    return known["name"], known["format"], made.file.open("rb")


def rows_version(
    house: House, scope: Scope, import_id: uuid.UUID, seen: str | None = None
) -> dict[str, Any]:
    """EDM's `{rows, version, readable}` of the import's records within the scope."""
    answer: dict[str, Any] = house.edm.call(
        "POST",
        "/edm/v1/sheets/rows/version",
        scope=scope,
        json={"submission": str(import_id), "seen": seen},
    )
    return answer


def _may_see(house: House, principal: Principal, job: Job, seen: str | None) -> bool:
    if job.arguments["what"] != ROWS:
        return True
    scope = export_scope_of(principal)
    if scope.as_dict() != job.arguments["scope"]:
        return False
    return bool(
        rows_version(house, scope, uuid.UUID(job.arguments["submission"]), seen)["readable"]
    )


def _opened(house: House, found: BulkImport, file: uuid.UUID) -> BinaryIO:
    path = house.landing.path(file)
    if path.exists():
        return path.open("rb")
    return house.submissions.open_file(found.id, file)
