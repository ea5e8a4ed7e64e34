"""An import becomes records here: all of them, or none. Each step can be done again without doing it twice.

Everything is checked once more; the rows become documents with ids that are kept before they are used; files and
documents are stored in git; EDM makes the records where nobody sees them, batch by batch; Houston notes them; and one
short step shows them all. Until that step the work can be called off, and nothing is left of it.
"""

from __future__ import annotations

import uuid
from typing import Any

from houston.house import House
from houston.models import BulkImport, Submission, SubmissionState
from houston.operations.bulk_imports.check import begin_checking, check_import
from houston.operations.bulk_imports.committing import Cancelled, Committing, NotAcceptable
from houston.operations.bulk_imports.documents import Documents, make_documents
from houston.operations.bulk_imports.publish import NamesTaken, publish, request_work
from houston.operations.bulk_imports.records import note_records
from houston.operations.bulk_imports.stage import stage_records
from houston.operations.bulk_imports.store import store_import
from houston.operations.bulk_imports.take_back import take_back
from houston.operations.transition import Subject, move
from service_kit.jobs import JobContext, JobFailed

TRIES = 3  # of two imports that give one animal the same name at one moment, the second fits itself to the first


def commit_import(house: House, context: JobContext) -> dict[str, Any]:
    """Does what is left to do; the job's result says how it ended."""
    import_id = uuid.UUID(context.arguments["submission"])
    submission = _begin(house, context, import_id)
    if submission.state == SubmissionState.COMMITTING:
        try:
            _make(house, context, import_id)
        except Cancelled:
            return take_back(house, context, import_id, SubmissionState.DRAFT)
        except NotAcceptable as refused:
            invalid = SubmissionState.INVALID
            return take_back(house, context, import_id, invalid, str(refused) or None)
    return request_work(house, context, import_id)


def _begin(house: House, context: JobContext, import_id: uuid.UUID) -> Submission:
    with house.database.write() as session:
        context.hold(session)
        submission = session.get(Submission, import_id)
        if submission is None or session.get(BulkImport, import_id) is None:
            raise JobFailed("The import is no longer there.")
        if submission.state == SubmissionState.FAILED:
            move(session, Subject.SUBMISSION, submission, SubmissionState.COMMITTING)
    return submission


def _make(house: House, context: JobContext, import_id: uuid.UUID) -> None:
    documents = Documents(house.workbench.commit(import_id))
    committing = Committing(house, context, import_id)
    if not documents.complete:
        committing.go_on(0, "Checking everything")
        _check(house, context, import_id)
        make_documents(committing, begin_checking(house, import_id), documents)
    committing.weigh(documents)
    store_import(committing, documents)
    said = ""
    for _ in range(TRIES):
        stage_records(committing, documents)
        note_records(committing, documents)
        try:
            publish(committing)
            return
        except NamesTaken as taken:
            said = str(taken)
    raise NotAcceptable(said)


def _check(house: House, context: JobContext, import_id: uuid.UUID) -> None:
    """Raises `NotAcceptable` where there is an error after all."""
    checking = begin_checking(house, import_id)
    found = checking.found
    if (found.checked_revision, found.files_matched) != (found.revision, found.files_changed):
        check_import(house, context, checking, last=False)
        with house.database.read() as session:
            found = session.get_one(BulkImport, import_id)
    if found.counts.get("error"):
        raise NotAcceptable
