"""Work is given to ACM here, once, and looked after."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from houston.house import House
from houston.models import Job
from service_kit.client import RemoteProblem
from service_kit.identity import new_id
from service_kit.jobs import JobContext, JobFailed
from service_kit.jobs.model import FINISHED, JobState
from service_kit.scope import SYSTEM_SCOPE

LOOK_AGAIN_SECONDS = 3.0  # a callback comes sooner; this is for the one that got lost


def ask_acm(
    house: House,
    context: JobContext,
    remote: str,
    kind: str,
    arguments: Callable[[], Mapping[str, Any]],
) -> dict[str, Any]:
    """The ACM job with the id `remote`, asked for where ACM does not know it yet.

    `arguments()` is only called then, and may tell ACM beforehand what the job is about.
    """
    answer = house.acm.send("GET", f"/acm/v1/jobs/{remote}", scope=SYSTEM_SCOPE)
    if answer.status == 200:
        known: dict[str, Any] = answer.json()
        return known
    if answer.status != 404:
        raise RemoteProblem(answer.status, answer.json() or {})
    asked: dict[str, Any] = house.acm.call(
        "POST",
        "/acm/v1/jobs",
        scope=SYSTEM_SCOPE,
        actor=context.owner,
        json={
            "id": remote,
            "kind": kind,
            "arguments": arguments(),
            "callback": f"/internal/v1/callbacks/{context.id}",
            "priority": _priority(house, context.id),
        },
    )
    return asked


def is_over(remote: Mapping[str, Any]) -> bool:
    return remote["state"] in FINISHED


def result_of(remote: Mapping[str, Any]) -> dict[str, Any]:
    """What came of a job that is over. Raises `JobFailed` with ACM's sentence when nothing did."""
    if remote["state"] != JobState.DONE:
        raise JobFailed(remote["error"] or "The work was called off.")
    result: dict[str, Any] = remote["result"]
    return result


def remember_parts(house: House, context: JobContext, parts: list[dict[str, Any]]) -> None:
    """Keeps what ACM is asked with the job, so that every later look asks about the same."""
    with house.database.write() as session:
        context.hold(session)
        job = session.get_one(Job, context.id)
        job.arguments = {**job.arguments, "parts": parts}


def forget_parts(house: House, job_id: uuid.UUID) -> None:
    """After a failure, whoever tries again asks ACM anew."""
    with house.database.write() as session:
        job = session.get_one(Job, job_id)
        job.arguments = {name: value for name, value in job.arguments.items() if name != "parts"}


def new_remote_id() -> str:
    return str(new_id())


def _priority(house: House, job_id: uuid.UUID) -> str:
    job = house.jobs.get(job_id)
    return str(job.queue) if job else "bulk"
