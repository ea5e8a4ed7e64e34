"""How far is a job, for whoever asked for it?"""

from __future__ import annotations

import uuid
from typing import Any

from acm_wbia.acm.models import Job
from service_kit.database import Database
from service_kit.errors import NotFound
from service_kit.tokens import Caller


def get_job(database: Database, caller: Caller, job_id: uuid.UUID) -> dict[str, Any]:
    """The job. Raises `NotFound`, also when it is another's."""
    with database.read() as session:
        job = session.get(Job, job_id)
    if job is None or not may_see(caller, job):
        raise NotFound("There is no such job.")
    return job.as_dict()


def may_see(caller: Caller, job: Job) -> bool:
    """Whose is a job? Theirs who asked for it, and theirs who may read everything."""
    if caller.scope.read.all:
        return True
    if job.owner is not None:
        return job.owner == caller.actor
    return job.scope == caller.scope.as_dict()
