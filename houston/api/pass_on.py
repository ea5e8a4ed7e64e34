"""How does a request about ecological records reach EDM? As it came, with the scope of who asks; the answer likewise.

What is read most goes this way, so nothing on it is parsed or written twice.
"""

from __future__ import annotations

import logging
from typing import Any

from flask import Response, request

from houston.access import Action, current_principal, require, scope_of
from houston.accounts.credentials import FOLLOW_UP_PARAMETER
from houston.house import current_house
from service_kit.client import Answer
from service_kit.errors import Malformed, Unavailable
from service_kit.identity import new_id

EDM = "/edm/v1"
_HANDED_ON = ("Content-Type", "ETag", "Retry-After", "Location")
_ASKED = ("If-Match", "Content-Type")

log = logging.getLogger(__name__)


def pass_on(path: str, *, query: str | None = None) -> Response:
    """Sends the present request to EDM below `/edm/v1`; answers what it answered, a refusal too.

    The query goes along unless another is given. Raises `Unavailable` when EDM does not answer.
    """
    return as_response(ask_edm(path, query=query))


def pass_change_on(path: str) -> Response:
    """As `pass_on`, for who may change records at all; EDM looks at the record. Raises what `require` raises."""
    require(Action.EDIT)
    return pass_on(path)


def ask_edm(path: str, *, query: str | None = None) -> Answer:
    """As `pass_on`, for who looks at the answer before handing it on with `as_response`."""
    principal = current_principal()
    body = request.get_data() if request.method in ("POST", "PATCH", "PUT") else None
    answer = current_house().edm.send(
        request.method,
        EDM + path,
        scope=scope_of(principal),
        actor=principal.tag,
        body=body or None,
        query=_query() if query is None else query,
        headers={name: request.headers[name] for name in _ASKED if name in request.headers},
    )
    if answer.status == 401:
        # The services do not trust one another: nothing that signing in would help against.
        log.error("EDM refused our token", extra={"answer": answer.body.decode(errors="replace")})
        raise Unavailable("A part of the system does not answer right now. Please try again later.")
    return answer


def tell_edm(path: str, document: dict[str, Any]) -> Answer:
    """Sends EDM a document, with the present request's query, in the name of the present principal."""
    principal = require(Action.EDIT)
    return current_house().edm.send(
        "POST",
        EDM + path,
        scope=scope_of(principal),
        actor=principal.tag,
        json=document,
        query=request.query_string.decode("latin-1"),
    )


def minted(*names: str) -> dict[str, Any]:
    """The request's JSON, with an id of ours under each of these names that it does not bring itself."""
    document = request.get_json(force=True, silent=True)
    if not isinstance(document, dict):
        raise Malformed("The request's body is not a JSON object.")
    return {**{name: str(new_id()) for name in names}, **document}


def as_response(answer: Answer) -> Response:
    """EDM's answer as ours. The same address answers differently to others, so nobody keeps it."""
    response = Response(answer.body, status=answer.status)
    headers = response.headers
    for name in _HANDED_ON:
        if (value := answer.headers.get(name)) is not None:
            headers[name] = value
    headers["Cache-Control"] = "private, no-store"
    return response


def _query() -> str:
    query = request.query_string.decode("latin-1")
    if FOLLOW_UP_PARAMETER not in query:
        return query
    parts = query.split("&")
    return "&".join(part for part in parts if not part.startswith(f"{FOLLOW_UP_PARAMETER}="))
