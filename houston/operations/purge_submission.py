"""A submission that was deleted and not restored for a month goes for good: rows, pictures, repository."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from houston.house import House
from houston.models import (
    Annotation,
    Asset,
    AssetEncounter,
    BulkImport,
    FollowUpLink,
    Pointer,
    PointerProject,
    Submission,
    SubmissionFile,
)
from houston.operations.submission_job import SubmissionJob
from houston.queries.bulk_removal import Removal, last_removal, removal_state
from service_kit.clock import now
from service_kit.jobs import JobContext, Queue, Wait
from service_kit.portions import portions
from service_kit.scope import SYSTEM_SCOPE

RESTORABLE_DAYS = 30
ROWS_AT_ONCE = 1_000
LOOK_AGAIN_SECONDS = 3600.0  # where an import was asked back just before its time was over


def have_it_purged(house: House, session: Session, submission: Submission) -> None:
    """Within the transaction that deletes a submission: it goes for good when its time is over."""
    job = house.jobs.submit(
        session, SubmissionJob.PURGE, {"submission": str(submission.id)}, queue=Queue.BULK
    )
    job.due_at = now() + timedelta(days=RESTORABLE_DAYS)


def is_past_restoring(submission: Submission) -> bool:
    """Whether it was deleted so long ago that it cannot come back."""
    moment = submission.deleted_at
    return moment is not None and moment <= now() - timedelta(days=RESTORABLE_DAYS)


def purge_submission(house: House, context: JobContext) -> dict[str, str | bool] | Wait:
    """Takes everything of it away, what others hold first; a restored submission stays."""
    submission_id = uuid.UUID(context.arguments["submission"])
    with house.database.read() as session:
        submission = session.get(Submission, submission_id)
        found = session.get(BulkImport, submission_id)
        if found and removal_state(last_removal(session, found)) == Removal.RESTORING:
            return Wait(LOOK_AGAIN_SECONDS)
        assets = session.scalars(select(Asset.id).where(Asset.submission_id == submission_id)).all()
        files = session.scalars(
            select(SubmissionFile.id).where(SubmissionFile.submission_id == submission_id)
        ).all()
    if submission is None or not is_past_restoring(submission):
        return {"submission": str(submission_id), "purged": False}
    for done, asset in enumerate(assets):
        context.progress(done, len(assets), "Removing pictures")
        house.acm.call("DELETE", f"/acm/v1/assets/{asset}", scope=SYSTEM_SCOPE)
        house.derivatives.forget(asset)
    for file in files:
        house.landing.remove(file)
    house.submissions.remove(submission_id)
    house.workbench.remove(submission_id)
    with house.database.write() as session:
        context.hold(session)
        _remove_rows(session, submission_id, list(assets))
    return {"submission": str(submission_id), "purged": True}


def _remove_rows(session: Session, submission_id: uuid.UUID, assets: list[uuid.UUID]) -> None:
    for some in portions(assets, ROWS_AT_ONCE):
        for model in (Annotation, AssetEncounter):
            session.execute(delete(model).where(model.asset_id.in_(some)))
        session.execute(delete(Asset).where(Asset.id.in_(some)))
    gone = (Pointer.submission == submission_id) & Pointer.deleted_at.is_not(None)
    pointers = select(Pointer.id).where(gone)
    session.execute(delete(PointerProject).where(PointerProject.pointer_id.in_(pointers)))
    session.execute(delete(Pointer).where(gone))
    # What is there still is a sighting in which others have encounters.
    session.execute(
        update(Pointer).where(Pointer.submission == submission_id).values(submission=None)
    )
    session.execute(delete(FollowUpLink).where(FollowUpLink.submission == submission_id))
    session.execute(delete(SubmissionFile).where(SubmissionFile.submission_id == submission_id))
    session.execute(delete(Submission).where(Submission.id == submission_id))
