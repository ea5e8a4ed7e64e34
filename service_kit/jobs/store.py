"""Which job may be worked on by whom? The one class that speaks SQL about jobs."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from service_kit.clock import now
from service_kit.database import Database
from service_kit.database.connection import after_commit
from service_kit.identity import new_id
from service_kit.jobs.holder import is_surely_dead, this_holder
from service_kit.jobs.model import FINISHED, JobState, Queue
from service_kit.request_context import request_id

NUDGE_AGAIN_SECONDS = 30  # a message still in a long queue is not doubled at each sweep
SWEEP_BATCH = 500  # a sweep stays short; what is left over is found by the next
LONGEST_PAUSE_SECONDS = 300.0  # between two attempts


class LeaseLost(RuntimeError):
    """The job was given to another worker, or cancelled, while this one was at it."""


class JobStore:
    """The jobs of one service. `nudge(queue, job id)` sends the message that wakes a worker."""

    def __init__(
        self,
        database: Database,
        model: type[Any],
        *,
        lease_seconds: float,
        most_attempts: int,
        retry_seconds: float,
        nudge: Callable[[str, uuid.UUID], None],
    ) -> None:
        self.database = database
        self.model = model
        self.lease = timedelta(seconds=lease_seconds)
        self.most_attempts = most_attempts
        self._retry_seconds = retry_seconds
        self._nudge = nudge

    # -- asking for work ---------------------------------------------------------------------

    def submit(
        self,
        session: Session,
        kind: str,
        arguments: Mapping[str, Any],
        *,
        queue: Queue,
        id: uuid.UUID | None = None,
        key: str | None = None,
        owner: str | None = None,
    ) -> Any:
        """Adds a job within the caller's transaction; the worker is woken once that is committed.

        Asked for twice with one `id` or one `key`, it is there once; the answer is the row.
        """
        if id is not None and (there := session.get(self.model, id)) is not None:
            return there
        if key is not None:
            there = session.scalar(select(self.model).where(self.model.idempotency_key == key))
            if there is not None:
                return there
        job = self.model(
            id=id or new_id(),
            kind=kind,
            arguments=dict(arguments),
            queue=str(queue),
            idempotency_key=key,
            owner=owner,
            request_id=request_id() or None,
            state=JobState.QUEUED,
            nudged_at=now(),
        )
        session.add(job)
        session.flush()
        after_commit(session, lambda: self._nudge(job.queue, job.id))
        return job

    def get(self, job_id: uuid.UUID) -> Any | None:
        with self.database.read() as session:
            return session.get(self.model, job_id)

    def wake(self, session: Session, job_id: uuid.UUID) -> bool:
        """A waiting job is due now: what it waited for has come. Says whether it was waiting."""
        job = session.get(self.model, job_id)
        if job is None or job.state != JobState.WAITING:
            return False
        job.due_at = job.nudged_at = now()
        after_commit(session, lambda: self._nudge(job.queue, job.id))
        return True

    def retry(self, session: Session, job_id: uuid.UUID) -> bool:
        """A failed job begins again, its attempts counted anew. Says whether it was failed."""
        job = session.get(self.model, job_id)
        if job is None or job.state != JobState.FAILED:
            return False
        job.state, job.attempts, job.error, job.finished_at = JobState.QUEUED, 0, None, None
        job.message = ""
        job.due_at = job.nudged_at = now()
        after_commit(session, lambda: self._nudge(job.queue, job.id))
        return True

    def cancel(self, session: Session, job_id: uuid.UUID) -> bool:
        """The job is not gone on with. Says whether there was anything to stop."""
        statement = (
            update(self.model)
            .where(self.model.id == job_id, self.model.state.not_in(FINISHED))
            .values(state=JobState.CANCELLED, finished_at=now(), lease_holder=None)
        )
        return bool(session.execute(statement).rowcount)  # type: ignore[attr-defined]

    # -- doing it ----------------------------------------------------------------------------

    def claim(self, job_id: uuid.UUID) -> Any | None:
        """Takes the job for this thread, if it is due and nobody is at it."""
        model, moment = self.model, now()
        may_be_taken = or_(
            and_(model.state.in_((JobState.QUEUED, JobState.WAITING)), model.due_at <= moment),
            and_(model.state == JobState.RUNNING, model.lease_until < moment),
        )
        with self.database.write() as session:
            taken = session.execute(
                update(model)
                .where(model.id == job_id, may_be_taken)
                .values(
                    state=JobState.RUNNING,
                    attempts=model.attempts + 1,
                    lease_holder=this_holder(),
                    lease_until=moment + self.lease,
                    updated_at=moment,
                )
            )
            if not taken.rowcount:  # type: ignore[attr-defined]
                return None
            return session.get(model, job_id, populate_existing=True)

    def renew(self, job_id: uuid.UUID, holder: str) -> bool:
        """A sign of life. False when the job is no longer this holder's."""
        with self.database.write() as session:
            return self._change(session, job_id, holder, lease_until=now() + self.lease)

    def report(self, job_id: uuid.UUID, holder: str, **values: Any) -> None:
        """Progress. Raises `LeaseLost`."""
        with self.database.write() as session:
            self.hold(session, job_id, holder, **values)

    def hold(self, session: Session, job_id: uuid.UUID, holder: str, **values: Any) -> None:
        """Makes the caller's transaction count only while the job is its own. Raises `LeaseLost`."""
        values.setdefault("lease_until", now() + self.lease)
        if not self._change(session, job_id, holder, **values):
            raise LeaseLost(f"Job {job_id} is no longer held by {holder}.")

    def finish(
        self, session: Session, job_id: uuid.UUID, holder: str, result: Mapping[str, Any] | None
    ) -> None:
        """Done, within the caller's transaction. Raises `LeaseLost`."""
        values = {"state": JobState.DONE, "result": result, "finished_at": now()}
        self.hold(
            session, job_id, holder, lease_until=None, lease_holder=None, error=None, **values
        )

    def wait(self, job_id: uuid.UUID, holder: str, seconds: float) -> None:
        """Put aside until others are done; looked at again after `seconds` at the latest."""
        values = {"state": JobState.WAITING, "due_at": now() + timedelta(seconds=seconds)}
        with self.database.write() as session:
            # A wait is no failure: attempts are counted between two waits.
            self.hold(
                session, job_id, holder, attempts=0, lease_until=None, lease_holder=None, **values
            )

    def is_last_attempt(self, job: Any) -> bool:
        return bool(job.attempts >= self.most_attempts)

    def give_back(self, job: Any, holder: str, reason: str) -> None:
        """The attempt failed; there is another after a pause."""
        pause = min(self._retry_seconds * 2 ** (job.attempts - 1), LONGEST_PAUSE_SECONDS)
        self._let_go(
            job.id, holder, reason, state=JobState.QUEUED, due_at=now() + timedelta(seconds=pause)
        )

    def fail(self, job: Any, holder: str, reason: str) -> None:
        """The job failed for good; `retry` is what a person can do about it."""
        self._let_go(job.id, holder, reason, state=JobState.FAILED, finished_at=now())

    def _let_go(self, job_id: uuid.UUID, holder: str, reason: str, **values: Any) -> None:
        with self.database.write() as session:
            self._change(
                session, job_id, holder, error=reason, lease_holder=None, lease_until=None, **values
            )

    def _change(self, session: Session, job_id: uuid.UUID, holder: str, **values: Any) -> bool:
        model = self.model
        changed = session.execute(
            update(model)
            .where(
                model.id == job_id, model.state == JobState.RUNNING, model.lease_holder == holder
            )
            .values(updated_at=now(), **values)
        )
        return bool(changed.rowcount)  # type: ignore[attr-defined]

    # -- finding what was lost ---------------------------------------------------------------

    def sweep(self) -> int:
        """Wakes workers for every job that is due and that nobody is at; how many that were."""
        model, moment = self.model, now()
        again = moment - timedelta(seconds=NUDGE_AGAIN_SECONDS)
        with self.database.read() as session:
            running = session.execute(
                select(model.id, model.lease_holder, model.lease_until).where(
                    model.state == JobState.RUNNING
                )
            ).all()
            due = session.execute(
                select(model.id, model.queue)
                .where(
                    model.state.in_((JobState.QUEUED, JobState.WAITING)),
                    model.due_at <= moment,
                    or_(
                        model.nudged_at.is_(None),
                        model.nudged_at < again,
                        model.nudged_at < model.due_at,
                    ),
                )
                .order_by(model.due_at)
                .limit(SWEEP_BATCH)
            ).all()
        lost = [
            row.id
            for row in running
            if row.lease_until < moment or (row.lease_holder and is_surely_dead(row.lease_holder))
        ]
        return self._release(lost) + self._nudge_all([row.id for row in due])

    def _release(self, lost: list[uuid.UUID]) -> int:
        model = self.model
        for job_id in lost:
            with self.database.write() as session:
                job = session.get(model, job_id)
                if job is None or job.state != JobState.RUNNING:
                    continue
                job.lease_holder = job.lease_until = None
                job.state, job.due_at = JobState.QUEUED, now()
        return self._nudge_all(lost)

    def _nudge_all(self, ids: list[uuid.UUID]) -> int:
        if not ids:
            return 0
        model = self.model
        with self.database.write() as session:
            session.execute(update(model).where(model.id.in_(ids)).values(nudged_at=now()))
            rows = session.execute(
                select(model.id, model.queue).where(
                    model.id.in_(ids), model.state.in_((JobState.QUEUED, JobState.WAITING))
                )
            ).all()
        for row in rows:
            self._nudge(row.queue, row.id)
        return len(rows)
