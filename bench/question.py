"""How long does a person wait for an answer? Asked over HTTP of a running house, against ever larger catalogues.

All processes of `houston up` run with their embedded defaults. A catalogue is drawn animals' photos in a crowd (see
``bench/_crowd.py``), each picture an encounter of its own, four to an individual, filled in by ``bench/_catalogue.py``, which
says what it leaves out. A researcher who owns none of it asks about photos that are in it already, one after the other.

A question's time is from sending it until its answer is read; its job is looked at every 20 ms, where the web app looks at
the question every second. The worker's part is that of ACM's job, from its being asked for until its end: it includes the wait for the message,
which the file-system queue looks for twenty times a second, as do the two others that a question sends (to Houston's worker, and
back when ACM is done). So up to 0.15 s of each are waiting, 0.08 s on average.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import select

from acm_wbia.acm.models import Job
from acm_wbia.acm.operations.sorting import SORT
from acm_wbia.wbia import pictures
from acm_wbia.wbia.detection.whole_picture import WholePicture
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from acm_wbia.wbia.parameters.hotspotter import HotSpotterParameters
from bench import _animals
from bench._catalogue import Catalogue, Shown
from bench._crowd import PICTURES_EACH, crowd
from bench.gateway import Caller
from houston.queries.ecology import facts_of
from service_kit.jobs.model import FINISHED
from tests.end_to_end.stack import Stack, wait_until

DRAWN, DRAWN_PHOTOS = 20, 3
"""Animals that are asked about, and others of whose features the crowd is made, and photos of each."""

NEW = 20
"""Annotations that come between two questions."""

TIMES_NEW = 3
"""How often they come."""

LOOK_AGAIN_SECONDS = 0.02
SORTED_WITHIN_SECONDS = 900.0
WORKER = "acm-interactive"
TIMED = (", seconds", ", MiB")
"""How figures end that are compared."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which sizes, how many questions."""
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--queries", type=int, default=20, help="questions of each size")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Figures of each size, and how they grow from the first to the last."""
    own = [each for animal in range(DRAWN) for each in _photos_of(animal)]
    others = [each for animal in range(DRAWN, 2 * DRAWN) for each in _photos_of(animal)]
    figures: dict[str, Any] = {}
    for size in arguments.sizes:
        print(f"{size} annotations", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            quiet = {f"{name}_LOG_LEVEL": "WARNING" for name in ("HOUSTON", "EDM", "ACM")}
            with Stack(Path(folder) / "data", **quiet) as stack:
                figures[_named(size)] = _measure(stack, own, others, size, arguments.queries)
    first, last = (figures[_named(size)] for size in (arguments.sizes[0], arguments.sizes[-1]))
    grown = {name: last[name] / first[name] for name in first if name.endswith(TIMED)}
    return {**figures, f"times those at {arguments.sizes[0]}": grown}


def _named(size: int) -> str:
    return f"{size} annotations"


def _photos_of(animal: int) -> list[Shown]:
    return [
        Shown(_described(_animals.jpeg(animal, photo)), f"Drawn {animal}")
        for photo in range(DRAWN_PHOTOS)
    ]


def _described(photo: bytes) -> Features:
    """As the species' own algorithm describes it: upright."""
    picture = pictures.decode(photo)
    (found,) = WholePicture()(picture)
    hotspotter = HotSpotter(HotSpotterParameters.from_mapping({"upright": True}))
    return hotspotter.extract(picture, found.bbox, found.theta)


def _measure(
    stack: Stack, own: Sequence[Shown], others: Sequence[Shown], size: int, queries: int
) -> dict[str, Any]:
    house = _Asked(stack)
    crowd_of = _crowd(others)
    began = time.perf_counter()
    asked = list(house.catalogue.add(own[:size]))
    filled = len(list(house.catalogue.add(islice(crowd_of, size - len(asked)))))
    figures: dict[str, Any] = {"filled, seconds": time.perf_counter() - began}
    print(f"{filled + len(asked)} are there", flush=True)

    few = house.individual(asked[-1])
    house.ask(asked[0], few)  # what is loaded by the first question of all is not what is measured
    figures["before anything is sorted, seconds"] = house.ask(asked[0]).seconds
    began = time.perf_counter()
    house.have_sorted()
    figures["sorted by a job, seconds"] = time.perf_counter() - began
    house.restart_worker()
    house.ask(asked[0], few)
    first = house.ask(asked[0])
    figures["first after the worker's start, seconds"] = first.seconds
    figures["of it the worker, seconds"] = first.worker

    again = [house.ask(each) for each in islice(itertools.cycle(asked), queries)]
    figures["question p50, seconds"] = _percentile(again, 50)
    figures["question p95, seconds"] = _percentile(again, 95)
    figures["of it the worker p50, seconds"] = statistics.median(each.worker for each in again)
    figures["top-1 %"] = 100 * statistics.fmean(each.right for each in again)
    figures["page of the answer p50, seconds"] = statistics.median(
        house.looked_at(each) for each in again
    )
    grown = []
    for _ in range(TIMES_NEW):
        list(house.catalogue.add(islice(crowd_of, NEW)))
        grown.append(house.ask(asked[1]))
    figures[f"after {NEW} new, seconds"] = statistics.median(each.seconds for each in grown)
    figures["of that the worker, seconds"] = statistics.median(each.worker for each in grown)
    figures["memory of the worker, MiB"] = house.worker_memory()
    return figures


def _crowd(others: Sequence[Shown]) -> Iterator[Shown]:
    """Without end."""
    features = [each.features for each in others]
    for number, each in enumerate(crowd(features, sys.maxsize)):
        yield Shown(each, f"Crowd {number // PICTURES_EACH}")


def _percentile(asked: Sequence[Answer], percent: int) -> float:
    return float(np.percentile([each.seconds for each in asked], percent))


@dataclass(frozen=True)
class Answer:
    """What became of one question."""

    id: str
    seconds: float
    worker: float
    """Seconds that ACM had it."""
    right: bool
    """Whether the animal comes first."""


class _Asked:
    """A house, and a researcher who asks it."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        owner = stack.user("owner@example.org", "researcher").call("GET", "/users/me")
        self.catalogue = Catalogue(stack, uuid.UUID(owner["id"]))
        stack.user("asker@example.org", "researcher")
        token = stack.command("user", "token", "asker@example.org").strip()
        self._caller = Caller(stack.url, token, "/api/v1")

    def ask(self, about: Shown, filters: dict[str, Any] | None = None) -> Answer:
        """Raises `RuntimeError` where the question fails, or nobody is found."""
        body = {"annotations": [str(about.annotation)], "filters": filters or {}}
        began = time.perf_counter()
        asked = self._call("POST", "/identifications", body)
        while self._call("GET", f"/jobs/{asked['job']}")["state"] not in FINISHED:
            time.sleep(LOOK_AGAIN_SECONDS)
        asked = self._call("GET", f"/identifications/{asked['id']}")
        seconds = time.perf_counter() - began
        (query,) = asked["queries"]
        if not query["individuals"]:
            raise RuntimeError(f"Nobody was found: {asked['reason'] or query['reason']}")
        right = query["individuals"][0]["individual"]["name"] == about.individual
        return Answer(asked["id"], seconds, self._worker_seconds(), right)

    def looked_at(self, answer: Answer) -> float:
        """Seconds in which a page has the data of the answer."""
        began = time.perf_counter()
        self._call("GET", f"/identifications/{answer.id}")
        return time.perf_counter() - began

    def individual(self, one: Shown) -> dict[str, Any]:
        """The filters by which a question is asked about this animal alone."""
        facts = facts_of(self.catalogue.house, [one.encounter])[one.encounter]
        return {"individuals": [str(facts.individual)]}

    def have_sorted(self) -> None:
        """Waits until ACM has sorted what the first question found unsorted."""
        wait_until(self._all_sorted, "the catalogue to be sorted", SORTED_WITHIN_SECONDS)
        self._caller = self._caller.again()  # nobody keeps a connection that was idle for so long

    def _all_sorted(self) -> bool:
        with self.catalogue.acm.database.read() as session:
            states = session.scalars(select(Job.state).where(Job.kind == SORT)).all()
        return all(state in FINISHED for state in states)

    def restart_worker(self) -> None:
        """Returns when there is another process."""
        old = self._stack.processes()[WORKER]
        self._stack.kill(WORKER)
        wait_until(lambda: self._stack.processes()[WORKER] != old, "another worker")

    def worker_memory(self) -> float:
        """Resident MiB."""
        status = Path(f"/proc/{self._stack.processes()[WORKER]}/status").read_text()
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(resident.split()[1]) / 1024

    def _worker_seconds(self) -> float:
        with self.catalogue.acm.database.read() as session:
            latest = select(Job).where(Job.kind == "identify").order_by(Job.created_at.desc())
            job = session.scalars(latest.limit(1)).one()
        if job.finished_at is None:
            raise RuntimeError("Houston had an answer before ACM was done")
        return (job.finished_at - job.created_at).total_seconds()

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        sent = None if body is None else json.dumps(body).encode()
        return json.loads(self._caller.call(method, path, sent))
