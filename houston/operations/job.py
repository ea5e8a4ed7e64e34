"""Failed work is begun again here, and waiting work is told that what it waits for has come."""

from __future__ import annotations

import uuid

from houston.access import Principal
from houston.house import House
from houston.models import Job
from houston.queries.job import find_job
from service_kit.errors import Conflict


def retry_job(house: House, principal: Principal, job_id: uuid.UUID) -> Job:
    """Begins a failed job again. Raises `Conflict` when it has not failed."""
    with house.database.write() as session:
        job = find_job(session, principal, job_id)
        if not house.jobs.retry(session, job_id):
            raise Conflict("This work has not failed.", code="nothing_to_retry")
    return job


def wake_job(house: House, job_id: uuid.UUID) -> bool:
    """Lets a waiting job look again now. Says whether it was waiting; asking twice does no harm."""
    with house.database.write() as session:
        return house.jobs.wake(session, job_id)
