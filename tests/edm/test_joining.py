"""Can a report add encounters to a sighting that is there already?"""

from __future__ import annotations

import pytest

from service_kit.identity import new_id
from tests.edm.service import an_encounter, envelope, scope_of, sighting


def addition(to, *encounters, **details):
    return {"id": to, "join": True, "encounters": list(encounters) or [an_encounter()], **details}


@pytest.fixture
def herd(edm):
    there = sighting(encounters=[an_encounter(individual_name="Zuri")])
    edm.report(there, submission="first")
    return there["id"]


def encounter_of(edm, answer, index=0):
    return edm.get(f"/encounters/{answer['encounters'][index]['id']}")


def test_an_added_encounter_is_of_the_sightings_time_place_and_species(edm, herd):
    answer = edm.report(addition(herd), submission="second")
    added = encounter_of(edm, answer)
    whole = edm.get(f"/sightings/{herd}")
    assert added["sighting"] == herd
    assert [added[each] for each in ("species", "time", "region")] == [
        whole[each] for each in ("species", "time", "region")
    ]
    assert len(whole["encounters"]) == 2


def test_what_the_addition_says_of_time_and_place_is_its_encounters_own(edm, herd):
    later = {"year": 2024, "month": 6, "day": 3, "hour": 9}
    answer = edm.report(addition(herd, time=later), submission="second")
    assert encounter_of(edm, answer)["time"]["hour"] == 9
    assert edm.get(f"/sightings/{herd}")["time"]["hour"] is None


def test_sent_twice_it_is_added_once(edm, herd):
    addition_ = addition(herd, an_encounter(individual_name="Tamu"))
    first = edm.report(addition_, submission="second")
    assert edm.report(addition_, submission="second") == first
    assert len(edm.get(f"/sightings/{herd}")["encounters"]) == 2


def test_an_animal_of_the_sighting_cannot_be_added_to_it_again(edm, herd):
    again = addition(herd, an_encounter(individual_name="zuri"))
    answer = edm.call("POST", "/sightings", envelope(again, submission="second"))
    assert answer.status_code == 422
    fault = answer.json["errors"][0]
    assert fault["code"] == "same_individual_twice"
    assert fault["pointer"] == "/sightings/0/encounters/0/individual_name"


def test_a_sighting_that_is_not_there_is_a_fault_beside_all_others(edm):
    report = {"sightings": [addition(str(new_id())), sighting(species="unicorn")]}
    found = edm.post("/validate", report)
    assert {"sighting_unknown", "unknown_species"} <= {each["code"] for each in found["errors"]}


def test_nobody_adds_to_what_is_anothers(edm, herd):
    scope = scope_of("you")
    found = edm.post("/validate", {"sightings": [addition(herd)]}, scope=scope)
    assert [each["code"] for each in found["errors"]] == ["not_yours"]


def test_encounters_that_are_added_in_batches_are_seen_once_published(edm, herd):
    edm.post("/sightings", envelope(addition(herd), submission="second") | {"staged": True})
    assert len(edm.get(f"/sightings/{herd}")["encounters"]) == 1
    edm.post("/submissions/second/publish")
    assert len(edm.get(f"/sightings/{herd}")["encounters"]) == 2


def test_a_sighting_that_went_meanwhile_keeps_the_batch_from_being_published(edm, herd):
    edm.post("/sightings", envelope(addition(herd), submission="second") | {"staged": True})
    assert edm.call("DELETE", f"/sightings/{herd}?cascade=true").status_code == 200
    answer = edm.call("POST", "/submissions/second/publish")
    assert (answer.status_code, answer.json["code"]) == (409, "cannot_publish")
