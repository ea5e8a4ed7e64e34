"""Which request, and whose, is this thread working for? Carried through services and workers, and into each log line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from service_kit.identity import new_id

HEADER = "X-Request-Id"
_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_request_id: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """The id of the request being worked for; empty outside of any."""
    return _request_id.get()


def accept_request_id(offered: str | None) -> str:
    """Begins work for a request: under the id it came with if that is a decent one, else under a new one."""
    chosen = offered if offered and _ACCEPTED.fullmatch(offered) else new_id().hex
    _request_id.set(chosen)
    return chosen


@contextmanager
def working_for(request: str | None) -> Iterator[str]:
    """Does a block of background work under the id of the request that asked for it."""
    token = _request_id.set(request or new_id().hex)
    try:
        yield _request_id.get()
    finally:
        _request_id.reset(token)
