"""How does a program use Codex? Like any client: over the public API, repeating what broke off.

Nothing here knows anything that a stranger with an API token could not know.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from houston.client.refused import Refused
from houston.client.uploads import from_bytes, send_file

PATIENCE_SECONDS = 120.0  # a service that is started again is back long before
WORK_SECONDS = 1800.0  # for one job; the largest of the demo takes a minute
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 2.0
FINISHED_SUBMISSION = ("curation", "done", "invalid", "failed")
KEPT_FILE = ("checking", "ready", "duplicate")
AWAY = (502, 503, 504)
BUSY = 423  # the same file is still being written to by the request whose answer was lost
MOST_AT_ONCE = 16  # connections that are kept open
BROKEN_OFF = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)
"""The service died before it answered, or while it did."""


class CodexClient:
    """The public API of one installation, as one caller. Waits out a service that is away for a moment."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self._api = f"{url.rstrip('/')}/api/v1"
        self.token = token or ""
        self._session = requests.Session()
        self._session.mount(self._api, HTTPAdapter(pool_maxsize=MOST_AT_ONCE))
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, *, key: str | None = None, **options: Any) -> Any:
        """One call's JSON. With `key` a creation can be repeated and happens once. Raises `Refused`."""
        answer = self.send(method, path, headers={"Idempotency-Key": key} if key else {}, **options)
        return answer.json() if answer.content else None

    def send(
        self, method: str, path: str, *, headers: Mapping[str, str], **options: Any
    ) -> requests.Response:
        """One call's answer. A connection that breaks and a service that is away are tried again."""
        until = time.monotonic() + PATIENCE_SECONDS
        for pause in _pauses():
            try:
                answer = self._session.request(
                    method, self._api + path, headers=dict(headers), timeout=60, **options
                )
            except BROKEN_OFF:
                if time.monotonic() > until:
                    raise
            else:
                if answer.status_code not in (*AWAY, BUSY) or time.monotonic() > until:
                    return _accepted(answer)
            time.sleep(pause)
        raise AssertionError("pauses never end")

    def submit(
        self,
        sightings: list[dict[str, Any]],
        files: Mapping[str, bytes],
        *,
        key: str,
        **commit: Any,
    ) -> str:
        """Sends one submission with its files, by name; its id. Repeated with the same key it is sent once."""
        submission = self.call("POST", "/submissions", key=key, json={})
        if submission["state"] == "draft":
            there = {each["name"] for each in submission["files"] if each["state"] in KEPT_FILE}
            for name, content in files.items():
                if name not in there:
                    self.upload(submission["id"], name, content)
            self.call(
                "POST",
                f"/submissions/{submission['id']}/commit",
                json={"sightings": sightings, **commit},
            )
        identifier: str = submission["id"]
        return identifier

    def upload(self, submission: str, name: str, content: bytes) -> str:
        """Sends a picture by tus 1.0; its id. A broken upload goes on where it broke off."""
        return send_file(self, submission, from_bytes(content, name))

    def wait_for_submission(
        self, submission: str, watch: Callable[[Any], None] | None = None
    ) -> Any:
        """The submission once nothing is under way any more."""
        return self._wait(
            f"/submissions/{submission}", lambda found: found["state"] in FINISHED_SUBMISSION, watch
        )

    def wait_for_identification(self, identification: str) -> Any:
        """The identification once it is done or failed."""
        path = f"/identifications/{identification}"
        return self._wait(path, lambda found: found["state"] in ("done", "failed"), None)

    def wait_for_job(self, job: str, watch: Callable[[Any], None] | None = None) -> Any:
        """The job once it is over."""
        over = ("done", "failed", "cancelled")
        return self._wait(f"/jobs/{job}", lambda found: found["state"] in over, watch)

    def _wait(
        self, path: str, over: Callable[[Any], bool], watch: Callable[[Any], None] | None
    ) -> Any:
        until = time.monotonic() + WORK_SECONDS
        for pause in _pauses():
            found = self.call("GET", path)
            if watch:
                watch(found)
            if over(found):
                return found
            if time.monotonic() > until:
                raise TimeoutError(f"{path} does not come to an end; it is at '{found['state']}'.")
            time.sleep(pause)
        raise AssertionError("pauses never end")

    def pages(self, path: str, items: str = "items", **query: Any) -> Iterator[Any]:
        """Every item of a list, page after page; `items` is where an answer holds them."""
        cursor: str | None = None
        while True:
            page = self.call(
                "GET", path, params={**query, **({"cursor": cursor} if cursor else {})}
            )
            yield from page[items]
            cursor = page.get("next")
            if not cursor:
                return


def _accepted(answer: requests.Response) -> requests.Response:
    if answer.ok:
        return answer
    try:
        problem = answer.json()
    except requests.JSONDecodeError:
        problem = {"detail": answer.reason}
    raise Refused(answer.status_code, problem)


def _pauses() -> Iterator[float]:
    pause = FIRST_PAUSE_SECONDS
    while True:
        yield pause
        pause = min(pause * 1.5, LONGEST_PAUSE_SECONDS)
