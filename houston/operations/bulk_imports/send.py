"""An import is sent in, or called off, by a person here; a job does the rest."""

from __future__ import annotations

import uuid
from typing import Any

from houston.access import Principal
from houston.house import House
from houston.models import BulkImport, SubmissionState
from houston.models.submission import SENT_IN
from houston.operations.bulk_imports.job import BulkJob
from houston.operations.submission_sending import send_in
from houston.operations.transition import Subject, move
from houston.queries.bulk_import import (
    faults_of,
    find_import,
    find_import_draft,
    require_sheet,
    with_columns,
)
from houston.queries.bulk_removal import refuse_while_it_goes
from service_kit.clock import now
from service_kit.errors import Conflict, Fault, Invalid
from service_kit.jobs import Queue

FAULTS_TOLD = 100  # in a refusal; all of them are asked for page by page


def send_import_in(house: House, principal: Principal, import_id: uuid.UUID) -> None:
    """Asks for the commit; one that is under way goes on. Raises `Invalid` with faults, and `Conflict`."""
    with house.database.read() as session:
        submission, found = find_import(session, principal, import_id)
        if submission.state in SENT_IN and submission.deleted_at is None:
            return
        found = with_columns(session, import_id)
    require_sheet(found)
    if found.checked_revision == found.revision and found.counts.get("error"):
        _refuse(house, found)
    if not found.row_count:
        raise Invalid("The sheet has no rows.", code="no_sheet")
    with house.database.write() as session:
        submission, found = find_import_draft(session, principal, import_id)
        require_sheet(found)
        found.began_at, found.cancelling, found.publishing = now(), False, False
        found.staged = found.noted = found.requested = 0
        send_in(house, session, principal, submission, BulkJob.COMMIT, Queue.BULK)


def cancel_import(house: House, principal: Principal, import_id: uuid.UUID) -> None:
    """Calls a commit off: its job takes everything back. Raises `Conflict` once the records are shown."""
    with house.database.write() as session:
        submission, found = find_import(session, principal, import_id, lock=True)
        refuse_while_it_goes(session, found)
        if submission.state == SubmissionState.FAILED and not found.publishing:
            # What failed begins again, only to take back what it had made.
            if submission.job is not None:
                house.jobs.retry(session, submission.job)
            move(session, Subject.SUBMISSION, submission, SubmissionState.COMMITTING)
        if submission.state != SubmissionState.COMMITTING:
            if submission.state in SENT_IN:
                raise _published()
            return
        if found.publishing:
            raise _published()
        found.cancelling = True


def _published() -> Conflict:
    return Conflict(
        "The records are there already. Remove the import to take them away.",
        code="import_published",
    )


def _refuse(house: House, found: BulkImport) -> None:
    """Raises `Invalid` with the first of the errors."""
    kept = faults_of(house, found)
    headings = {column["index"]: column["heading"] for column in found.columns}
    faults = []
    if kept is not None:
        for group in kept.groups(kept.chosen("error")[:FAULTS_TOLD].tolist()):
            column = group["columns"][0] if group["columns"] else None
            for row in group["rows"] or [None]:
                faults.append(_fault(group, row, column, headings))
    count = found.counts["error"]
    raise Invalid(
        f"The sheet has {count:,} errors. Nothing was imported."
        if count > 1
        else "The sheet has an error. Nothing was imported.",
        code="sheet_has_errors",
        errors=faults[:FAULTS_TOLD],
        extra={"counts": found.counts},
    )


def _fault(
    group: dict[str, Any], row: int | None, column: int | None, headings: dict[int, str | None]
) -> Fault:
    return Fault(
        pointer=f"/rows/{row}/{column}" if row else f"/columns/{column}",
        code=str(group["code"]),
        message=str(group["message"]),
        value=group["value"],
        suggestion=group["suggestion"],
        details=group["details"],
        severity="error",
        row=row,
        column=headings.get(column) if column is not None else None,
    )
