"""Is every list told whole, page by page, and is a cursor that nobody handed out refused as such?"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from houston.access import Role
from houston.house import House
from houston.models import Curation
from houston.queries.pages import page_of, position_of
from service_kit.errors import Malformed
from service_kit.identity import new_id
from service_kit.paging import encode_cursor
from tests.houston.people import People, Person

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
SOME_ID = str(uuid.UUID(int=7))
STRANGE = [
    "nonsense",
    encode_cursor([]),
    encode_cursor(["a"]),
    encode_cursor([7]),
    encode_cursor(["a", "b"]),
    encode_cursor([7, SOME_ID]),
    encode_cursor([NOON.isoformat(), 7]),
    encode_cursor([NOON.isoformat(), "b"]),
    encode_cursor([NOON.replace(tzinfo=None).isoformat(), SOME_ID]),
]


@pytest.fixture
def curator(people: People) -> Person:
    return people.person(Role.CURATOR)


@pytest.mark.parametrize("cursor", STRANGE)
@pytest.mark.parametrize(
    "path",
    ["/submissions?", "/bulk-imports?", "/identifications?", "/curations?", "/files", "/assets"],
)
def test_a_strange_cursor_is_refused(curator: Person, path: str, cursor: str) -> None:
    draft = curator.browser.post("/submissions", json={}).json["id"]
    place = {"/files": f"/submissions/{draft}/files?", "/assets": f"/assets?submission={draft}&"}
    answer = curator.browser.get(f"{place.get(path, path)}cursor={cursor}")
    assert answer.status_code == 400, answer.text
    assert "cursor" in answer.json["detail"]


def test_the_newest_come_first_and_those_of_one_moment_once_each(
    curator: Person, house: House
) -> None:
    made = [NOON, NOON, NOON, NOON + timedelta(seconds=1), NOON - timedelta(seconds=1)]
    with house.database.write() as session:
        for moment in made:
            about = {"species": "equus_quagga", "filters": {}, "scope": {}, "algorithm": {}}
            session.add(Curation(id=new_id(), owner=curator.id, created_at=moment, **about))
    told, path = [], "/curations?limit=2"
    while path:
        page = curator.browser.get(path).json
        assert 0 < len(page["items"]) <= 2
        told += page["items"]
        path = f"/curations?limit=2&cursor={page['next']}" if page["next"] else ""
    moments = [datetime.fromisoformat(each["created_at"]) for each in told]
    assert moments == sorted(made, reverse=True)
    assert len({each["id"] for each in told}) == len(made)


@dataclass
class Line:
    number: int


@pytest.mark.parametrize(("there", "following"), [(0, None), (2, None), (3, None), (4, "after 2")])
def test_a_page_that_ends_the_list_has_no_next(there: int, following: str | None) -> None:
    rows = [Line(number) for number in range(there)]
    page = page_of(rows, 3, lambda line: f"after {line.number}")
    assert page == (rows[:3], following)


def test_a_place_in_a_list_is_counted_from_nothing() -> None:
    assert (position_of(None), position_of(encode_cursor([40]))) == (0, 40)
    for strange in ("nonsense", encode_cursor(["a"]), encode_cursor([-1]), encode_cursor([1.5])):
        with pytest.raises(Malformed):
            position_of(strange)
