"""Do several worker processes over one ACM give the same answers as one, to the last byte?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from acm_wbia.acm.settings import AcmSettings
from service_kit.database.migration import upgrade
from tests.acm.conftest import Acm
from tests.acm.houston import StandInHouston
from tests.acm.photos import flank
from tests.acm.test_identification import identify, member
from tests.acm.test_kill import ROOT, wait_for

ANIMALS = 5
PATIENCE_SECONDS = 300  # for all queries of one ACM
IDS = uuid.UUID("11111111-2222-3333-4444-555555555555")
EXACT, BY_LISTS = 200_000, 1000
"""Features up to which a catalogue is searched one by one: all of ours, or nearly none."""

pytestmark = pytest.mark.kill


def id_of(*what: object) -> str:
    """The same in each ACM, so that its answers are."""
    return str(uuid.uuid5(IDS, repr(what)))


# Each database and each way to search once: how features are searched does not depend on the database.
@pytest.mark.parametrize(
    ("backend", "exact_up_to"),
    [
        pytest.param("sqlite", BY_LISTS),
        pytest.param("postgresql", EXACT, marks=pytest.mark.postgresql),
    ],
)
def test_two_worker_processes_answer_as_one_does(
    tmp_path: Path, database_url: str, houston: StandInHouston, exact_up_to: int
) -> None:
    alone = settings(tmp_path / "one", f"sqlite:///{tmp_path / 'one.sqlite'}", houston, exact_up_to)
    both = settings(tmp_path / "two", database_url, houston, exact_up_to)
    expected = answers(alone, houston, [tmp_path / "one.log"])
    logs = [tmp_path / "first.log", tmp_path / "second.log"]
    assert answers(both, houston, logs) == expected
    assert all(has_begun(log) for log in logs), "one of them had nothing to do"
    found = [json.loads(each[0])["queries"][0] for each in expected.values()]
    assert [each["individuals"][0]["name"] for each in found] == [
        f"animal {animal}" for animal in range(ANIMALS)
    ]


def settings(data: Path, database_url: str, houston: StandInHouston, exact: int) -> AcmSettings:
    data.mkdir(exist_ok=True)
    upgrade("acm", database_url)
    return AcmSettings(
        data=data,
        database_url=database_url,
        houston_url=houston.url,
        secrets_folder=data.parent / "secrets",
        exact_up_to=exact,
    )


def answers(
    chosen: AcmSettings, houston: StandInHouston, logs: list[Path]
) -> dict[str, tuple[bytes, list[bytes]]]:
    """Each query's result, and the evidence for each of its candidates, by as many workers as there are logs."""
    acm = Acm(chosen, houston)
    members = [member(keep(acm, animal, view=0), f"animal {animal}") for animal in range(ANIMALS)]
    match_set = acm.keep_match_set(members)
    queries = [keep(acm, animal, view=1) for animal in range(ANIMALS)]

    def all_have_begun() -> bool:
        return all(map(has_begun, logs))

    # Nobody gets a picture before each has taken a job.
    houston.before_answering = lambda: wait_for(all_have_begun)
    jobs = {
        query: acm.ask("identify", identify(match_set, query), priority="interactive")
        for query in queries
    }

    def all_done() -> bool:
        return all(acm.job(job)["state"] in ("done", "failed") for job in jobs.values())

    with ExitStack() as stack:
        for log in logs:
            stack.enter_context(worker(chosen, log))
        wait_for(all_done, PATIENCE_SECONDS)
    houston.before_answering = lambda: None
    told = {
        query: (canonical(acm.job(job)), evidence(acm, job, query)) for query, job in jobs.items()
    }
    acm.foundation.database.dispose()
    return told


def keep(acm: Acm, animal: int, view: int) -> str:
    asset = id_of("asset", animal, view)
    acm.call("PUT", "/assets", {"assets": [acm.asset(asset, flank(animal, view))]})
    annotation = id_of("annotation", animal, view)
    document = {"id": annotation, "asset": asset, "bbox": [0, 0, 320, 240], "class": "zebra"}
    acm.call("PUT", "/annotations", {"annotations": [document]})
    return annotation


def canonical(job: dict[str, Any]) -> bytes:
    assert job["state"] == "done", job
    return json.dumps(job["result"], sort_keys=True).encode()


def evidence(acm: Acm, job: str, query: str) -> list[bytes]:
    found = acm.job(job)["result"]["queries"][0]["annotations"]
    kept = acm.foundation.evidence
    matches = [
        kept.read(uuid.UUID(job), uuid.UUID(query), uuid.UUID(each["annotation"])) for each in found
    ]
    assert all(each is not None for each in matches)
    return [each.tobytes() for each in matches if each is not None]


def has_begun(log: Path) -> bool:
    return log.exists() and "job begins" in log.read_text(encoding="utf-8")


@contextmanager
def worker(chosen: AcmSettings, log: Path) -> Iterator[None]:
    """A worker process of both queues, as an installation starts it."""
    environment = {
        **os.environ,
        "ACM_DATA": str(chosen.data),
        "ACM_DATABASE_URL": chosen.database_url,
        "ACM_HOUSTON_URL": chosen.houston_url,
        "ACM_SECRETS_FOLDER": str(chosen.secrets),
        "ACM_EXACT_UP_TO": str(chosen.exact_up_to),
        "ACM_JOB_SWEEP_SECONDS": "0.2",
    }
    command = [sys.executable, "-m", "acm_wbia", "work", "interactive", "bulk"]
    with log.open("wb") as stream:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=stream, stderr=stream)
        try:
            yield
        finally:
            process.kill()
            process.wait()
