"""Each submission is copied to the backup that the site has set. A backup that is away delays the copy and nothing else.

What was asked for is a row that waits, for days if need be: it never fails for want of an answer, and the submission's
own state never hears of it. How much still waits is told by `houston doctor`, `houston submissions push` and `/metrics`.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from houston.house import House
from houston.models import Job
from houston.operations.submission_job import SubmissionJob
from houston.queries.job import unfinished_jobs
from service_kit.clock import now
from service_kit.jobs import JobContext, JobFailed, Queue, Wait
from submissions import CorruptSubmission, PushFailed, UnknownSubmission

SHORTEST_PAUSE = timedelta(minutes=1)  # a router that is started again is back about then
LONGEST_PAUSE = timedelta(hours=6)  # four times a day: found soon, and nobody's log is filled
TURN_SECONDS = 30.0  # until it is looked whether another push has ended


def request_backup(house: House, session: Session, submission: uuid.UUID, commit: str) -> None:
    """Asks, within the transaction that notes the commit, for it to be copied; nothing where no backup is set."""
    if house.settings.submissions_remote:
        house.jobs.submit(
            session,
            SubmissionJob.BACK_UP,
            {"submission": str(submission)},
            queue=Queue.BULK,
            key=f"{SubmissionJob.BACK_UP}:{submission}:{commit}",
        )


def back_up(house: House, context: JobContext) -> dict[str, Any] | Wait:
    """Copies what the submission's repository holds now, or waits as long again as it has waited already."""
    remote = house.settings.submissions_remote
    if not remote:
        return {"state": "no_backup_is_set"}
    # One at a time: a backup that takes an hour to say no must not hold up everybody's work.
    if not house.backing_up.acquire(blocking=False):
        return Wait(TURN_SECONDS)
    try:
        pushed = house.submissions.push(context.arguments["submission"], remote)
    except UnknownSubmission:
        return {"state": "deleted_meanwhile"}
    except CorruptSubmission as damage:
        raise JobFailed(str(damage)) from damage
    except PushFailed as failure:
        context.progress(0, 1, str(failure))
        return Wait(_pause(house, context.id).total_seconds())
    finally:
        house.backing_up.release()
    context.progress(1, 1)
    return {"state": pushed.state, "commit": pushed.sha}


def hurry_backups(house: House) -> int:
    """What waits is tried now, for the backup is there again; how many that are."""
    with house.database.write() as session:
        waiting = unfinished_jobs(session, SubmissionJob.BACK_UP)
        return sum(house.jobs.wake(session, job) for job in waiting.jobs)


def _pause(house: House, job_id: uuid.UUID) -> timedelta:
    job: Job | None = house.jobs.get(job_id)
    waited = now() - job.created_at if job is not None else SHORTEST_PAUSE
    return min(max(waited, SHORTEST_PAUSE), LONGEST_PAUSE)
