"""How far is long work, and whose is it?"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Action, Principal, allowed
from houston.models import Job, Submission
from service_kit.errors import NotFound
from service_kit.jobs import JobState


@dataclass(frozen=True)
class Unfinished:
    """Work of one kind that was asked for and is not done."""

    jobs: list[uuid.UUID]
    """The oldest first."""
    since: datetime | None
    """When the oldest was asked for."""
    reason: str
    """Why it is not done yet, as a sentence; empty where nobody was at it."""


def unfinished_jobs(session: Session, kind: str) -> Unfinished:
    """What is still to be done of this kind, that which failed included."""
    rows = session.execute(
        select(Job.id, Job.created_at, Job.message, Job.error)
        .where(Job.kind == kind, Job.state.not_in((JobState.DONE, JobState.CANCELLED)))
        .order_by(Job.created_at)
    ).all()
    told = next((row.error or row.message for row in rows if row.error or row.message), "")
    return Unfinished([row.id for row in rows], rows[0].created_at if rows else None, told)


def find_job(session: Session, principal: Principal, job_id: uuid.UUID) -> Job:
    """The job, for whoever asked for it, follows its submission, or administers the site. Raises `NotFound`."""
    job = session.get(Job, job_id)
    if job is not None and _may_see(session, principal, job):
        return job
    raise NotFound("There is no such job, or it is not yours.")


def view_job(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state,
        "progress": {
            "done": job.progress_done,
            "total": job.progress_total,
            "message": job.message,
        },
        "attempts": job.attempts,
        "reason": job.error,
        "result": job.result,
        "created_at": job.created_at,
        "updated_at": job.updated_at,
        "finished_at": job.finished_at,
    }


def _may_see(session: Session, principal: Principal, job: Job) -> bool:
    if principal.tag is not None and job.owner == principal.tag:
        return True
    if allowed(principal, Action.ADMINISTER).allowed:
        return True
    own = principal.submissions | principal.followed
    submission = job.arguments.get("submission")
    if submission is not None and uuid.UUID(submission) in own:
        return True
    return bool(
        session.scalar(
            select(Submission.id).where(Submission.job == job.id, Submission.id.in_(own))
        )
    )
