"""Within what may a job work? Within what its asker could touch when it was asked for."""

from __future__ import annotations

from acm_wbia.acm.models import Job
from service_kit.database import Database
from service_kit.jobs import JobContext, JobFailed
from service_kit.scope import Scope


def scope_of(database: Database, context: JobContext) -> Scope:
    """The scope that the job was asked for with. Raises `JobFailed` where the job is gone."""
    with database.read() as session:
        job = session.get(Job, context.id)
    if job is None or job.scope is None:
        raise JobFailed("The job says not within what it may work.")
    return Scope.from_dict(job.scope)
