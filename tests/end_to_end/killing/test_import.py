"""Is an import of thousands of rows ever half there, or there twice, when whatever takes part in it is killed?

An import takes twenty seconds, so `make test` disturbs a few and `make soak` twenty.
"""

from __future__ import annotations

import os
import random
import subprocess
import time
from pathlib import Path

import pytest

from houston.client.api import CodexClient
from tests.end_to_end.importing import Importing, small_picture
from tests.end_to_end.killing.killer import Meanwhile
from tests.end_to_end.records import count, record_counts
from tests.end_to_end.stack import Stack

pytestmark = [pytest.mark.kill, pytest.mark.xdist_group("kill_import")]

ROWS, PICTURES = 2_000, 40
TIMES = int(os.environ.get("CODEX_TEST_KILLED_IMPORTS", "4"))
SIGHTINGS, INDIVIDUALS = ROWS // 2, ROWS // 2  # every animal is met twice
COMMAND = "the command"
VICTIMS = ("houston", "edm", "houston-bulk", "houston-interactive", COMMAND, "acm")
KILLS = 3  # of each import, at moments of its own
MOST_RUNS = KILLS + 1  # of the command: it begins anew only when it was killed itself
ADDED = {
    "assets": PICTURES,
    "sighting pointers": SIGHTINGS,
    "encounter pointers": ROWS,
    "sightings": SIGHTINGS,
    "encounters": ROWS,
    "individuals": INDIVIDUALS,
    "acm assets": PICTURES,
    "annotations": PICTURES,
    "acm annotations": PICTURES,
    "repositories": 1,
}


@pytest.fixture(scope="module")
def importing(stack: Stack, researcher: CodexClient) -> Importing:
    return Importing(stack, researcher.token)


class Season:
    """A sheet of its own with pictures of its own, to be imported once."""

    def __init__(self, folder: Path, name: str) -> None:
        self.photos = folder / name
        self.photos.mkdir()
        for number in range(PICTURES):
            (self.photos / f"{number}.jpg").write_bytes(small_picture(f"{name}-{number}"))
        lines = [
            "Encounter.mediaAsset0,Encounter.genus,Encounter.specificEpithet,Encounter.year,"
            "Encounter.month,Sighting.sightingID,MarkedIndividual.individualID,field notes"
        ]
        lines += [
            f"{f'{n}.jpg' if n < PICTURES else ''},Equus,quagga,2019,{1 + n % 12},{name}-s{n // 2},"
            # Two animals a sighting; every animal is met in two sightings.
            f"{name}-{n % 2}-{n // 4},note {n}"
            for n in range(ROWS)
        ]
        self.sheet = folder / f"{name}.csv"
        self.sheet.write_text("\n".join(lines))


@pytest.fixture(scope="module")
def seconds(importing: Importing, stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long an import takes that nobody disturbs; it makes what it should."""
    season = Season(tmp_path_factory.mktemp("undisturbed"), "undisturbed")
    before = record_counts(stack)
    began = time.monotonic()
    done = importing.json(season.sheet, season.photos, "--commit")
    took = time.monotonic() - began
    assert done["import"]["encounters"] == ROWS, done["faults"]
    importing.settled(done["import"]["id"])
    assert added(stack, before) == ADDED
    return took


class Killers(Meanwhile):
    """Kills a few of those that take part, each at a moment of its own."""

    def __init__(self, stack: Stack, chance: random.Random, span: float) -> None:
        super().__init__()
        self._stack = stack
        self.command: subprocess.Popen[bytes] | None = None
        self.killed: list[str] = []
        moments = sorted(chance.uniform(0, span) for _ in range(KILLS))
        self._plan = [(moment, chance.choice(VICTIMS)) for moment in moments]

    def _work(self) -> None:
        began = time.monotonic()
        for moment, victim in self._plan:
            if self._over.wait(max(0.0, began + moment - time.monotonic())):
                return
            if self._kill(victim):
                self.killed.append(victim)

    def _kill(self, victim: str) -> bool:
        try:
            if victim != COMMAND:
                self._stack.kill(victim)
            elif self.command is not None:
                self.command.kill()
        except (KeyError, ProcessLookupError):
            return False  # it is dead already, and not started again yet
        return True


@pytest.mark.parametrize("number", range(TIMES))
def test_an_import_ends_complete_and_once_whoever_is_killed(
    stack: Stack, importing: Importing, seconds: float, tmp_path: Path, number: int
) -> None:
    season = Season(tmp_path, f"season-{number}")
    before = record_counts(stack)
    with Killers(stack, random.Random(number), seconds) as killers:
        for _ in range(MOST_RUNS):
            killers.command = importing.begin(season.sheet, season.photos, "--commit")
            if killers.command.wait(300) == 0:
                break
            assert killers.killed[-1] == COMMAND, f"it gave up after {killers.killed}"
    done = importing.json(season.sheet, season.photos, "--commit")["import"]
    assert done["encounters"] == ROWS, killers.killed
    settled = importing.settled(done["id"])
    assert settled["state"] == "curation", (settled, killers.killed)
    assert added(stack, before) == ADDED, killers.killed


def test_afterwards_everything_fits_together(
    stack: Stack, researcher: CodexClient, seconds: float
) -> None:
    assert "submissions are as they were stored" in stack.command("submissions", "verify")
    assert count(stack, "houston", "SELECT count(*) FROM jobs WHERE state = 'failed'") == 0
    statistics = researcher.call("GET", "/statistics")
    assert statistics["encounters"] == count(stack, "edm", "SELECT count(*) FROM encounters")


def added(stack: Stack, before: dict[str, int]) -> dict[str, int]:
    return {name: number - before[name] for name, number in record_counts(stack).items()}
