"""How does Houston hear that a job is over? By a small job of its own, so that a lost call is made again."""

from __future__ import annotations

import logging
import uuid

from sqlalchemy.orm import Session

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.models import Job
from acm_wbia.acm.operations.jobs import TELL
from acm_wbia.acm.schemas.job import JobSchema
from acm_wbia.acm.wire.publishing import publish_when_over
from service_kit.client import RemoteProblem
from service_kit.jobs import JobContext, JobFailed, Queue, Wait
from service_kit.jobs.model import FINISHED
from service_kit.scope import SYSTEM_SCOPE

LOOK_AGAIN_SECONDS = 1.0  # the row of a job that failed is written a moment after this one

log = logging.getLogger(__name__)


def tell_when_over(foundation: AcmFoundation, session: Session, job_id: uuid.UUID) -> None:
    """Within the transaction that ends a job: has its callback called, if it has one, and its client's answer made."""
    publish_when_over(foundation, session, job_id)
    job = session.get(Job, job_id)
    if job is None or job.callback is None:
        return
    foundation.jobs.submit(session, TELL, {"job": str(job_id)}, queue=Queue.INTERACTIVE)


def tell(foundation: AcmFoundation, context: JobContext) -> Wait | None:
    """Calls a job's callback with the job. Should it never get through, Houston's own asking finds the job, too."""
    with foundation.database.read() as session:
        job = session.get(Job, uuid.UUID(context.arguments["job"]))
    if job is None or job.callback is None:
        return None
    if job.state not in FINISHED:
        return Wait(LOOK_AGAIN_SECONDS)
    document = JobSchema().dump(job.as_dict())
    try:
        foundation.houston.call("POST", job.callback, scope=SYSTEM_SCOPE, json=document)
    except RemoteProblem as problem:
        if problem.status < 500:
            raise JobFailed(f"Houston does not want to hear of it: {problem.detail}") from problem
        raise
    log.info("told", extra={"told_of": str(job.id)})
    return None


def tell_of_failure(foundation: AcmFoundation, context: JobContext, _reason: str) -> None:
    """Has the callback of a job called that failed for good."""
    with foundation.database.write() as session:
        tell_when_over(foundation, session, context.id)
