"""Which refusals are there? One exception each; `service_kit.web` turns them into problem+json."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from service_kit.errors.faults import Fault


class Problem(Exception):
    """A refusal with an HTTP status, a code for programs and a sentence for people (RFC 9457)."""

    status: int = 500
    title: str = "Something went wrong"
    code: str = "internal"

    def __init__(
        self,
        detail: str,
        *,
        code: str | None = None,
        errors: Iterable[Fault] = (),
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or type(self).code
        self.errors = tuple(errors)
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})

    def as_dict(self) -> dict[str, Any]:
        return {
            "type": f"/docs/errors#{self.code}",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
            "errors": [fault.as_dict() for fault in self.errors],
            **self.extra,
        }


class Malformed(Problem):
    status, title, code = 400, "The request is not well-formed", "malformed"


class Unauthenticated(Problem):
    status, title, code = 401, "Please sign in", "unauthenticated"


class Forbidden(Problem):
    status, title, code = 403, "This is not allowed", "forbidden"


class NotFound(Problem):
    status, title, code = 404, "Not found", "not_found"


class Conflict(Problem):
    status, title, code = 409, "This clashes with something", "conflict"


class Gone(Problem):
    status, title, code = 410, "No longer there", "gone"


class TooLarge(Problem):
    status, title, code = 413, "Too large", "too_large"


class Unsupported(Problem):
    status, title, code = 415, "This kind of content is not accepted", "unsupported"


class Invalid(Problem):
    status, title, code = 422, "Something needs correcting", "invalid"


class TooMany(Problem):
    status, title, code = 429, "Too many requests", "too_many"


class Unavailable(Problem):
    status, title, code = 503, "Not available right now", "unavailable"
