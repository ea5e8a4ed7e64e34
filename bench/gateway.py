"""What does the gateway cost? The same reading through Houston and straight from EDM, in one run, call by call in turn.

Both are asked over one kept-alive connection each, with the tokens that their callers have: an API token for
Houston, a signed service token with the same person's scope for EDM. The answers are compared byte by byte.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from service_kit.identity import new_id
from service_kit.scope import SYSTEM_SCOPE
from service_kit.secret_files import SecretFiles
from service_kit.tokens import TokenSigner
from tests.end_to_end.stack import Stack

ENCOUNTERS = 2_000
PAGE = 50
WARM_UP = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--calls", type=int, default=1_500, help="counted calls of each kind")
    parser.add_argument(
        "--threads", type=int, default=4, help="callers at once, for requests a second"
    )


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder) / "data", HOUSTON_LOG_LEVEL="WARNING", EDM_LOG_LEVEL="WARNING")
        stack.start()
        try:
            return _measure(stack, arguments)
        finally:
            stack.stop()


def _measure(stack: Stack, arguments: argparse.Namespace) -> dict[str, Any]:
    stack.user("reader@example.org", "curator")
    houston = Caller(
        stack.url, stack.command("user", "token", "reader@example.org").strip(), "/api/v1"
    )
    signer = TokenSigner(SecretFiles(stack.data / "secrets"), "houston")
    edm = Caller(stack.edm_url, signer.sign("edm", SYSTEM_SCOPE, "bench"), "/edm/v1")
    encounters = _create(edm)
    figures: dict[str, Any] = {}
    for name, path in (
        ("one encounter", lambda n: f"/encounters/{encounters[n % len(encounters)]}"),
        ("page of 50", lambda n: f"/encounters?limit={PAGE}"),
    ):
        edm = Caller(stack.edm_url, signer.sign("edm", SYSTEM_SCOPE, "bench"), "/edm/v1")
        through, straight = _in_turn(houston, edm, path, arguments.calls)
        figures[name] = {
            "p50_ratio": round(_percentile(through, 50) / _percentile(straight, 50), 2),
            "p95_ratio": round(_percentile(through, 95) / _percentile(straight, 95), 2),
            "houston_p50_ms": round(_percentile(through, 50) * 1000, 2),
            "edm_p50_ms": round(_percentile(straight, 50) * 1000, 2),
            "houston_p95_ms": round(_percentile(through, 95) * 1000, 2),
            "edm_p95_ms": round(_percentile(straight, 95) * 1000, 2),
            "houston_requests_per_second": _rate(houston, path, arguments.threads),
            "edm_requests_per_second": _rate(edm, path, arguments.threads),
        }
    return figures


class Caller:
    """One kept-alive connection with its token."""

    def __init__(self, url: str, token: str, prefix: str) -> None:
        self._address = urlsplit(url).netloc
        self._token = token
        self._prefix = prefix
        self._connection = http.client.HTTPConnection(self._address)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def again(self) -> Caller:
        """The same caller over a connection of its own."""
        return Caller(f"http://{self._address}", self._token, self._prefix)

    def call(self, method: str, path: str, body: bytes | None = None) -> bytes:
        self._connection.request(method, self._prefix + path, body, self._headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:400]!r}")
        return content


def _create(edm: Caller) -> list[str]:
    created: list[str] = []
    for start in range(0, ENCOUNTERS, 200):
        sightings = [_sighting(start + n) for n in range(200)]
        document = {
            "sightings": sightings, "owner": str(new_id()), "projects": [], "submission": str(new_id()),
            "visibility": "private", "state": "approved",
        }  # fmt: skip
        edm.call("POST", "/sightings", json.dumps(document).encode())
        created += [sighting["encounters"][0]["id"] for sighting in sightings]
    return created


def _sighting(number: int) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "species": "equus_quagga",
        "time": {
            "year": 2024,
            "month": 1 + number % 12,
            "day": 1 + number % 28,
            "utc_offset": "+02:00",
        },
        "location": {"latitude": -1.4 + number / 10_000, "longitude": 35.1},
        "comments": "Grazing with the others, quite relaxed.",
        "encounters": [{"id": str(new_id()), "sex": "female", "comments": f"number {number}"}],
    }


def _in_turn(
    houston: Caller, edm: Caller, path: Callable[[int], str], calls: int
) -> tuple[list[float], list[float]]:
    through, straight = [], []
    for number in range(WARM_UP + calls):
        a = _timed(houston, path(number))
        b = _timed(edm, path(number))
        if a[1] != b[1]:
            raise RuntimeError("Houston and EDM answered differently")
        if number >= WARM_UP:
            through.append(a[0])
            straight.append(b[0])
    return through, straight


def _timed(caller: Caller, path: str) -> tuple[float, bytes]:
    began = time.perf_counter()
    content = caller.call("GET", path)
    return time.perf_counter() - began, content


def _rate(caller: Caller, path: Callable[[int], str], threads: int, each: int = 300) -> int:
    callers = [caller.again() for _ in range(threads)]

    def work(one: Caller) -> None:
        for number in range(each):
            one.call("GET", path(number))

    workers = [threading.Thread(target=work, args=(one,)) for one in callers]
    began = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return round(threads * each / (time.perf_counter() - began))


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]
