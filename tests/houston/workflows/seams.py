"""Between Houston and the other services: a detector that sees more, and a line that breaks."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from houston.house import House
from service_kit.client import Answer, ServiceClient


class Through:
    """A client that hands everything on, and lets a test have its say."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def send(self, method: str, path: str, **options: Any) -> Answer:
        return self._client.send(method, path, **options)

    def call(self, method: str, path: str, **options: Any) -> Any:
        # The real one's way from an answer to JSON or a refusal, over whatever `send` does here.
        return ServiceClient.call(self, method, path, **options)  # type: ignore[arg-type]


class SeeingDetector(Through):
    """ACM, whose detector finds these boxes in each picture: `{box: class}`, or a state without any."""

    def __init__(self, client: Any, finds: Callable[[str], list[dict[str, Any]] | str]) -> None:
        super().__init__(client)
        self._finds = finds

    def send(self, method: str, path: str, **options: Any) -> Answer:
        answer = super().send(method, path, **options)
        if not path.startswith("/acm/v1/jobs") or answer.status >= 400:
            return answer
        job = answer.json()
        if job["kind"] != "detect" or not job["result"]:
            return answer
        for outcome in job["result"]["assets"]:
            found = self._finds(outcome["asset"])
            if isinstance(found, str):
                outcome.update(state=found, annotations=[], reason="So the test says.")
            else:
                outcome.update(state="detected" if found else "nothing_found", annotations=found)
        return replace(answer, body=json.dumps(job).encode())


class BreakingLine(Through):
    """Breaks once, at its nth call: before it reaches the other side, or after that has done its work."""

    def __init__(self, client: Any, counter: Counter) -> None:
        super().__init__(client)
        self._counter = counter

    def send(self, method: str, path: str, **options: Any) -> Answer:
        self._counter.before()
        answer = super().send(method, path, **options)
        self._counter.after()
        return answer


class Counter:
    """Counts calls over several lines, and breaks one of them."""

    def __init__(self, nth: int, done: bool) -> None:
        self._nth = nth
        self._done = done
        self.calls = 0

    def before(self) -> None:
        self.calls += 1
        if self.calls == self._nth and not self._done:
            raise ConnectionError("the line broke before the call went through")

    def after(self) -> None:
        if self.calls == self._nth and self._done:
            raise ConnectionError("the line broke after the call went through")


def see(house: House, finds: Callable[[str], list[dict[str, Any]] | str]) -> None:
    """From now on ACM's detector finds these in each asset."""
    house.__dict__["acm"] = SeeingDetector(house.acm, finds)


def break_once(house: House, nth: int, done: bool) -> Counter:
    """The nth call to EDM or ACM from now on breaks."""
    counter = Counter(nth, done)
    for name in ("edm", "acm"):
        house.__dict__[name] = BreakingLine(getattr(house, name), counter)
    return counter


def box(x: float, y: float, confidence: float = 0.9, **fields: Any) -> dict[str, Any]:
    """An animal found at a place."""
    return {
        "bbox": [x, y, 60.0, 50.0],
        "theta": 0.0,
        "class": "zebra",
        "viewpoint": "left",
        "confidence": confidence,
        **fields,
    }
