"""Bulk imports are opened and changed here, and told which uploaded file is their sheet."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from houston.access import Principal
from houston.house import House
from houston.models import (
    BulkEdit,
    BulkImport,
    FileState,
    SheetState,
    Submission,
    SubmissionFile,
    SubmissionKind,
)
from houston.operations.bulk_imports.job import BulkJob, is_at_work, request_check
from houston.operations.submission_draft import change_wishes, open_draft
from houston.queries.bulk_import import find_import_draft
from service_kit.errors import Conflict, NotFound
from service_kit.identity import new_id
from service_kit.jobs import Queue

OWN_WISHES = ("name", "options")
"""What an import has besides what every submission has."""


def open_import(
    house: House,
    principal: Principal,
    wishes: Mapping[str, Any],
    *,
    idempotency_key: str | None,
    host: str,
) -> uuid.UUID:
    """Opens an import; with a key that was used before, the import of that time."""
    for_submission = {name: wish for name, wish in wishes.items() if name not in OWN_WISHES}
    opened = open_draft(
        house,
        principal,
        SubmissionKind.BULK,
        for_submission,
        idempotency_key=f"bulk:{idempotency_key}" if idempotency_key else None,
        host=host,
    )
    with house.database.write() as session:
        if session.get(BulkImport, opened.submission.id) is None:
            own = {name: wishes[name] for name in OWN_WISHES if name in wishes}
            session.add(BulkImport(id=opened.submission.id, **own))
    return opened.submission.id


def change_import(
    house: House, principal: Principal, import_id: uuid.UUID, wishes: Mapping[str, Any]
) -> None:
    """Changes what is wished; what is not given stays. Other options may make other faults, so it is checked anew."""
    with house.database.write() as session:
        submission, found = find_import_draft(session, principal, import_id)
        change_wishes(session, principal, submission, wishes)
        for name in OWN_WISHES:
            if name in wishes:
                setattr(found, name, wishes[name])
        if {"options", "approve", "projects"} & wishes.keys():
            found.revision += 1
            request_check(house, session, found, principal.tag)


def use_sheet(
    house: House,
    principal: Principal,
    import_id: uuid.UUID,
    file_id: uuid.UUID,
    worksheet: str | None,
) -> None:
    """Makes an uploaded file the import's sheet; a job reads it. Edits and mapping of another sheet go.

    Asked for again while the same is being read, nothing more happens. Raises `NotFound` or `Conflict`.
    """
    with house.database.write() as session:
        submission, found = find_import_draft(session, principal, import_id)
        file = session.get(SubmissionFile, file_id)
        if file is None or file.submission_id != import_id:
            raise NotFound("There is no such file in this import.")
        if file.state != FileState.READY:
            raise Conflict(
                f"“{file.name}” {file.reason or 'has not arrived completely.'}",
                code="file_incomplete" if file.reason is None else "file_refused",
            )
        reading = found.sheet_state == SheetState.READING and is_at_work(session, found.work)
        if reading and (found.sheet_file, found.worksheet) == (file_id, worksheet):
            return
        begin_reading(house, session, submission, found, file, worksheet)


def begin_reading(
    house: House,
    session: Session,
    submission: Submission,
    found: BulkImport,
    file: SubmissionFile,
    worksheet: str | None,
) -> None:
    """Forgets the sheet before, and has this one read."""
    forget_sheet(session, found)
    found.sheet_state = SheetState.READING
    found.sheet_file, found.sheet_name, found.worksheet = file.id, file.name, worksheet
    job = house.jobs.submit(
        session,
        BulkJob.READ,
        {"submission": str(found.id), "file": str(file.id), "cells": new_id().hex},
        queue=Queue.INTERACTIVE,
        owner=str(submission.owner),
    )
    found.work = job.id


def forget_sheet(session: Session, found: BulkImport) -> None:
    """The import is as if it had never had a sheet, but its revision goes on counting."""
    session.execute(delete(BulkEdit).where(BulkEdit.import_id == found.id))
    found.sheet_state, found.sheet_reason = SheetState.NONE, None
    found.cells = found.faults = found.matches = found.generator = found.mapping_name = None
    found.worksheets, found.columns, found.chosen = [], [], {}
    found.counts, found.edits_applied = {}, 0
    found.row_count = found.column_count = 0
    found.checked_revision = found.files_matched = None
    found.revision += 1


def check_again(house: House, principal: Principal, import_id: uuid.UUID) -> None:
    """Has everything checked once more, whether or not anything has changed."""
    with house.database.write() as session:
        _, found = find_import_draft(session, principal, import_id)
        found.checked_revision = found.files_matched = None
        request_check(house, session, found, principal.tag)
