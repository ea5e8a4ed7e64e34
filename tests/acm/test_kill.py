"""Does a worker process that is killed at its work cost time and nothing else?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from acm_wbia.acm.queries.pictures import outcomes_so_far
from acm_wbia.acm.settings import AcmSettings
from tests.acm.conftest import Acm
from tests.acm.photos import flank
from tests.acm.test_identification import identify, member, without_ids

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90

pytestmark = pytest.mark.kill


@contextmanager
def worker(settings: AcmSettings) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process of both queues, as an installation starts it."""
    environment = {
        **os.environ,
        "ACM_DATA": str(settings.data),
        "ACM_DATABASE_URL": settings.database_url,
        "ACM_HOUSTON_URL": settings.houston_url,
        "ACM_JOB_SWEEP_SECONDS": "0.2",
        "ACM_JOB_RETRY_SECONDS": "0",
        "ACM_LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-m", "acm_wbia", "work", "interactive", "bulk"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never came to pass"
        threading.Event().wait(0.05)


def killed_at_fetch(acm: Acm, settings: AcmSettings, fetches: int) -> None:
    """Starts a worker and kills it while it waits for its so-manieth original."""
    reached = threading.Event()
    begun = len(acm.houston.fetched)

    def notice() -> None:
        if len(acm.houston.fetched) - begun >= fetches:
            reached.set()

    acm.houston.before_answering = notice
    with worker(settings) as process:
        assert reached.wait(PATIENCE_SECONDS)
        process.send_signal(signal.SIGKILL)
    acm.houston.before_answering = lambda: None


def finished(acm: Acm, settings: AcmSettings, job: str) -> dict[str, Any]:
    with worker(settings):
        wait_for(lambda: acm.job(job)["state"] in ("done", "failed"))
    state = acm.job(job)
    assert state["state"] == "done", state
    result: dict[str, Any] = state["result"]
    return result


def test_a_detection_whose_worker_was_killed_ends_as_if_it_had_not_been(
    acm: Acm, settings: AcmSettings
) -> None:
    assets = [acm.keep_asset(flank(animal)) for animal in range(8)]
    arguments = {"assets": assets, "detector": "whole_picture"}
    job = acm.ask("detect", arguments, callback="/internal/v1/callbacks/1")
    killed_at_fetch(acm, settings, 4)
    state = acm.job(job)
    assert state["state"] == "running"
    kept = outcomes_so_far(acm.foundation.database, uuid.UUID(job))
    assert 0 < len(kept) == state["progress"]["done"] < len(assets)
    result = finished(acm, settings, job)
    again = [acm.houston.fetched.count(f"/internal/v1/assets/{each}/original") for each in kept]
    assert again == [1] * len(kept), "what was found before is not looked at again"
    assert result == without_ids(acm.done("detect", arguments))


def test_an_identification_whose_worker_was_killed_ends_as_if_it_had_not_been(
    acm: Acm, settings: AcmSettings
) -> None:
    members = [member(acm.keep_animal(animal, 0), f"animal {animal}") for animal in range(8)]
    asked = identify(acm.keep_match_set(members), acm.keep_animal(3, 1))
    job = acm.ask("identify", asked, priority="interactive")
    killed_at_fetch(acm, settings, 5)
    result = finished(acm, settings, job)
    assert result["queries"][0]["individuals"][0]["name"] == "animal 3"
    assert result == without_ids(acm.done("identify", asked))
