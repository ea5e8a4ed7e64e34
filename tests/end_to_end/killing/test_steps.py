"""Is anything lost, doubled or half there when a process dies? Killed for real, at each step of the whole story."""

from __future__ import annotations

import http.client
import random
import uuid
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from urllib.parse import urlsplit

import pytest

from houston.client.api import CodexClient
from houston.client.uploads import CHUNK_BYTES, PIECE, TUS
from tests.end_to_end.killing.killer import Killer, Moment
from tests.end_to_end.pictures import picture
from tests.end_to_end.records import all_counts, count
from tests.end_to_end.stack import Stack, wait_until
from tests.end_to_end.stories import decide, identify, sighting, submit

pytestmark = [pytest.mark.kill, pytest.mark.xdist_group("kill")]

HOUSTON, EDM, ACM = "houston", "edm", "acm"
WORKER, ACM_WORKER = "houston-interactive", "acm-interactive"

HAPPENINGS = [
    # what happened, in whose log, and who may die of it
    ("houston", r"POST /api/v1/submissions\"", (HOUSTON,)),
    ("houston", r"POST /api/v1/uploads\"", (HOUSTON,)),
    ("houston", r"POST /api/v1/submissions/[^/]+/commit", (HOUSTON, WORKER, EDM)),
    ("edm", r"POST /edm/v1/validate", (EDM, WORKER)),
    ("edm", r"POST /edm/v1/sightings\"", (EDM, WORKER, HOUSTON)),
    ("acm", r"PUT /acm/v1/assets", (ACM, WORKER)),
    ("acm", r"POST /acm/v1/jobs", (ACM, WORKER, ACM_WORKER)),
    ("acm-interactive", r"job begins.*\"kind\": \"detect\"", (ACM_WORKER, HOUSTON)),
    ("houston", r"GET /internal/v1/assets/", (HOUSTON, ACM_WORKER)),
    ("houston", r"POST /internal/v1/callbacks/", (HOUSTON, ACM_WORKER, WORKER)),
    ("acm", r"PUT /acm/v1/annotations", (ACM, WORKER)),
    ("houston", r"POST /api/v1/identifications\"", (HOUSTON, WORKER)),
    ("edm", r"POST /edm/v1/encounters/candidates", (EDM, WORKER)),
    ("acm", r"/acm/v1/match-sets/", (ACM, WORKER)),
    ("acm-interactive", r"job begins.*\"kind\": \"identify\"", (ACM_WORKER, ACM)),
    ("edm", r"POST /edm/v1/encounters/identity", (EDM, HOUSTON)),
    ("houston", r"POST /api/v1/identifications/[^/]+/decisions", (HOUSTON,)),
]
MOMENTS = [
    Moment(victim, log, pattern) for log, pattern, victims in HAPPENINGS for victim in victims
]


@pytest.fixture(scope="module")
def curator(stack: Stack) -> CodexClient:
    return stack.user("curator@example.org", "curator")


@pytest.fixture(scope="module")
def known(curator: CodexClient) -> str:
    """The individual that every story is about: one encounter, named."""
    first = submit(curator, "known", animal=1, scenes=(1,))
    asked = identify(curator, "known", first["encounters"][0])
    query = asked["queries"][0]["annotation"]
    decide(curator, "known", asked["id"], annotation=query, decision="new_individual", name="Asha")
    individual: str = curator.call("GET", f"/encounters/{first['encounters'][0]}")["individual"][
        "id"
    ]
    return individual


def test_there_are_at_least_thirty_moments_to_die_at() -> None:
    assert len(set(MOMENTS)) >= 30


@pytest.mark.parametrize("number", range(len(MOMENTS)), ids=[str(moment) for moment in MOMENTS])
def test_a_death_loses_nothing_and_doubles_nothing(
    stack: Stack, curator: CodexClient, known: str, number: int
) -> None:
    key = f"story-{number}"
    before = all_counts(stack)
    with Killer(stack, MOMENTS[number]) as killer:
        submission = submit(curator, key, animal=1, scenes=(100 + number,))
        asked = identify(curator, key, submission["encounters"][0])
        query = asked["queries"][0]
        decide(
            curator, key, asked["id"],
            annotation=query["annotation"], decision="matched", individual=known,
        )  # fmt: skip
    assert killer.killed, "the moment did not come"
    assert submission["state"] == "done", submission
    assert [file["name"] for file in submission["files"]] == [f"{key}-{100 + number}.jpg"]
    assert asked["state"] == "done", asked
    assert query["individuals"][0]["individual"]["id"] == known
    encounter = curator.call("GET", f"/encounters/{submission['encounters'][0]}")
    assert encounter["individual"]["id"] == known
    added = {name: now - before[name] for name, now in all_counts(stack).items()}
    assert added == {**dict.fromkeys(before, 1), "individuals": 0}


def test_afterwards_everything_fits_together(
    stack: Stack, curator: CodexClient, known: str
) -> None:
    assert "submissions are as they were stored" in stack.command("submissions", "verify")
    statistics = curator.call("GET", "/statistics")
    assert statistics["individuals"] == 1
    assert count(stack, "houston", "SELECT count(*) FROM jobs WHERE state = 'failed'") == 0
    assert count(stack, "acm", "SELECT count(*) FROM jobs WHERE state = 'failed'") == 0


@contextmanager
def half_sent(
    stack: Stack, client: CodexClient, path: str, piece: bytes, offset: int
) -> Iterator[None]:
    """A piece of a file of which the first half is on its way, and the other half never leaves."""
    place = urlsplit(stack.url)
    with closing(http.client.HTTPConnection(str(place.hostname), place.port)) as connection:
        connection.putrequest("PATCH", path)
        for name, value in {
            **TUS,
            **PIECE,
            "Authorization": f"Bearer {client.token}",
            "Upload-Offset": str(offset),
            "Content-Length": str(len(piece)),
        }.items():
            connection.putheader(name, value)
        connection.endheaders()
        connection.send(piece[: len(piece) // 2])
        yield


def test_a_death_in_the_middle_of_a_piece_costs_no_more_than_that_piece(
    stack: Stack, curator: CodexClient
) -> None:
    drafted = curator.call("POST", "/submissions", key="large", json={})
    content = picture(animal=1, scene=998) + random.Random(1).randbytes(2 * CHUNK_BYTES)
    told = {
        "filename": b"large.jpg",
        "submission": drafted["id"].encode(),
        "sha256": sha256(content).hexdigest().encode(),
    }
    metadata = ",".join(f"{name} {b64encode(value).decode()}" for name, value in told.items())
    announced = {**TUS, "Upload-Length": str(len(content)), "Upload-Metadata": metadata}
    place = curator.send("POST", "/uploads", headers=announced).headers["Location"]
    file = uuid.UUID(place.rsplit("/", 1)[1])
    first = {**TUS, **PIECE, "Upload-Offset": "0"}
    curator.send("PATCH", f"/uploads/{file}", headers=first, data=content[:CHUNK_BYTES])

    landed = stack.data / "uploads" / file.hex
    with half_sent(stack, curator, place, content[CHUNK_BYTES : 2 * CHUNK_BYTES], CHUNK_BYTES):
        wait_until(lambda: landed.stat().st_size > CHUNK_BYTES, "a part of the piece to be written")
        stack.kill(HOUSTON)
    stands = curator.send("HEAD", f"/uploads/{file}", headers=TUS)
    assert stands.headers["Upload-Offset"] == str(CHUNK_BYTES)

    assert curator.upload(drafted["id"], "large.jpg", content) == str(file)
    (kept,) = curator.call("GET", f"/submissions/{drafted['id']}")["files"]
    assert (kept["state"], kept["sha256"]) == ("ready", sha256(content).hexdigest())


def test_all_of_it_can_be_killed_at_once_and_started_again(
    stack: Stack, curator: CodexClient, known: str
) -> None:
    before = all_counts(stack)
    drafted = curator.call("POST", "/submissions", key="at-once", json={})
    curator.upload(drafted["id"], "at-once.jpg", picture(animal=1, scene=999))
    curator.call(
        "POST", f"/submissions/{drafted['id']}/commit",
        json={"sightings": [sighting("at-once.jpg")], "approve": True},
    )  # fmt: skip
    stack.kill_all()
    stack.start()
    found = curator.wait_for_submission(drafted["id"])
    assert found["state"] == "done", found
    added = {name: number - before[name] for name, number in all_counts(stack).items()}
    unasked = ("individuals", "identifications", "decisions", "acm identifications")
    assert added == {**dict.fromkeys(before, 1), **dict.fromkeys(unasked, 0)}
