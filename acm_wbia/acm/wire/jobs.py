"""How does a client's job become one of ours, and how far is it in WB-IA's words?"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.models import Job, WireJob
from acm_wbia.acm.operations.jobs import ask
from acm_wbia.acm.queries.jobs import may_see
from acm_wbia.acm.schemas.job import JobRequestSchema
from acm_wbia.acm.wire.hosts import allowed
from service_kit.database import Database
from service_kit.errors import NotFound
from service_kit.identity import new_id
from service_kit.jobs import JobState, Queue
from service_kit.tokens import Caller

JOBS = uuid.UUID("c1a7e2d4-6b58-5e93-a0d2-7f3b9e1c4d68")
"""Namespace of the ids of jobs that a client calls by another word than a UUID."""

SENT = "sent"
"""Where of a job's `asked` it lies what its request was."""

BESIDE_THE_QUESTION = ("jobid", "lane", "callback_url", "callback_method", "callback_detailed")

WIRE_STATES = {
    JobState.QUEUED: "queued",
    JobState.RUNNING: "working",
    JobState.WAITING: "working",
    JobState.DONE: "publishing",
    JobState.FAILED: "exception",
    JobState.CANCELLED: "suppressed",
}
COMPLETED, EXCEPTION, UNKNOWN = "completed", "exception", "unknown"


def asked_before(
    foundation: AcmFoundation, caller: Caller, said: Mapping[str, Any], kind: str
) -> str | None:
    """The client's id for its work, where the very same request asked for it before.

    What is compared with may have grown meanwhile, and the places of pictures may be gone: the job is what it was.
    """
    found = said["jobid"] and find_job(foundation.database, caller, said["jobid"])
    if not found:
        return None
    job, wire = found
    is_same = job.kind == kind and wire.asked.get(SENT) == _question(said)
    return wire.name if is_same else None


def ask_for(
    foundation: AcmFoundation,
    caller: Caller,
    said: Mapping[str, Any],
    kind: str,
    arguments: Mapping[str, Any],
    asked: Mapping[str, Any],
) -> str:
    """Asks for a client's work; the client's id for it. Asked again with one id, it is done once.

    `asked` is what of the request the answer needs. Raises `Malformed` for a callback that is not allowed, and what
    `operations.jobs.ask` raises.
    """
    url = said["callback_url"]
    if url is not None:
        url = allowed(url, foundation.settings.wbia_callback_hosts, "ACM_WBIA_CALLBACK_HOSTS")
    name = said["jobid"] or str(new_id())
    job_id = job_id_of(name)
    request = JobRequestSchema().load(
        {
            "id": str(job_id),
            "kind": kind,
            "arguments": dict(arguments),
            "priority": str(Queue.INTERACTIVE if said["lane"] == "fast" else Queue.BULK),
        }
    )

    def remember(session: Session) -> None:
        session.add(
            WireJob(
                job_id=job_id,
                name=name,
                asked={**asked, SENT: _question(said)},
                callback_url=url,
                callback_method=said["callback_method"] or "POST",
                callback_detailed=said["callback_detailed"],
            )
        )

    ask(foundation.jobs, caller, request, remember, foundation.models)
    return name


def _question(said: Mapping[str, Any]) -> str:
    """A hash of what a request asks, without how the client calls it and wants to be told."""
    question = {name: value for name, value in said.items() if name not in BESIDE_THE_QUESTION}
    return hashlib.sha256(json.dumps(question, sort_keys=True, default=str).encode()).hexdigest()


def job_id_of(name: str) -> uuid.UUID:
    """Our id of the job that a client calls so."""
    try:
        return uuid.UUID(name)
    except ValueError:
        return uuid.uuid5(JOBS, name)


def find_job(database: Database, caller: Caller, name: str) -> tuple[Job, WireJob] | None:
    """A client's job, where there is one that the caller may see."""
    with database.read() as session:
        row = session.execute(
            select(Job, WireJob)
            .join(WireJob, WireJob.job_id == Job.id)
            .where(Job.id == job_id_of(name))
        ).one_or_none()
    return (row[0], row[1]) if row is not None and may_see(caller, row[0]) else None


def state_of(job: Job, wire: WireJob) -> str:
    """How far it is, in WB-IA's words. Done is it once its answer lies ready."""
    if wire.error is not None:
        return EXCEPTION
    return COMPLETED if wire.result is not None else WIRE_STATES[JobState(job.state)]


def told_status(database: Database, caller: Caller, name: str) -> dict[str, Any]:
    """The answer to a client that asks how far its job is; `unknown` is an answer, too."""
    found = find_job(database, caller, name)
    state = UNKNOWN if found is None else state_of(*found)
    return {"status": "ok", "jobid": name, "jobstatus": state}


def told_result(database: Database, caller: Caller, name: str) -> tuple[dict[str, Any], str]:
    """The answer to a client that asks what came of its job, and why where nothing did. Raises `NotFound`."""
    found = find_job(database, caller, name)
    if found is None:
        raise NotFound(f"There is no job {name}.")
    return result_of(*found)


def result_of(job: Job, wire: WireJob) -> tuple[dict[str, Any], str]:
    """What came of a job, and why where nothing did."""
    told = {"jobid": wire.name, "status": state_of(job, wire), "json_result": wire.result}
    return told, wire.error or (job.error or "" if job.state == JobState.FAILED else "")


def count_by_state(database: Database, caller: Caller) -> dict[str, int]:
    """How many of the caller's jobs are in which state of WB-IA's."""
    counts = dict.fromkeys([*dict.fromkeys(WIRE_STATES.values()), COMPLETED], 0)
    with database.read() as session:
        statement = (
            select(Job.state, WireJob.result.is_(None), WireJob.error.is_(None), func.count())
            .join(WireJob, WireJob.job_id == Job.id)
            .where(Job.owner == caller.actor)
            .group_by(Job.state, WireJob.result.is_(None), WireJob.error.is_(None))
        )
        for state, unpublished, faultless, count in session.execute(statement):
            published = COMPLETED if faultless else EXCEPTION
            done = not unpublished or not faultless
            counts[published if done else WIRE_STATES[JobState(state)]] += count
    return counts
