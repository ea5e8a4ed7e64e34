"""In what is every answer to a WB-IA client wrapped? One envelope for successes and refusals alike."""

from __future__ import annotations

import json
import uuid
from typing import Any

from flask import Response

from service_kit.errors import Problem
from service_kit.web.problems import as_problem

MISSING_UUID = 600
MANY_NAMES = 606
NO_PICTURE_OF_MATCH = 607
EMPTY_DATABASE = 609
"""WB-IA's own codes of refusals, which its clients look for; every other refusal has HTTP's."""

UUID_KEY = "__UUID__"


class Refusal(Problem):
    """A refusal that WB-IA's clients know by a code and a response of their own."""

    def __init__(self, detail: str, *, status: int, wire_code: int, response: Any) -> None:
        super().__init__(detail)
        self.status, self.wire_code, self.response = status, wire_code, response


def answer(response: Any, message: str = "") -> Response:
    """A success. UUIDs anywhere in the response are written as WB-IA writes them."""
    return _wrapped(response, success=True, code=200, message=message, status=200)


def refuse(error: Exception) -> Response:
    """A refusal, whatever was raised; what nobody foresaw is logged and told without its insides."""
    problem = as_problem(error)
    if isinstance(problem, Refusal):
        code, response = problem.wire_code, problem.response
    else:
        code, response = problem.status, {"errors": [each.as_dict() for each in problem.errors]}
    refused = _wrapped(
        response, success=False, code=code, message=problem.detail, status=problem.status
    )
    refused.headers.extend(problem.headers)
    if problem.status == 401:
        refused.headers["WWW-Authenticate"] = 'Basic realm="WB-IA"'
    return refused


def enveloped(
    response: Any, *, success: bool = True, code: int = 200, message: str = ""
) -> dict[str, Any]:
    """The envelope as a document; UUIDs in it are written by `as_json`."""
    status = {"success": success, "code": code, "message": message, "cache": -1}
    return {"status": status, "response": response}


def as_json(document: Any) -> bytes:
    """JSON in UTF-8. Raises `ValueError` for a number that JSON has not."""
    # A refusal repeats what was sent, and half of a surrogate pair is no UTF-8.
    text = json.dumps(document, default=_special, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "replace")


def _wrapped(response: Any, *, success: bool, code: int, message: str, status: int) -> Response:
    document = enveloped(response, success=success, code=code, message=message)
    return Response(as_json(document), status=status, mimetype="application/json")


def _special(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return {UUID_KEY: str(value)}
    return str(value)


def as_plain(value: uuid.UUID) -> dict[str, str]:
    """A UUID as WB-IA writes it, for answers that are kept as documents."""
    return {UUID_KEY: str(value)}
