"""How is work asked for, tried again, and forgotten?"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from acm_wbia.acm.files.evidence import EvidenceFiles
from acm_wbia.acm.models import Job
from acm_wbia.acm.operations.assets import internal_path
from acm_wbia.acm.operations.match_sets import use_match_set
from acm_wbia.acm.operations.races import again_when_raced
from acm_wbia.acm.queries.jobs import may_see
from acm_wbia.acm.queries.models import check_model
from acm_wbia.wbia.models.store import ModelStore
from service_kit.errors import Conflict, Fault, Invalid, NotFound
from service_kit.jobs import JobStore, Queue
from service_kit.tokens import Caller

WORK = ("detect", "extract", "identify", "calibrate", "curate")
TELL = "tell"
"""The kind of job that tells Houston that another is over."""


@again_when_raced
def ask(
    jobs: JobStore,
    caller: Caller,
    request: Mapping[str, Any],
    beside: Callable[[Session], None] = lambda _: None,
    models: ModelStore | None = None,
) -> dict[str, Any]:
    """Asks for work; asked again with one id, the job is there once. The answer is the job.

    `beside` is called for a new job, to write what belongs to it in the same transaction. Without
    `models` only those can be asked for that come with the code.

    Raises `NotFound` for an unknown match set, `Invalid` for a model or callback that does not exist, and
    `Conflict` when the id was used for something else.
    """
    arguments = request["arguments"]
    check_model(models, request["kind"], arguments)
    callback = _callback(request["callback"])
    with jobs.database.write() as session:
        job = session.get(Job, request["id"])
        if job is None:
            for match_set in _match_sets(request["kind"], arguments):
                use_match_set(session, match_set)
            queue = Queue(request["priority"])
            job = jobs.submit(
                session,
                request["kind"],
                arguments,
                queue=queue,
                id=request["id"],
                owner=caller.actor,
            )
            job.scope, job.callback = caller.scope.as_dict(), callback
            session.flush()
            beside(session)
        elif not may_see(caller, job) or (job.kind, job.arguments) != (request["kind"], arguments):
            raise Conflict("A job with this id was asked for before.", code="job_differs")
        return job.as_dict()


def try_again(jobs: JobStore, caller: Caller, job_id: uuid.UUID) -> dict[str, Any]:
    """A failed job begins anew; any other stays as it is. Raises `NotFound`."""
    with jobs.database.write() as session:
        job = _own(session, caller, job_id)
        jobs.retry(session, job_id)
        return job.as_dict()


def forget(jobs: JobStore, evidence: EvidenceFiles, caller: Caller, job_id: uuid.UUID) -> None:
    """A job is not gone on with, and its result and evidence are gone; nothing happens where there is none."""
    with jobs.database.write() as session:
        try:
            _own(session, caller, job_id)
        except NotFound:
            return
        session.execute(delete(Job).where(Job.id == job_id))
    evidence.remove(job_id)


def _own(session: Session, caller: Caller, job_id: uuid.UUID) -> Job:
    job = session.get(Job, job_id)
    if job is None or job.kind not in WORK or not may_see(caller, job):
        raise NotFound("There is no such job.")
    return job


def _match_sets(kind: str, arguments: Mapping[str, Any]) -> list[str]:
    if kind == "identify":
        return [arguments["match_set"]]
    return [side["match_set"] for side in arguments["sides"]] if kind == "curate" else []


def _callback(address: str | None) -> str | None:
    if address is None:
        return None
    path = internal_path(address)
    if path is None:
        sentence = "A callback goes to Houston's internal API only."
        raise Invalid(sentence, errors=[Fault("/callback", "uri_invalid", sentence, address)])
    return path
