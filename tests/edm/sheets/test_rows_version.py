"""Is it noticed that records have changed since rows were made of them, or may no longer be seen?"""

from __future__ import annotations

from typing import Any

import pytest

from service_kit.scope import Reach, Scope
from tests.edm.service import an_encounter, scope_of, sighting
from tests.edm.sheets.sheets import Sheets

ME = scope_of("me")
EVERYBODY_S = Scope(read=Reach(public=True, owners=frozenset({"me"})))


@pytest.fixture
def sheets(stored: Sheets) -> Sheets:
    return stored


def rows(sheets: Sheets, scope: Scope = ME) -> Any:
    return sheets.edm.post("/sheets/rows", {"submission": "s"}, scope)


def version(sheets: Sheets, scope: Scope = ME, seen: str | None = None) -> Any:
    return sheets.edm.post("/sheets/rows/version", {"submission": "s", "seen": seen}, scope)


def test_the_version_changes_with_each_record_that_the_rows_tell_of(sheets: Sheets) -> None:
    encounter, individual = sheets.edm.known("Zoe", submission="s")
    of_sighting = sheets.edm.get(f"/encounters/{encounter}")["sighting"]
    seen = [version(sheets)]
    assert seen[0] == version(sheets)
    assert seen[0]["rows"] == 1
    for path, change in (
        (f"/encounters/{encounter}", {"comments": "limps"}),
        (f"/sightings/{of_sighting}", {"comments": "at the river"}),
        (f"/individuals/{individual}", {"comments": "old"}),
    ):
        assert sheets.edm.patch(path, change).status_code == 200
        seen.append(version(sheets))
    sheets.edm.one(submission="s")
    seen.append(version(sheets))
    assert len({each["version"] for each in seen}) == len(seen)


def test_what_came_later_or_was_changed_hides_nothing_of_what_was_seen(sheets: Sheets) -> None:
    encounter = sheets.edm.one(submission="s")
    mark = rows(sheets)["seen"]
    sheets.edm.one(submission="s")
    sheets.edm.patch(f"/encounters/{encounter}", {"comments": "limps"})
    assert version(sheets, seen=mark)["readable"]


def test_a_record_that_was_deleted_or_hidden_is_noticed(sheets: Sheets) -> None:
    sheets.edm.report(sighting(encounters=[an_encounter(), an_encounter()]), submission="s")
    mine, public = rows(sheets)["seen"], rows(sheets, EVERYBODY_S)["seen"]
    first = rows(sheets)["rows"][0]
    encounter = first[rows(sheets)["headings"].index("Encounter.id")]
    stranger = Scope(read=Reach(public=True))
    of_stranger = rows(sheets, stranger)["seen"]
    sheets.edm.patch(f"/encounters/{encounter}", {"visibility": "private"})
    assert version(sheets, seen=mine)["readable"]
    assert version(sheets, EVERYBODY_S, seen=public)["readable"]
    assert not version(sheets, stranger, seen=of_stranger)["readable"]
    assert sheets.edm.call("DELETE", f"/encounters/{encounter}").status_code == 200
    assert not version(sheets, seen=mine)["readable"]


def test_who_may_no_longer_know_the_place_exactly_is_noticed(sheets: Sheets) -> None:
    sheets.edm.one(submission="s")
    mark = rows(sheets)["seen"]
    assert not version(sheets, EVERYBODY_S, seen=mark)["readable"]


def test_nothing_seen_is_always_readable_and_a_word_of_others_is_refused(sheets: Sheets) -> None:
    assert version(sheets, seen=rows(sheets)["seen"])["readable"]
    strange = {"submission": "s", "seen": "what"}
    assert sheets.edm.call("POST", "/sheets/rows/version", strange).status_code == 400
