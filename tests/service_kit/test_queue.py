"""Does a worker hear of jobs over every broker, and does nothing depend on the broker's memory?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from service_kit.foundation import Foundation
from service_kit.jobs import JobState, Queue
from tests.service_kit.toy import Base, Counted, Job, ToySettings, toy_foundation

PATIENCE_SECONDS = 60.0
AT_ONCE_SECONDS = 6.0  # it takes one or two; the rest is for a busy machine, and less than an idle event loop sleeps
BROKERS = {
    "filesystem": "filesystem://",
    "redis": os.environ.get("CODEX_TEST_REDIS", ""),
    "rabbitmq": os.environ.get("CODEX_TEST_RABBITMQ", ""),
}


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < until, "what was waited for did not come"
        time.sleep(0.05)


@contextmanager
def worker(settings: ToySettings) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **os.environ,
        "TOY_DATA": str(settings.data),
        "TOY_BROKER_URL": settings.broker_url,
        "TOY_JOB_SWEEP_SECONDS": "0.2",
        "TOY_SERVICE": settings.service,
    }
    arguments = [sys.executable, "-m", "tests.service_kit.toy", "work"]
    written = settings.data / "worker.log"
    with written.open("ab") as log:
        process = subprocess.Popen(arguments, env=environment, stdout=log, stderr=log)
    try:
        yield process
        process.terminate()
        process.wait(PATIENCE_SECONDS)
    except BaseException:
        # pytest shows it where the test failed.
        sys.stderr.write(written.read_text(encoding="utf-8", errors="replace"))
        process.kill()
        process.wait()
        raise


@pytest.fixture(params=BROKERS)
def foundation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Foundation]:
    broker = BROKERS[request.param]
    if not broker:
        pytest.skip(f"no {request.param} server is named by CODEX_TEST_{request.param.upper()}")
    # Queues of its own: a message that one test left behind must not reach another.
    own = type("OwnSettings", (ToySettings,), {"service": f"toy-{uuid.uuid4().hex[:12]}"})
    made = toy_foundation(own(data=tmp_path, broker_url=broker))
    Base.metadata.create_all(made.database.engine)
    yield made
    remove_queues(made)
    made.database.dispose()


def remove_queues(foundation: Foundation) -> None:
    with foundation.queue.celery.connection_for_write() as connection:
        channel = connection.default_channel
        for queue in foundation.queue.celery.conf.task_queues:
            queue(channel).delete()
        queue.exchange(channel).delete()


def submit(foundation: Foundation) -> uuid.UUID:
    with foundation.database.write() as session:
        return foundation.jobs.submit(session, "count", {}, queue=Queue.INTERACTIVE).id


def count_done(foundation: Foundation) -> int:
    with foundation.database.read() as session:
        return session.scalar(select(func.count()).select_from(Counted)) or 0


@pytest.mark.xdist_group("brokers")
def test_jobs_are_done_by_a_worker_of_another_process(foundation):
    with worker(foundation.settings):
        jobs = [submit(foundation) for _ in range(5)]
        wait_until(lambda: count_done(foundation) == len(jobs))


@pytest.mark.xdist_group("brokers")
def test_a_job_whose_message_was_lost_is_found_by_the_sweeper(foundation, monkeypatch):
    monkeypatch.setattr(foundation.jobs, "_nudge", lambda queue, job_id: None)
    with foundation.database.write() as session:
        job = foundation.jobs.submit(session, "count", {}, queue=Queue.BULK)
        job.nudged_at = None
    with worker(foundation.settings):
        wait_until(lambda: foundation.jobs.get(job.id).state == JobState.DONE)


@pytest.mark.xdist_group("brokers")
def test_a_killed_workers_job_is_done_once_by_the_next(foundation):
    job_id = submit(foundation)
    with worker(foundation.settings) as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
    with foundation.database.write() as session:
        kept = session.get(Job, job_id)
        if kept.state != JobState.DONE:
            kept.state, kept.lease_until = JobState.RUNNING, kept.created_at
            kept.lease_holder = "gone:1:1:1"
    with worker(foundation.settings):
        wait_until(lambda: foundation.jobs.get(job_id).state == JobState.DONE)
    assert count_done(foundation) == 1


@pytest.mark.xdist_group("brokers")
def test_a_worker_with_nothing_to_do_stops_at_once(foundation):
    with worker(foundation.settings) as process:
        submit(foundation)
        wait_until(lambda: count_done(foundation) == 1)
        process.terminate()
        process.wait(AT_ONCE_SECONDS)


@pytest.mark.xdist_group("brokers")
def test_a_message_reaches_the_one_queue_it_was_sent_to(tmp_path):
    made = toy_foundation(ToySettings(data=tmp_path))
    Base.metadata.create_all(made.database.engine)
    submit(made)
    messages = [path.name for path in (made.settings.queue / "messages").iterdir()]
    assert len(messages) == 1
    assert "toy.interactive" in messages[0]
