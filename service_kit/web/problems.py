"""How does a refusal reach the caller? As application/problem+json, made in this one place."""

from __future__ import annotations

import json
import logging

from flask import Response
from werkzeug.exceptions import HTTPException

from service_kit.errors import Problem
from service_kit.request_context import request_id

STATUS_SENTENCES = {
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not take that method."),
    413: ("too_large", "More was sent than is accepted here."),
    415: ("unsupported", "The request must be JSON."),
    429: ("too_many", "Too many requests; wait a little and try again."),
}

log = logging.getLogger(__name__)


def problem_response(error: Exception) -> Response:
    """Turns any exception into an answer; what nobody foresaw is logged and told without its insides."""
    problem = as_problem(error)
    document = problem.as_dict()
    document["instance"] = request_id()
    # A fault repeats what was sent, and half of a surrogate pair is no UTF-8.
    body = json.dumps(document, default=str, ensure_ascii=False).encode("utf-8", "replace")
    response = Response(body, status=problem.status, mimetype="application/problem+json")
    response.headers.extend(problem.headers)
    return response


def as_problem(error: Exception) -> Problem:
    """The refusal that an exception amounts to; what nobody foresaw is logged and told without its insides."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException) and error.code is not None and error.code < 500:
        code, detail = STATUS_SENTENCES.get(
            error.code, ("malformed", error.description or "The request is not well-formed.")
        )
        problem = Problem(detail, code=code, headers=_kept_headers(error))
        problem.status, problem.title = error.code, error.name
        return problem
    log.exception("unforeseen", exc_info=error)
    return Problem(
        "Something broke on our side. It has been recorded; if it happens again, "
        f"tell whoever runs this site the number {request_id()}."
    )


def _kept_headers(error: HTTPException) -> dict[str, str]:
    return {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
