"""Which kinds of long work do bulk imports ask for, and how is checking asked for without doing it twice?"""

from __future__ import annotations

import uuid
from enum import StrEnum

from sqlalchemy.orm import Session

from houston.house import House
from houston.models import BulkImport, Job, SheetState, Submission
from service_kit.jobs import Queue
from service_kit.jobs.model import FINISHED

SMALL_ROWS = 5_000
"""A sheet of so many rows is checked, written or removed within seconds, while somebody looks at the screen."""


class BulkJob(StrEnum):
    """The kinds of their jobs."""

    READ = "read_sheet"
    CHECK = "check_sheet"
    COMMIT = "commit_import"
    UNPACK = "unpack_archive"
    IDENTIFY = "identify_import"
    WRITE = "write_sheet"
    FORGET = "forget_sheet"
    REMOVE = "remove_import"
    RESTORE = "restore_import"


def request_check(house: House, session: Session, found: BulkImport, owner: str | None) -> None:
    """Asks for a check within the caller's transaction, which holds the submission's lock.

    A check that is going on notices by itself that something has changed, and begins anew.
    """
    if found.sheet_state != SheetState.READY or is_at_work(session, found.work):
        return
    job = house.jobs.submit(
        session, BulkJob.CHECK, {"submission": str(found.id)}, queue=queue_of(found), owner=owner
    )
    found.work = job.id


def queue_of(found: BulkImport) -> Queue:
    """Where work on all rows of the sheet waits for its turn."""
    return Queue.INTERACTIVE if found.row_count <= SMALL_ROWS else Queue.BULK


def is_at_work(session: Session, job_id: uuid.UUID | None) -> bool:
    """Whether this job is still to be done."""
    job = session.get(Job, job_id) if job_id else None
    return job is not None and job.state not in FINISHED


def files_changed(house: House, session: Session, submission_id: uuid.UUID) -> None:
    """Tells the import, if it is one, that a file came or went. The caller holds the submission's lock."""
    found = session.get(BulkImport, submission_id)
    if found is not None:
        found.files_changed += 1
        submission = session.get_one(Submission, submission_id)
        request_check(house, session, found, str(submission.owner))
