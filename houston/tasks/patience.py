"""What if another part of the system is away? Then the work waits until it is back; that is no failure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from houston.house import House
from service_kit.errors import Unavailable
from service_kit.jobs import JobContext, Wait

AWAY_SECONDS = 5.0  # a service that is started again is back about then
Work = Callable[[House, JobContext], Mapping[str, Any] | Wait | None]


def patient(house: House, work: Work) -> Callable[[JobContext], Mapping[str, Any] | Wait | None]:
    """The handler of a job that outlasts outages: while somebody does not answer, it looks again and again."""

    @wraps(work)
    def handle(context: JobContext) -> Mapping[str, Any] | Wait | None:
        try:
            return work(house, context)
        except Unavailable as away:
            job = house.jobs.get(context.id)
            if job is not None:
                context.progress(job.progress_done, job.progress_total, away.detail)
            return Wait(AWAY_SECONDS)

    return handle
