"""Do encounters change sightings without losing what they say?"""

from __future__ import annotations

import pytest

from service_kit.identity import new_id
from tests.edm.service import an_encounter, scope_of, sighting


@pytest.fixture
def herd(edm):
    """A sighting of three animals: its id and theirs."""
    sent = sighting(encounters=[an_encounter() for _ in range(3)], verbatim_locality="at the ford")
    edm.report(sent)
    return sent["id"], [each["id"] for each in sent["encounters"]]


def split(edm, whole, encounters, new=None, **options):
    body = {"sighting": new or str(new_id()), "encounters": encounters}
    return edm.call("POST", f"/sightings/{whole}/split", body, **options)


def join(edm, into, *others, join_id=None, **options):
    body = {"join": join_id or str(new_id()), "from": list(others)}
    return edm.call("POST", f"/sightings/{into}/join", body, **options)


def test_a_part_of_a_sighting_becomes_one_of_the_same_time_and_place(edm, herd):
    whole, (first, second, third) = herd
    new = str(new_id())
    for _ in range(2):
        answer = split(edm, whole, [second, third], new)
        assert answer.status_code == 200, answer.json
        assert {each["id"] for each in answer.json["encounters"]} == {second, third}
    left = edm.get(f"/sightings/{whole}")
    assert [each["id"] for each in left["encounters"]] == [first]
    for name in ("species", "time", "location", "region", "verbatim_locality"):
        assert answer.json[name] == left[name]
    edm.patch(f"/sightings/{new}", {"time": {"day": 9}})
    assert edm.get(f"/encounters/{second}")["time"]["day"] == 9, "it follows its new sighting"
    history = edm.get(f"/encounters/{second}/history")["items"]
    assert [entry["action"] for entry in history] == ["changed", "split", "created"]


def test_a_sighting_keeps_at_least_one_encounter(edm, herd):
    whole, encounters = herd
    answer = split(edm, whole, encounters)
    assert (answer.status_code, answer.json["code"]) == (409, "would_orphan")
    assert len(edm.get(f"/sightings/{whole}")["encounters"]) == 3


def test_only_encounters_of_the_sighting_are_split_off_and_only_into_a_new_one(edm, herd):
    whole, (first, *_) = herd
    stranger = edm.one()
    assert split(edm, whole, [stranger]).status_code == 422
    taken = split(edm, whole, [first], edm.get(f"/encounters/{stranger}")["sighting"])
    assert (taken.status_code, taken.json["code"]) == (409, "id_taken")


def test_sightings_are_joined_and_encounters_keep_their_own_time_and_place(edm, herd):
    whole, encounters = herd
    late = edm.one(time={"year": 2024, "month": 6, "day": 4}, region="serengeti")
    same = edm.one()
    others = [edm.get(f"/encounters/{each}")["sighting"] for each in (late, same)]
    join_id = str(new_id())
    for _ in range(2):
        answer = join(edm, whole, *others, join_id=join_id)
        assert answer.status_code == 200, answer.json
        assert {each["id"] for each in answer.json["encounters"]} == {*encounters, late, same}
    assert [edm.call("GET", f"/sightings/{each}").status_code for each in others] == [404, 404]
    edm.patch(f"/sightings/{whole}", {"time": {"day": 2}})
    assert edm.get(f"/encounters/{late}")["time"]["day"] == 4
    assert edm.get(f"/encounters/{same}")["time"]["day"] == 2
    assert edm.get(f"/encounters/{late}")["region"] == "mara"
    assert edm.get("/statistics")["sightings"] == 1


def test_an_encounter_that_was_deleted_before_comes_back_where_its_siblings_are(edm, herd):
    whole, (first, *_) = herd
    edm.call("DELETE", f"/encounters/{first}")
    into = edm.get(f"/encounters/{edm.one()}")["sighting"]
    assert join(edm, into, whole).status_code == 200
    edm.post(f"/encounters/{first}/restore")
    assert edm.get(f"/encounters/{first}")["sighting"] == into


def test_what_is_anothers_is_neither_split_nor_joined(edm, herd):
    whole, (first, *_) = herd
    other = edm.get(f"/encounters/{edm.one(owner='them')}")["sighting"]
    assert split(edm, whole, [first], scope=scope_of("them")).status_code == 403
    assert join(edm, whole, other, scope=scope_of("me")).status_code == 403
    assert join(edm, whole, str(new_id())).status_code == 404
    assert join(edm, whole, whole).status_code == 422
