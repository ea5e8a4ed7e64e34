"""Does a report become sightings and encounters: all of it, once, and nothing of a bad one?"""

from __future__ import annotations

import threading

import pytest

from service_kit.identity import new_id
from service_kit.scope import Reach, Scope
from tests.edm.service import NOBODY, an_encounter, envelope, scope_of, sighting


def faults_of(answer):
    return {(fault["pointer"], fault["code"]) for fault in answer.json["errors"]}


def nothing_was_saved(edm):
    return edm.get("/statistics") == {
        "sightings": 0,
        "encounters": 0,
        "individuals": 0,
        "unapproved": 0,
        "identified": 0,
        "species": [],
    }


def test_a_report_is_read_back_as_it_was_sent(edm):
    sent = sighting(
        time={
            "year": 2024, "month": 6, "day": 3, "hour": 7, "minute": 30,
            "utc_offset": "+03:00", "source": "exif",
        },
        verbatim_locality="by the river",
        comments="a large herd 🦓",
        encounters=[an_encounter(sex="female", behaviour="grazing", verbatim={"Art": "Zebra"})],
    )  # fmt: skip
    edm.report(sent, projects=["p2", "p1"], submission="s1")
    encounter = edm.get(f"/encounters/{sent['encounters'][0]['id']}")
    expected = {
        "sighting": sent["id"],
        "species": "equus_quagga",
        "owner": "me",
        "projects": ["p1", "p2"],
        "submission": "s1",
        "state": "approved",
        "visibility": "public",
        "time": {
            "year": 2024, "month": 6, "day": 3, "hour": 7, "minute": 30, "second": None,
            "precision": "minute", "utc_offset": "+03:00", "zone": None, "source": "exif",
        },
        "location": {
            "latitude": -1.43, "longitude": 35.12, "exact": True, "source": "exif",
            "uncertainty_metres": None,
        },
        "region": "mara",
        "verbatim_locality": "by the river",
        "sex": "female",
        "behaviour": "grazing",
        "verbatim": {"Art": "Zebra"},
        "individual": None,
        "version": 1,
    }  # fmt: skip
    assert expected.items() <= encounter.items()
    whole = edm.get(f"/sightings/{sent['id']}")
    assert whole["comments"] == "a large herd 🦓"
    assert [each["id"] for each in whole["encounters"]] == [encounter["id"]]


def test_zero_is_a_latitude_and_a_longitude(edm):
    encounter = edm.one(location={"latitude": 0, "longitude": 0})
    location = edm.get(f"/encounters/{encounter}")["location"]
    assert (location["latitude"], location["longitude"]) == (0, 0)


def test_a_missing_part_of_the_time_is_never_invented(edm):
    time = edm.get(f"/encounters/{edm.one(time={'year': 2023, 'month': 2})}")["time"]
    assert time["precision"] == "month"
    assert [time[part] for part in ("day", "hour", "minute", "second", "utc_offset", "zone")] == [
        None
    ] * 6


def test_an_encounter_may_have_time_place_and_species_of_its_own(edm):
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
    first, second = (edm.get(f"/encounters/{one['id']}") for one in sent["encounters"])
    assert (first["species"], first["time"]["day"]) == ("equus_quagga", 3)
    assert (second["species"], second["time"]["day"]) == ("equus_grevyi", 4)
    assert second["location"]["latitude"] == 0.5


def test_the_same_report_again_answers_the_same_and_changes_nothing(edm):
    body = envelope(sighting(encounters=[an_encounter(individual_name="Zuri"), an_encounter()]))
    first = edm.call("POST", "/sightings", body)
    again = edm.call("POST", "/sightings", body)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert edm.get("/statistics")["encounters"] == 2


def test_the_same_id_with_other_content_is_refused(edm):
    sent = sighting()
    edm.report(sent)
    other = edm.call("POST", "/sightings", envelope({**sent, "comments": "other"}))
    assert (other.status_code, other.json["code"]) == (409, "id_taken")
    stolen = sighting(encounters=[an_encounter(id=sent["encounters"][0]["id"])])
    answer = edm.call("POST", "/sightings", envelope(stolen, sighting()))
    assert (answer.status_code, answer.json["code"]) == (409, "id_taken")
    assert edm.get("/statistics")["sightings"] == 1


def test_a_longer_report_goes_on_where_a_shorter_one_ended(edm):
    first, second = sighting(), sighting()
    edm.report(first)
    assert len(edm.report(first, second)["encounters"]) == 2
    assert edm.get("/statistics")["sightings"] == 2


def test_every_fault_is_told_at_once_and_nothing_is_saved(edm):
    bad = [
        sighting(species="giraffa_reticulata", custom_fields={"water_depth": 4}),
        sighting(location={"latitude": -1.4}),
        sighting(location={"latitude": 1, "longitude": 181}),
        sighting(time={"year": 2999, "month": 1}),
        sighting(time={"year": 2023, "month": 2, "day": 30}),
        sighting(species="Plains zebar"),
        sighting(),
    ]
    answer = edm.call("POST", "/sightings", envelope(*bad))
    assert answer.status_code == 422
    pointers = {fault["pointer"] for fault in answer.json["errors"]}
    assert {pointer.split("/")[2] for pointer in pointers} == {"0", "1", "2", "3", "4", "5"}
    codes = dict(faults_of(answer))
    assert codes["/sightings/0/custom_fields/water_depth"] in (
        "field_not_for_species",
        "field_at_other_level",
    )
    assert codes["/sightings/1/location/longitude"] == "incomplete_location"
    assert codes["/sightings/2/location/longitude"] == "out_of_range"
    assert codes["/sightings/3/time/year"] == "in_future"
    assert codes["/sightings/4/time/day"] == "no_such_date"
    assert codes["/sightings/5/species"] == "unknown_species"
    nearest = next(f for f in answer.json["errors"] if f["code"] == "unknown_species")
    assert nearest["suggestion"] == "equus_quagga"
    assert nothing_was_saved(edm)


def test_looking_at_a_report_tells_faults_and_saves_nothing(edm):
    good = edm.post("/validate", {"sightings": [sighting()]})
    assert (good["valid"], good["errors"], good["encounters"]) == (True, [], 1)
    bad = edm.post("/validate", {"sightings": [sighting(species="unicorn"), 7]})
    assert (bad["valid"], len(bad["errors"])) == (False, 2)
    assert nothing_was_saved(edm)


@pytest.mark.parametrize("sightings", [None, [], {}, "x", [None], [{"id": 5}], [[]]])
def test_what_is_no_report_at_all_is_refused_with_a_reason(edm, sightings):
    answer = edm.call("POST", "/sightings", {**envelope(), "sightings": sightings})
    assert answer.status_code == 422
    assert answer.json["errors"]


def test_who_may_write_nothing_saves_nothing(edm):
    for scope in (NOBODY, scope_of("another"), scope_of("me", unapproved_only=True)):
        answer = edm.call("POST", "/sightings", envelope(sighting()), scope=scope)
        assert (answer.status_code, answer.json["code"]) == (403, "not_yours")
    assert nothing_was_saved(edm)


def test_a_citizens_unapproved_report_is_saved(edm):
    scope = scope_of("me", unapproved_only=True)
    body = envelope(sighting(), state="unapproved")
    assert edm.call("POST", "/sightings", body, scope=scope).status_code == 201
    assert edm.get("/statistics")["unapproved"] == 1


def test_an_anonymous_report_is_written_by_its_submission(edm):
    reach = Reach(submissions=frozenset({"s1"}))
    body = envelope(sighting(), owner="anonymous", submission="s1", state="unapproved")
    scope = Scope(read=reach, exact=reach, write=reach)
    assert edm.call("POST", "/sightings", body, scope=scope).status_code == 201
    assert len(edm.get("/encounters", scope)["items"]) == 1


def test_a_named_animal_is_found_again_in_any_case(edm):
    _, first = edm.known("Zuri")
    _, second = edm.known("  zuRI ")
    _, of_another_species = edm.known("Zuri", species="equus_grevyi")
    assert first == second
    assert of_another_species != first
    individual = edm.get(f"/individuals/{first}")
    assert (individual["name"], individual["encounters_count"]) == ("Zuri", 2)


@pytest.mark.parametrize("name", ["NA", "None", "unknown", "nan", "  ", "?"])
def test_a_word_for_no_name_names_no_animal(edm, name):
    encounter = edm.one(encounters=[an_encounter(individual_name=name)])
    assert edm.get(f"/encounters/{encounter}")["individual"] is None
    assert edm.get("/statistics")["individuals"] == 0


def test_the_name_of_an_animal_that_the_caller_may_not_see_is_a_fault(edm):
    edm.known("Zuri", owner="another", visibility="private")
    body = envelope(sighting(encounters=[an_encounter(individual_name="Zuri")]))
    answer = edm.call("POST", "/sightings", body, scope=scope_of("me"))
    assert answer.status_code == 422
    assert faults_of(answer) == {
        ("/sightings/0/encounters/0/individual_name", "name_taken"),
    }


def test_reports_that_name_one_new_animal_at_the_same_moment_agree_on_one(edm):
    answers = []

    def send():
        body = envelope(sighting(encounters=[an_encounter(individual_name="Zuri")]))
        answers.append(edm.call("POST", "/sightings", body).status_code)

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [201] * 6
    page = edm.get("/individuals?total=true")
    assert (page["total"], page["items"][0]["encounters_count"]) == (1, 6)


def test_one_report_sent_many_times_at_once_is_saved_once(edm):
    body = envelope(sighting(), sighting())
    answers = []

    def send():
        answers.append(edm.call("POST", "/sightings", body))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [201] * 6
    assert edm.get("/statistics")["sightings"] == 2


def test_an_id_that_is_nobodys_is_not_found(edm):
    for noun in ("sightings", "encounters", "individuals"):
        answer = edm.call("GET", f"/{noun}/{new_id()}")
        assert (answer.status_code, answer.json["code"]) == (404, "not_found")
