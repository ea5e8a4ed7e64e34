"""When a client's job is over: its answer is laid ready in WB-IA's shape, and then whoever wants to hear of it is called."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session
from urllib3.exceptions import HTTPError

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.models import Job, WireJob
from acm_wbia.acm.wire.detection import publish_detection
from acm_wbia.acm.wire.envelope import as_json, enveloped
from acm_wbia.acm.wire.hosts import allowed, connections
from acm_wbia.acm.wire.identification import publish_identification
from acm_wbia.acm.wire.jobs import EXCEPTION, result_of
from service_kit.errors import Unavailable
from service_kit.jobs import JobContext, JobFailed, JobState, Queue, Wait
from service_kit.jobs.model import FINISHED
from service_kit.scope import Scope

PUBLISH, CALL = "wire_publish", "wire_call"
"""The kinds of job that lay an answer ready, and that call a client back."""
LOOK_AGAIN_SECONDS = 1.0  # the row of a job that failed is written a moment after this one

log = logging.getLogger(__name__)


def publish_when_over(foundation: AcmFoundation, session: Session, job_id: uuid.UUID) -> None:
    """Within the transaction that ends a job: has its answer laid ready, if a client of WB-IA's waits for it."""
    if session.get(WireJob, job_id) is None:
        return
    foundation.jobs.submit(session, PUBLISH, {"job": str(job_id)}, queue=Queue.INTERACTIVE)


def publish(foundation: AcmFoundation, context: JobContext) -> Wait | None:
    """Lays a job's answer ready, and has its client called back."""
    job, wire = _rows(foundation, context)
    if job is None or wire is None:
        return None
    if job.state not in FINISHED:
        return Wait(LOOK_AGAIN_SECONDS)
    result, error = None, None
    if job.state == JobState.DONE:
        result, error = _answer(foundation, job, wire)
    _keep(foundation, context, job.id, result, error)
    return None


def publishing_failed(foundation: AcmFoundation, context: JobContext, reason: str) -> None:
    """The client is told why there is no answer."""
    with foundation.database.write() as session:
        wire = session.get(WireJob, uuid.UUID(context.arguments["job"]))
        if wire is not None:
            wire.error = reason
            _have_called(foundation, session, wire)


def call(foundation: AcmFoundation, context: JobContext) -> None:
    """Calls a client back. Should it never get through, the client's own asking finds the answer, too."""
    job, wire = _rows(foundation, context)
    if job is None or wire is None or wire.callback_url is None:
        return
    url = allowed(
        wire.callback_url, foundation.settings.wbia_callback_hosts, "ACM_WBIA_CALLBACK_HOSTS"
    )
    options = _what_is_told(job, wire)
    if wire.callback_method == "GET":
        url = f"{url}{'&' if '?' in url else '?'}{options.pop('query')}"
    try:
        answer = connections().request(wire.callback_method, url, redirect=False, **options)
    except HTTPError as error:
        raise Unavailable("The callback's host does not answer right now.") from error
    if answer.status >= 500:
        raise Unavailable(f"The callback's host answers {answer.status}.")
    if answer.status >= 300:
        raise JobFailed(f"The callback's host does not want to hear of it: {answer.status}.")
    log.info("called back", extra={"told_of": str(job.id)})


def _rows(foundation: AcmFoundation, context: JobContext) -> tuple[Job | None, WireJob | None]:
    job_id = uuid.UUID(context.arguments["job"])
    with foundation.database.read() as session:
        job = session.scalar(select(Job).where(Job.id == job_id))
        return job, session.get(WireJob, job_id)


def _answer(
    foundation: AcmFoundation, job: Job, wire: WireJob
) -> tuple[dict[str, Any] | None, str | None]:
    """The answer, or why there is none."""
    scope, result = Scope.from_dict(job.scope), job.result or {}
    if job.kind == "detect":
        return publish_detection(foundation, scope, wire.asked, result), None
    (found,) = result["queries"]
    if found["state"] == "failed":
        return None, found["reason"]
    return publish_identification(foundation, scope, job.id, wire.asked, found), None


def _keep(
    foundation: AcmFoundation,
    context: JobContext,
    job_id: uuid.UUID,
    result: Mapping[str, Any] | None,
    error: str | None,
) -> None:
    with foundation.database.write() as session:
        wire = session.get(WireJob, job_id)
        if wire is not None:
            wire.result, wire.error = None if result is None else dict(result), error
            _have_called(foundation, session, wire)
        context.finish(session)


def _have_called(foundation: AcmFoundation, session: Session, wire: WireJob) -> None:
    if wire.callback_url is not None:
        arguments = {"job": str(wire.job_id)}
        foundation.jobs.submit(session, CALL, arguments, queue=Queue.INTERACTIVE)


def _what_is_told(job: Job, wire: WireJob) -> dict[str, Any]:
    told, message = result_of(job, wire)
    fields = urlencode({"jobid": told["jobid"], "status": told["status"]})
    if wire.callback_method == "GET":
        return {"query": fields}
    if not wire.callback_detailed:
        kind = "application/x-www-form-urlencoded"
        return {"body": fields, "headers": {"Content-Type": kind}}
    failed = told["status"] == EXCEPTION
    document = enveloped(told, success=not failed, code=500 if failed else 200, message=message)
    return {"body": as_json(document), "headers": {"Content-Type": "application/json"}}
