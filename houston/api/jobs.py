"""`/jobs`: how far is long work, told once or as it goes on."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

from flask import Response
from flask_restx import Resource

from houston.access import current_principal
from houston.house import House, current_house
from houston.models import Job
from houston.operations.job import retry_job
from houston.queries.job import find_job, view_job
from houston.schemas.job import JobSchema
from service_kit.jobs.model import FINISHED
from service_kit.web import Noun

LOOK_SECONDS = 0.4  # between two looks at the row: progress that looks alive
LONGEST_SECONDS = 55.0  # a listener asks again by itself; proxies cut at a minute
AGAIN_MILLISECONDS = 2_000  # until a browser asks again for which there was no thread

jobs = Noun("jobs", path="/jobs", description="Long work")


def _find(job_id: uuid.UUID) -> Job:
    with current_house().database.read() as session:
        return find_job(session, current_principal(), job_id)


@jobs.route("/<uuid:id>")
class OneJob(Resource):  # type: ignore[misc]
    @jobs.answers(JobSchema)
    def get(self, id: uuid.UUID) -> Any:
        """How far the work is."""
        return view_job(_find(id))


@jobs.route("/<uuid:id>/retry")
class JobRetry(Resource):  # type: ignore[misc]
    @jobs.answers(JobSchema, status=202)
    def post(self, id: uuid.UUID) -> Any:
        """Begins failed work again."""
        return view_job(retry_job(current_house(), current_principal(), id))


@jobs.route("/<uuid:id>/events")
class JobEvents(Resource):  # type: ignore[misc]
    @jobs.produces(["text/event-stream"])  # type: ignore[untyped-decorator]
    def get(self, id: uuid.UUID) -> Response:
        """The job as server-sent events, each time that it changes, until it is over."""
        events = _events(current_house(), _find(id))
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return Response(events, mimetype="text/event-stream", headers=headers)


def _events(house: House, job: Job) -> Iterator[str]:
    yield f"retry: {AGAIN_MILLISECONDS}\n\n"
    yield _event(job)
    # A listener holds one of the few threads that answer everybody.
    if not house.listeners.acquire(blocking=False):
        return
    try:
        yield from _changes(house, job)
    finally:
        house.listeners.release()


def _changes(house: House, job: Job) -> Iterator[str]:
    until = time.monotonic() + LONGEST_SECONDS
    told = _event(job)
    while True:
        shown = _event(job)
        if shown != told:
            told = shown
            yield shown
        if job.state in FINISHED or time.monotonic() > until:
            return
        time.sleep(LOOK_SECONDS)
        present = house.jobs.get(job.id)
        if present is None:
            return
        job = present


def _event(job: Job) -> str:
    return f"event: job\ndata: {json.dumps(JobSchema().dump(view_job(job)))}\n\n"
