"""Is an import that goes, or comes back, ever half gone or twice there when whoever takes part in it is killed?"""

from __future__ import annotations

import pytest

from houston.client.api import CodexClient
from tests.end_to_end.importing import Importing, small_picture
from tests.end_to_end.killing.killer import Killer, Moment
from tests.end_to_end.records import count
from tests.end_to_end.stack import Stack

pytestmark = [pytest.mark.kill, pytest.mark.xdist_group("kill_removal")]

ROWS, PICTURES = 2_000, 5  # four portions
INDIVIDUALS = ROWS // 2
HOUSTON, EDM, WORKER = "houston", "edm", "houston-interactive"
STEPS = ("remove", "restore")
HAPPENINGS = [
    # what happened, in whose log, and who may die of it
    (HOUSTON, r"POST /api/v1/bulk-imports/[^/]+/{step}", (HOUSTON, WORKER, EDM)),
    (WORKER, r"job begins.*\"kind\": \"{step}_import\"", (WORKER, EDM)),
    (EDM, r"POST /edm/v1/submissions/[^/]+/{step}", (WORKER, EDM, HOUSTON)),
]
MOMENTS = [
    (step, Moment(victim, log, pattern.replace("{step}", step)))
    for log, pattern, victims in HAPPENINGS
    for victim in victims
    for step in STEPS
]
LIVE = {
    "encounters": (EDM, "SELECT count(*) FROM encounters WHERE deleted_at IS NULL"),
    "sightings": (EDM, "SELECT count(*) FROM sightings WHERE deleted_at IS NULL"),
    "individuals": (EDM, "SELECT count(*) FROM individuals WHERE deleted_at IS NULL"),
    "names": (EDM, "SELECT count(*) FROM names WHERE live"),
    "encounter pointers": (
        HOUSTON,
        "SELECT count(*) FROM pointers WHERE deleted_at IS NULL AND kind = 'encounter'",
    ),
    "asset pointers": (
        HOUSTON,
        "SELECT count(*) FROM pointers WHERE deleted_at IS NULL AND kind = 'asset'",
    ),
    "imports": (HOUSTON, "SELECT count(*) FROM submissions WHERE deleted_at IS NULL"),
}
ALL = {
    "encounters": ROWS,
    "sightings": ROWS,
    "individuals": INDIVIDUALS,
    "names": INDIVIDUALS,
    "encounter pointers": ROWS,
    "asset pointers": PICTURES,
    "imports": 1,
}
NOTHING = dict.fromkeys(ALL, 0)


@pytest.fixture(scope="module")
def imported(
    stack: Stack, researcher: CodexClient, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """An import of two thousand encounters, every animal met twice."""
    folder = tmp_path_factory.mktemp("season")
    photos = folder / "photos"
    photos.mkdir()
    for number in range(PICTURES):
        (photos / f"{number}.jpg").write_bytes(small_picture(f"removed-{number}"))
    lines = [
        "Encounter.mediaAsset0,Encounter.genus,Encounter.specificEpithet,Encounter.year,"
        "Sighting.sightingID,MarkedIndividual.individualID"
    ]
    lines += [
        f"{f'{n}.jpg' if n < PICTURES else ''},Equus,quagga,2019,s{n},Z-{n // 2}"
        for n in range(ROWS)
    ]
    sheet = folder / "season.csv"
    sheet.write_text("\n".join(lines))
    importing = Importing(stack, researcher.token)
    done = importing.json(sheet, photos, "--commit")
    assert done["import"]["encounters"] == ROWS, done["faults"]
    importing.settled(done["import"]["id"])
    identifier: str = done["import"]["id"]
    return identifier


def there(stack: Stack) -> dict[str, int]:
    """How many records there are that are not deleted, straight from the databases."""
    return {name: count(stack, service, query) for name, (service, query) in LIVE.items()}


def carried_out(researcher: CodexClient, imported: str, step: str) -> str:
    """How the job ended; asked for anew whenever the answer is lost."""
    job = researcher.call("POST", f"/bulk-imports/{imported}/{step}")
    state: str = researcher.wait_for_job(job["id"])["state"]
    return state


@pytest.mark.parametrize(("step", "moment"), MOMENTS, ids=str)
def test_it_ends_whole_and_once_whoever_is_killed(
    stack: Stack, researcher: CodexClient, imported: str, step: str, moment: Moment
) -> None:
    other = STEPS[step == "remove"]
    assert carried_out(researcher, imported, other) == "done"
    before, after = (ALL, NOTHING) if step == "remove" else (NOTHING, ALL)
    assert there(stack) == before
    with Killer(stack, moment) as killer:
        assert carried_out(researcher, imported, step) == "done"
        assert killer.killed
    assert there(stack) == after
    shown = researcher.call("GET", f"/bulk-imports/{imported}")
    assert (shown["removal"], shown["deleted_at"] is None) == (None, step == "restore")
