"""What is left lying about of drafts goes here: uploads that were not finished, drafts that were forgotten."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import delete

from houston.house import House
from houston.models import FileState, Submission, SubmissionFile, SubmissionState
from houston.models.submission import EDITABLE
from houston.queries.submission import files_of
from service_kit.clock import now
from service_kit.jobs import JobContext, Wait

FORGOTTEN_DAYS = 90  # a field season; nobody comes back to a form after that
LOOK_AGAIN_SECONDS = 3600.0
FINAL = (SubmissionState.DETECTING, SubmissionState.CURATION, SubmissionState.DONE)


def tidy_submission(house: House, context: JobContext) -> dict[str, str] | Wait:
    """One look at a draft; ends when its files lie in its repository, or it is gone."""
    submission_id = uuid.UUID(context.arguments["submission"])
    with house.database.read() as session:
        submission = session.get(Submission, submission_id)
        files = list(files_of(session, submission_id))
    if submission is None:
        return {"submission": str(submission_id)}
    if submission.state in FINAL:
        for file in files:
            house.landing.remove(file.id)
        return {"submission": str(submission_id)}
    if submission.state in EDITABLE:
        if _is_forgotten(submission):
            return _remove_draft(house, submission, files)
        _remove_expired(house, context, files)
    return Wait(LOOK_AGAIN_SECONDS)


def _is_forgotten(submission: Submission) -> bool:
    # One that was deleted goes by itself, and can be restored until then.
    forgotten = now() - timedelta(days=FORGOTTEN_DAYS)
    return submission.deleted_at is None and submission.updated_at < forgotten


def _remove_draft(
    house: House, submission: Submission, files: list[SubmissionFile]
) -> dict[str, str]:
    with house.database.write() as session:
        session.execute(delete(SubmissionFile).where(SubmissionFile.submission_id == submission.id))
        session.execute(
            delete(Submission).where(Submission.id == submission.id, Submission.state.in_(EDITABLE))
        )
    for file in files:
        house.landing.remove(file.id)
    house.workbench.remove(submission.id)
    return {"submission": str(submission.id)}


def _remove_expired(house: House, context: JobContext, files: list[SubmissionFile]) -> None:
    over = [file for file in files if file.state == FileState.RECEIVING and file.expires_at < now()]
    if not over:
        return
    with house.database.write() as session:
        context.hold(session)
        session.execute(
            delete(SubmissionFile).where(
                SubmissionFile.id.in_([file.id for file in over]),
                SubmissionFile.state == FileState.RECEIVING,
                SubmissionFile.expires_at < now(),
            )
        )
    for file in over:
        house.landing.remove(file.id)
