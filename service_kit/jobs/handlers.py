"""What does a service do for which kind of job?"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from service_kit.jobs.store import JobStore


class JobFailed(Exception):
    """There is no use in trying again; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A handler's answer when others are at work: look again after so many seconds, or when woken."""

    seconds: float


@dataclass(slots=True)
class JobContext:
    """What a handler may use of its own job."""

    store: JobStore
    holder: str
    id: uuid.UUID
    kind: str
    arguments: Mapping[str, Any]
    attempt: int
    owner: str | None
    finished: bool = False

    def progress(self, done: int, total: int | None, message: str = "") -> None:
        """Says how far the work is. Raises `LeaseLost` when it is another's now, or was cancelled."""
        self.store.report(
            self.id, self.holder, progress_done=done, progress_total=total, message=message
        )

    def hold(self, session: Session) -> None:
        """Lets the session's transaction count only while the job is still this worker's."""
        self.store.hold(session, self.id, self.holder)

    def finish(self, session: Session, result: Mapping[str, Any] | None = None) -> None:
        """Marks the job done in the same transaction as the change it was for."""
        self.store.finish(session, self.id, self.holder, result)
        self.finished = True


Handler = Callable[[JobContext], Mapping[str, Any] | Wait | None]


class Handlers:
    """The handlers of one service, by kind of job."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}
        self._failures: dict[str, Callable[[JobContext, str], None]] = {}

    def register(self, kind: str) -> Callable[[Handler], Handler]:
        """Decorates the function that does this kind of work. It must bear being called again."""

        def remember(handler: Handler) -> Handler:
            self._handlers[kind] = handler
            return handler

        return remember

    def on_failure(
        self, kind: str
    ) -> Callable[[Callable[[JobContext, str], None]], Callable[[JobContext, str], None]]:
        """Decorates the function that is told when a job of this kind has failed for good, and why."""

        def remember(
            reaction: Callable[[JobContext, str], None],
        ) -> Callable[[JobContext, str], None]:
            self._failures[kind] = reaction
            return reaction

        return remember

    def get(self, kind: str) -> Handler:
        """Raises `JobFailed` when nobody does this kind of work."""
        if kind not in self._handlers:
            raise JobFailed(f"Nobody here knows how to do '{kind}'.")
        return self._handlers[kind]

    def failed(self, context: JobContext, reason: str) -> None:
        """Tells whoever asked to be told."""
        if (reaction := self._failures.get(context.kind)) is not None:
            reaction(context, reason)
