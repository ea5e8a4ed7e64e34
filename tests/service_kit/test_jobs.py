"""Is long work done once, whatever breaks on the way?"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from service_kit.clock import now
from service_kit.foundation import Foundation
from service_kit.jobs import Handlers, JobContext, JobFailed, JobRunner, JobState, Queue, Wait
from tests.service_kit.toy import Job


@pytest.fixture
def handlers() -> Handlers:
    return Handlers()


@pytest.fixture
def runner(foundation: Foundation, handlers: Handlers) -> JobRunner:
    return JobRunner(foundation.jobs, handlers)


def submit(foundation: Foundation, kind: str = "count", **options: Any) -> uuid.UUID:
    with foundation.database.write() as session:
        return foundation.jobs.submit(session, kind, {}, queue=Queue.BULK, **options).id


def job(foundation: Foundation, job_id: uuid.UUID) -> Job:
    found = foundation.jobs.get(job_id)
    assert found is not None
    return found


def test_a_job_is_done_once_however_often_it_is_nudged(foundation, handlers, runner):
    done = []
    handlers.register("count")(lambda context: done.append(context.id))
    job_id = submit(foundation)
    assert runner.run(job_id) is True
    assert runner.run(job_id) is False
    assert done == [job_id]
    assert job(foundation, job_id).state == JobState.DONE


def test_the_same_key_makes_one_job(foundation):
    assert submit(foundation, key="once") == submit(foundation, key="once")


def test_a_job_of_a_transaction_that_fails_does_not_exist(foundation):
    def fall_through() -> None:
        with foundation.database.write() as session:
            foundation.jobs.submit(session, "count", {}, queue=Queue.BULK)
            raise RuntimeError("the change that asked for it fell through")

    with pytest.raises(RuntimeError):
        fall_through()
    with foundation.database.read() as session:
        assert session.scalars(select(Job)).all() == []


def test_a_broken_attempt_is_followed_by_another_until_they_are_used_up(
    foundation, handlers, runner, caplog
):
    told = []

    @handlers.register("count")
    def break_off(context: JobContext) -> None:
        raise RuntimeError("disk full")

    handlers.on_failure("count")(lambda context, reason: told.append(reason))
    job_id = submit(foundation)
    for _ in range(foundation.settings.job_attempts):
        assert runner.run(job_id)
    assert runner.run(job_id) is False
    failed = job(foundation, job_id)
    assert failed.state == JobState.FAILED
    assert told == [failed.error]
    assert failed.error == (
        "Something went wrong that nobody foresaw. Try again; if it happens again, whoever runs this site finds "
        f"the reason in the log, under {job_id}."
    )
    broke = [each for each in caplog.records if each.message == "job broke"]
    assert len(broke) == foundation.settings.job_attempts
    assert {(each.job, str(each.exc_info[1])) for each in broke} == {(str(job_id), "disk full")}


def test_what_made_a_job_fail_stands_in_the_log_with_its_reason(
    foundation, handlers, runner, caplog
):
    @handlers.register("count")
    def refuse(context: JobContext) -> None:
        raise JobFailed("The network broke off.") from RuntimeError("out of memory")

    runner.run(submit(foundation))
    (failed,) = [each for each in caplog.records if each.message == "job failed"]
    assert (failed.reason, str(failed.exc_info[1])) == ("The network broke off.", "out of memory")


def test_what_can_never_work_fails_at_once_and_can_be_tried_again_by_a_person(
    foundation, handlers, runner
):
    @handlers.register("count")
    def refuse(context: JobContext) -> None:
        raise JobFailed("The picture is not a picture.")

    job_id = submit(foundation)
    runner.run(job_id)
    assert job(foundation, job_id).error == "The picture is not a picture."
    with foundation.database.write() as session:
        assert foundation.jobs.retry(session, job_id)
    handlers.register("count")(lambda context: {"well": True})
    assert runner.run(job_id)
    assert job(foundation, job_id).result == {"well": True}


def test_a_waiting_job_goes_on_when_it_is_woken_and_its_waits_are_no_attempts(
    foundation, handlers, runner
):
    handlers.register("count")(lambda context: Wait(3600))
    job_id = submit(foundation)
    for _ in range(foundation.settings.job_attempts + 2):
        assert runner.run(job_id) is True
        assert runner.run(job_id) is False, "not due yet"
        with foundation.database.write() as session:
            assert foundation.jobs.wake(session, job_id)
    assert job(foundation, job_id).state == JobState.WAITING


def test_the_sweeper_gives_a_dead_workers_job_to_another(foundation, handlers, runner):
    handlers.register("count")(lambda context: None)
    job_id = submit(foundation)
    assert foundation.jobs.claim(job_id) is not None
    assert runner.run(job_id) is False, "somebody is at it"
    with foundation.database.write() as session:
        session.execute(update(Job).values(lease_until=now() - timedelta(seconds=1)))
    assert foundation.jobs.sweep() == 1
    assert runner.run(job_id) is True


def test_a_worker_that_lost_its_lease_changes_nothing(foundation, handlers, runner):
    @handlers.register("count")
    def be_slow(context: JobContext) -> None:
        with foundation.database.write() as session:
            session.execute(update(Job).values(lease_holder="another:1:1:1"))
        context.progress(1, 2, "half")

    job_id = submit(foundation)
    runner.run(job_id)
    kept = job(foundation, job_id)
    assert kept.state == JobState.RUNNING
    assert kept.progress_done == 0


def test_a_worker_that_dies_every_time_ends_as_a_failed_job_with_a_reason(
    foundation, handlers, runner
):
    handlers.register("count")(lambda context: None)
    job_id = submit(foundation)
    with foundation.database.write() as session:
        session.execute(update(Job).values(attempts=foundation.settings.job_attempts))
    runner.run(job_id)
    failed = job(foundation, job_id)
    assert failed.state == JobState.FAILED
    assert "broke off each time" in failed.error


def test_the_message_that_wakes_a_worker_is_sent_after_the_commit(foundation, monkeypatch):
    sent = []
    monkeypatch.setattr(foundation.jobs, "_nudge", lambda queue, job_id: sent.append(job_id))
    with foundation.database.write() as session:
        job_id = foundation.jobs.submit(session, "count", {}, queue=Queue.INTERACTIVE).id
        assert sent == []
    assert sent == [job_id]
