"""How does one service ask another? Over kept-alive connections, with a signed scope and the request's id."""

from __future__ import annotations

import json as json_module
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import urllib3

from service_kit.errors import Problem, Unavailable
from service_kit.errors.faults import Fault
from service_kit.request_context import HEADER, request_id
from service_kit.scope import Scope
from service_kit.tokens import TokenSigner

POOL_SIZE = 32  # connections kept open to one service: its threads and a few to spare
CONNECT_SECONDS = 3.0
READ_SECONDS = 60.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service answered, whatever its status."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json_module.loads(self.body) if self.body else None


class RemoteProblem(Problem):
    """Another service's refusal, as it gave it."""

    def __init__(self, status: int, document: Mapping[str, Any]) -> None:
        known = {"type", "title", "status", "code", "detail", "errors", "instance"}
        fields = Fault.__dataclass_fields__
        super().__init__(
            str(document.get("detail") or "The service gave no reason."),
            code=str(document.get("code") or "internal"),
            errors=[
                Fault(**{key: value for key, value in fault.items() if key in fields})
                for fault in document.get("errors", [])
            ],
            extra={key: value for key, value in document.items() if key not in known},
        )
        self.status = status
        self.title = str(document.get("title") or Problem.title)


class ServiceClient:
    """Calls to one service. Safe to share between threads."""

    def __init__(self, base_url: str, audience: str, signer: TokenSigner) -> None:
        self._base_url = base_url.rstrip("/")
        self._audience = audience
        self._signer = signer
        self._pool = urllib3.PoolManager(
            maxsize=POOL_SIZE,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            # Everything between services can be repeated, so a connection that broke is tried again.
            retries=urllib3.Retry(
                connect=3,
                read=1,
                other=0,
                redirect=0,
                status=0,
                backoff_factor=0.1,
                allowed_methods=None,
            ),
        )

    def send(
        self,
        method: str,
        path: str,
        *,
        scope: Scope,
        actor: str | None = None,
        json: Any = None,
        body: bytes | None = None,
        query: Mapping[str, Any] | str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One call; the answer as it came, also when it is a refusal.

        `path` begins with a slash. Raises `Unavailable` when the service does not answer.
        """
        sent = {
            "Authorization": f"Bearer {self._signer.sign(self._audience, scope, actor)}",
            HEADER: request_id(),
            **(headers or {}),
        }
        if json is not None:
            body = json_module.dumps(json).encode()
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        url = self._base_url + path
        if query:
            url += "?" + (query if isinstance(query, str) else urlencode(query, doseq=True))
        try:
            response = self._pool.request(method, url, body=body, headers=sent)
        except urllib3.exceptions.HTTPError as error:
            log.warning("no answer", extra={"called": self._audience, "reason": str(error)})
            raise Unavailable(
                "A part of the system does not answer right now. Nothing was lost; try again in a minute."
            ) from error
        return Answer(response.status, response.headers, response.data)

    def call(self, method: str, path: str, **options: Any) -> Any:
        """One call; its JSON. Raises `RemoteProblem` for a refusal; options as for `send`."""
        answer = self.send(method, path, **options)
        if answer.status >= 400:
            try:
                document = answer.json()
            except ValueError:
                document = None
            raise RemoteProblem(answer.status, document if isinstance(document, dict) else {})
        return answer.json()
