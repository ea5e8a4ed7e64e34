"""Is a record corrected only from the version that was seen, and do encounters follow their sighting?"""

from __future__ import annotations

import threading

import pytest

from service_kit.identity import new_id
from tests.edm.service import an_encounter, scope_of, sighting


@pytest.fixture
def pair(edm):
    """A sighting of two animals, of which the second has time, place and species of its own."""
    sent = sighting(
        encounters=[
            an_encounter(),
            an_encounter(
                species="equus_grevyi",
                time={"year": 2024, "month": 6, "day": 4},
                location={"latitude": 0.5, "longitude": 37.5},
            ),
        ]
    )
    edm.report(sent)
    return sent["id"], *(each["id"] for each in sent["encounters"])


def test_a_change_names_only_what_it_changes(edm):
    path = f"/encounters/{edm.one(encounters=[an_encounter(sex='male', comments='old')])}"
    answer = edm.patch(path, {"sex": None, "behaviour": "grazing"})
    assert answer.status_code == 200
    assert (answer.json["sex"], answer.json["behaviour"]) == (None, "grazing")
    assert (answer.json["comments"], answer.json["version"]) == ("old", 2)
    assert answer.headers["ETag"] == '"2"'


def test_a_change_without_its_version_is_refused(edm):
    path = f"/encounters/{edm.one()}"
    for headers in ({}, {"If-Match": "*"}, {"If-Match": "x"}):
        answer = edm.call("PATCH", path, {"sex": "male"}, headers=headers)
        assert (answer.status_code, answer.json["code"]) == (422, "match_missing")


def test_a_change_of_an_older_version_gets_the_newer_one(edm):
    path = f"/encounters/{edm.one()}"
    edm.patch(path, {"comments": "first"})
    late = edm.patch(path, {"comments": "second"}, version=1)
    assert (late.status_code, late.json["code"]) == (409, "conflict")
    assert late.json["current"]["comments"] == "first"
    assert late.json["current"]["version"] == 2


def test_of_many_changes_of_one_version_one_is_made(edm):
    path = f"/encounters/{edm.one()}"
    answers = []

    def change(number):
        answers.append(edm.patch(path, {"comments": f"number {number}"}, version=1).status_code)

    threads = [threading.Thread(target=change, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [409] * 5
    assert edm.get(path)["version"] == 2


def test_a_bad_change_changes_nothing_and_every_fault_is_told(edm):
    path = f"/encounters/{edm.one(species='giraffa_reticulata')}"
    partial = {
        "sex": "boy",
        "custom_fields": {"water_depth": 3},
        "location": {"longitude": 181},
        "time": {"month": 13},
        "owner": "me",
        "state": "approved",
    }
    answer = edm.patch(path, partial)
    assert answer.status_code == 422
    assert {fault["pointer"] for fault in answer.json["errors"]} >= {
        "/sex", "/custom_fields/water_depth", "/location/longitude", "/time/month", "/owner", "/state",
    }  # fmt: skip
    assert edm.get(path)["version"] == 1


def test_a_change_of_nothing_makes_no_version_and_no_history(edm):
    path = f"/encounters/{edm.one(encounters=[an_encounter(sex='male')])}"
    assert edm.patch(path, {"sex": "male"}).json["version"] == 1
    assert len(edm.get(f"{path}/history")["items"]) == 1


def test_encounters_follow_their_sighting_unless_they_say_otherwise(edm, pair):
    whole, follower, independent = pair
    answer = edm.patch(
        f"/sightings/{whole}",
        {
            "time": {"day": 5},
            "location": {"latitude": 1, "longitude": 2},
            "region": "mara_north",
            "verbatim_locality": "at the ford",
        },
    )
    assert answer.status_code == 200, answer.json
    first, second = edm.get(f"/encounters/{follower}"), edm.get(f"/encounters/{independent}")
    assert (first["time"]["day"], first["location"]["latitude"]) == (5, 1)
    assert (second["time"]["day"], second["location"]["latitude"]) == (4, 0.5)
    assert {first["region"], second["region"]} == {"mara_north"}
    assert first["verbatim_locality"] == "at the ford"
    assert first["version"] == 2


def test_an_encounter_that_gives_its_own_up_follows_again(edm, pair):
    whole, _, independent = pair
    answer = edm.patch(
        f"/encounters/{independent}", {"species": None, "time": None, "location": None}
    )
    assert answer.status_code == 200, answer.json
    parent = edm.get(f"/sightings/{whole}")
    for name in ("species", "time", "location"):
        assert answer.json[name] == parent[name]
    edm.patch(f"/sightings/{whole}", {"time": {"day": 1}, "species": "giraffa_reticulata"})
    again = edm.get(f"/encounters/{independent}")
    assert (again["time"]["day"], again["species"]) == (1, "giraffa_reticulata")


def test_a_species_changes_with_its_fields_or_not_at_all(edm):
    sent = sighting(
        species="rhincodon_typus", encounters=[an_encounter(custom_fields={"water_depth": 5})]
    )
    edm.report(sent)
    answer = edm.patch(f"/sightings/{sent['id']}", {"species": "giraffa_reticulata"})
    assert answer.status_code == 422
    assert "field_breaks" in {fault["code"] for fault in answer.json["errors"]}
    assert edm.get(f"/sightings/{sent['id']}")["species"] == "rhincodon_typus"


def test_an_identified_animal_does_not_change_species_behind_its_individuals_back(edm):
    encounter, individual = edm.known("Zuri")
    answer = edm.patch(f"/encounters/{encounter}", {"species": "equus_grevyi"})
    assert (answer.status_code, answer.json["code"]) == (409, "species_differ")
    assert edm.patch(f"/individuals/{individual}", {"species": "equus_grevyi"}).status_code == 200
    assert edm.patch(f"/encounters/{encounter}", {"species": "equus_grevyi"}).status_code == 200


def test_an_individual_is_renamed_and_its_old_name_is_free(edm):
    encounter, individual = edm.known("Zuri")
    names = [{"context": "default", "value": "Amani"}, {"context": "catalogue", "value": "Zuri"}]
    renamed = edm.patch(f"/individuals/{individual}", {"names": names})
    assert (renamed.status_code, renamed.json["name"]) == (200, "Amani")
    assert edm.get(f"/encounters/{encounter}")["individual"]["name"] == "Amani"
    _, other = edm.known("Zuri")
    assert other != individual
    taken = edm.patch(
        f"/individuals/{other}", {"names": [{"context": "default", "value": "AMANI"}]}
    )
    assert (taken.status_code, taken.json["code"]) == (409, "name_taken")
    assert taken.json["errors"][0]["pointer"] == "/names/0/value"


def test_visibility_is_changed_with_the_record_and_owner_and_projects_for_many_at_once(edm):
    first, second = edm.one(submission="s1", projects=["p1"]), edm.one(submission="s1")
    assert edm.patch(f"/encounters/{first}", {"visibility": "private"}).status_code == 200
    assert edm.patch(f"/encounters/{first}", {"visibility": "odd"}).status_code == 422
    change = {
        "submission": "s1",
        "owner": "them",
        "add_projects": ["p2"],
        "remove_projects": ["p1"],
    }
    changed = edm.post("/encounters/access", change, scope_of("me"))
    assert set(changed["encounters"]) == {first, second}
    for each in (first, second):
        record = edm.get(f"/encounters/{each}")
        assert (record["owner"], record["projects"]) == ("them", ["p2"])
    assert edm.get(f"/encounters/{first}")["visibility"] == "private"
    unknown = edm.call("POST", "/encounters/access", {"encounters": [str(new_id())]})
    assert unknown.status_code == 404
