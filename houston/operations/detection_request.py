"""Pictures are handed to detection here: jobs of a size that shows progress and that a breakdown cannot hold up."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from houston.house import House
from houston.models import Asset, AssetState, Submission, SubmissionState
from houston.models.asset import UNSETTLED
from houston.operations.submission_job import SubmissionJob
from houston.operations.submission_review import state_by_review
from houston.operations.transition import Subject, move
from service_kit.jobs import Queue
from service_kit.portions import portions

ASSETS_A_JOB = 64  # a few minutes of work; what breaks off is done again from there


def request_detection(
    house: House,
    session: Session,
    submission: Submission,
    assets: Sequence[uuid.UUID],
    queue: Queue,
    asker: uuid.UUID | None = None,
) -> list[uuid.UUID]:
    """Asks for detection in these assets within the caller's transaction; the jobs' ids.

    A new submission's state follows: with nothing to look at it goes straight to curation.
    """
    owner = asker or submission.owner
    jobs = []
    for some in portions(assets, ASSETS_A_JOB):
        job = house.jobs.submit(
            session,
            SubmissionJob.DETECT,
            {"submission": str(submission.id), "assets": list(map(str, some))},
            queue=queue,
            owner=str(owner) if owner else None,
        )
        session.execute(
            update(Asset)
            .where(Asset.id.in_(some))
            .values(detection_job=job.id, state=AssetState.PENDING, reason=None)
        )
        jobs.append(job.id)
    if jobs and submission.state == SubmissionState.CREATED:
        submission.job = jobs[0]
        move(session, Subject.SUBMISSION, submission, SubmissionState.DETECTING)
    elif not jobs:
        settle_submission(session, submission.id)
    return jobs


def settle_submission(session: Session, submission_id: uuid.UUID) -> None:
    """When no picture is left to look at, the submission is for people to go through."""
    # Of two jobs that end at the same moment, the second must see what the first has done.
    submission = session.get_one(Submission, submission_id, with_for_update=True)
    if submission.state not in (SubmissionState.CREATED, SubmissionState.DETECTING):
        return
    left = session.scalar(
        select(Asset.id)
        .where(Asset.submission_id == submission_id, Asset.state.in_(UNSETTLED))
        .limit(1)
    )
    if left is None:
        move(session, Subject.SUBMISSION, submission, SubmissionState.CURATION)
        # What its submitter approved from the start waits for nobody.
        move(session, Subject.SUBMISSION, submission, state_by_review(session, submission_id))
