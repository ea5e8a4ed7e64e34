"""How is one job done? Claimed, kept alive by signs of life, and finished, put aside or given back."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from service_kit.errors import Problem
from service_kit.jobs.handlers import Handlers, JobContext, JobFailed, Wait
from service_kit.jobs.holder import this_holder
from service_kit.jobs.store import JobStore, LeaseLost
from service_kit.request_context import working_for

SIGNS_OF_LIFE = 3  # per lease: two may be missed

log = logging.getLogger(__name__)


class JobRunner:
    """Does the jobs of one service; `run` is what a worker calls with the id from a message."""

    def __init__(self, store: JobStore, handlers: Handlers) -> None:
        self.store = store
        self._handlers = handlers

    def run(self, job_id: uuid.UUID) -> bool:
        """Does the job if it is due and free. Says whether this call worked on it. Never raises for the job's sake."""
        job = self.store.claim(job_id)
        if job is None:
            return False
        holder = this_holder()
        context = JobContext(
            self.store, holder, job.id, job.kind, job.arguments, job.attempts, job.owner
        )
        with working_for(job.request_id), self._signs_of_life(job.id, holder):
            log.info("job begins", extra={"job": str(job.id), "kind": job.kind})
            try:
                self._attempt(job, context)
            except LeaseLost:
                log.warning("job went to another worker", extra={"job": str(job.id)})
            except JobFailed as failure:
                self._failed(job, context, str(failure), final=True, cause=failure.__cause__)
            except Problem as problem:
                # What the caller did wrong stays wrong; what is not there may come back.
                self._failed(job, context, problem.detail, final=problem.status < 500)
            except Exception:
                # What it says is for who runs the site: people read the reason, far from here, too.
                log.exception("job broke", extra={"job": str(job.id), "kind": job.kind})
                reason = (
                    "Something went wrong that nobody foresaw. Try again; if it happens again, whoever runs this "
                    f"site finds the reason in the log, under {job.id}."
                )
                self._failed(job, context, reason, final=False)
        return True

    def _attempt(self, job: Any, context: JobContext) -> None:
        if job.attempts > self.store.most_attempts:
            raise JobFailed(
                f"The work was begun {job.attempts - 1} times and broke off each time "
                "without a reason being recorded."
            )
        outcome = self._handlers.get(job.kind)(context)
        if isinstance(outcome, Wait):
            self.store.wait(job.id, context.holder, outcome.seconds)
        elif not context.finished:
            with self.store.database.write() as session:
                self.store.finish(session, job.id, context.holder, outcome)

    def _failed(
        self,
        job: Any,
        context: JobContext,
        reason: str,
        *,
        final: bool,
        cause: BaseException | None = None,
    ) -> None:
        if not final and not self.store.is_last_attempt(job):
            self.store.give_back(job, context.holder, reason)
            return
        told = {"job": str(context.id), "reason": reason}
        log.error("job failed", extra=told, exc_info=cause)
        # First the consequences, which bear repeating; then the row, which says that they happened.
        self._handlers.failed(context, reason)
        self.store.fail(job, context.holder, reason)

    @contextmanager
    def _signs_of_life(self, job_id: uuid.UUID, holder: str) -> Iterator[None]:
        over = threading.Event()

        def beat() -> None:
            while not over.wait(self.store.lease.total_seconds() / SIGNS_OF_LIFE):
                if not self.store.renew(job_id, holder):
                    return

        thread = threading.Thread(target=beat, name=f"signs-of-life-{job_id}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def sweep_forever(store: JobStore, seconds: float, stopping: Callable[[float], bool]) -> None:
    """Looks for lost jobs every so many seconds until `stopping(seconds)` says so.

    A sweep that fails (the database is away for a moment) is logged, and tried again at the next turn.
    """
    while True:
        try:
            store.sweep()
        except Exception:
            log.exception("the sweep broke off")
        if stopping(seconds):
            return
