"""Who is it? Decided once, undone when wrong, and never against what somebody else decided meanwhile."""

from __future__ import annotations

import threading

import pytest

from service_kit.identity import new_id
from tests.edm.service import an_encounter, scope_of, sighting


def identity(edm, encounter):
    individual = edm.get(f"/encounters/{encounter}")["individual"]
    return individual and individual["id"]


def test_an_unknown_id_adds_an_individual_with_the_names_given(edm):
    encounter, individual = edm.one(), str(new_id())
    names = [{"context": "default", "value": "Zuri"}, {"context": "catalogue", "value": "Z-1"}]
    answer = edm.identify([encounter], individual, names=names).json
    assert answer["previous"] == {encounter: None}
    assert answer["individual"]["names"] == names
    assert answer["encounters"][0]["individual"] == {"id": individual, "name": "Zuri"}
    assert edm.get(f"/individuals/{individual}")["encounters_count"] == 1


def test_an_unknown_id_adds_nobody_where_a_known_individual_is_meant(edm):
    encounter, wrong = edm.one(), str(new_id())
    answer = edm.identify([encounter], wrong, known=True)
    assert (answer.status_code, answer.json["code"]) == (404, "individual_unknown")
    assert identity(edm, encounter) is None
    assert edm.call("GET", f"/individuals/{wrong}").status_code == 404


def test_an_individual_without_a_name_is_named_by_the_pattern_of_its_species(edm):
    names = [edm.identify([edm.one()], str(new_id())).json["individual"]["name"] for _ in range(2)]
    assert names == ["ZPL-0001", "ZPL-0002"]


def test_one_decision_is_carried_out_once(edm):
    encounter, individual, decision = edm.one(), str(new_id()), str(new_id())
    first = edm.identify([encounter], individual, decision=decision)
    edm.identify([encounter], None, cascade=True)
    again = edm.identify([encounter], individual, decision=decision)
    assert (again.status_code, again.json["previous"]) == (200, first.json["previous"])
    assert identity(edm, encounter) is None
    other = edm.identify([encounter], str(new_id()), decision=decision)
    assert (other.status_code, other.json["code"]) == (409, "decision_taken")


def test_the_last_encounter_of_an_individual_is_not_taken_away_unasked(edm):
    encounter, individual = edm.known("Zuri")
    answer = edm.identify([encounter], None)
    assert (answer.status_code, answer.json["code"]) == (409, "would_orphan")
    assert answer.json["individuals"] == [{"id": individual, "name": "Zuri"}]
    assert "Zuri" in answer.json["detail"]
    assert identity(edm, encounter) == individual
    assert edm.identify([encounter], None, cascade=True).status_code == 200
    assert edm.call("GET", f"/individuals/{individual}").status_code == 404


def test_an_individual_returns_with_its_encounter_when_a_decision_is_undone(edm):
    encounter, individual = edm.known("Zuri")
    edm.identify([encounter], None, cascade=True)
    assert edm.identify([encounter], individual).status_code == 200
    assert edm.get(f"/individuals/{individual}")["name"] == "Zuri"


def test_what_somebody_else_decided_in_the_meantime_is_not_overwritten(edm):
    encounter, individual = edm.known("Zuri")
    answer = edm.identify([encounter], str(new_id()), expected={encounter: None}, cascade=True)
    assert (answer.status_code, answer.json["code"]) == (409, "identity_moved")
    assert answer.json["current"] == {encounter: individual}
    agreed = edm.identify(
        [encounter], str(new_id()), expected={encounter: individual}, cascade=True
    )
    assert agreed.status_code == 200


def test_an_encounter_of_another_species_is_not_the_individual(edm):
    _, individual = edm.known("Zuri")
    other = edm.one(species="equus_grevyi")
    answer = edm.identify([other], individual)
    assert (answer.status_code, answer.json["code"]) == (409, "species_differ")
    assert identity(edm, other) is None


@pytest.mark.parametrize("state", ["rejected", "unidentifiable"])
def test_what_cannot_be_identified_gets_no_identity(edm, state):
    encounter = edm.one()
    edm.post(f"/encounters/{encounter}/state", {"state": state})
    answer = edm.identify([encounter], str(new_id()))
    assert (answer.status_code, answer.json["code"]) == (409, "not_identifiable")


def test_what_has_an_identity_does_not_become_unidentifiable(edm):
    encounter, _ = edm.known("Zuri")
    answer = edm.call("POST", f"/encounters/{encounter}/state", {"state": "unidentifiable"})
    assert (answer.status_code, answer.json["code"]) == (409, "still_identified")


def test_an_individual_that_the_caller_may_not_see_is_unknown(edm):
    _, hidden = edm.known("Zuri", owner="them", visibility="private")
    encounter = edm.one()
    answer = edm.identify([encounter], hidden, scope_of("me"))
    assert (answer.status_code, answer.json["code"]) == (404, "individual_unknown")


def test_a_deleted_individual_of_somebody_else_is_not_brought_back(edm):
    theirs, individual = edm.known("Zuri", owner="them")
    edm.call("DELETE", f"/individuals/{individual}")
    answer = edm.identify([edm.one()], individual, scope_of("me"))
    assert (answer.status_code, answer.json["code"]) == (404, "individual_unknown")
    assert edm.identify([theirs], individual, scope_of("them")).status_code == 200


@pytest.mark.parametrize("value", ["NA", "None", "unknown", "nan"])
def test_a_word_for_no_name_is_no_name(edm, value):
    names = [{"context": "default", "value": value}]
    answer = edm.identify([edm.one()], str(new_id()), names=names)
    assert answer.status_code == 422
    assert [fault["code"] for fault in answer.json["errors"]] == ["not_a_name"]


def test_a_name_belongs_to_one_animal_of_a_species_in_a_context(edm):
    edm.known("Zuri")
    taken = [{"context": "default", "value": "zuri"}]
    answer = edm.identify([edm.one()], str(new_id()), names=taken)
    assert (answer.status_code, answer.json["code"]) == (409, "name_taken")
    elsewhere = [{"context": "nickname", "value": "Zuri"}]
    assert edm.identify([edm.one()], str(new_id()), names=elsewhere).status_code == 200
    grevy = edm.one(species="equus_grevyi")
    assert edm.identify([grevy], str(new_id()), names=taken).status_code == 200


def test_of_many_who_give_one_name_at_the_same_moment_one_succeeds(edm):
    encounters = [edm.one() for _ in range(6)]
    names = [{"context": "default", "value": "Zuri"}]
    answers = []

    def name(encounter):
        answers.append(edm.identify([encounter], str(new_id()), names=names))

    threads = [threading.Thread(target=name, args=(each,)) for each in encounters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 5
    assert {answer.json.get("code") for answer in answers} == {None, "name_taken"}


def test_of_two_who_take_the_last_two_encounters_away_one_is_told(edm):
    first, individual = edm.known("Zuri")
    second, _ = edm.known("Zuri")
    answers = []

    def take(encounter):
        answers.append(edm.identify([encounter], None).status_code)

    threads = [threading.Thread(target=take, args=(each,)) for each in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409]
    assert edm.get(f"/individuals/{individual}")["encounters_count"] == 1


# -- duplicates and states --------------------------------------------------------------------


def test_a_copy_shares_place_time_and_fields_and_never_the_identity(edm):
    sent = sighting(
        encounters=[an_encounter(individual_name="Zuri", custom_fields={"coat": "typical"})]
    )
    edm.report(sent, projects=["p1"], submission="s1")
    original = edm.get(f"/encounters/{sent['encounters'][0]['id']}")
    ids = [str(new_id()), str(new_id())]
    copies = edm.post(f"/encounters/{original['id']}/duplicate", {"ids": ids})["encounters"]
    assert {each["id"] for each in copies} == set(ids)
    shared = (
        "sighting", "species", "time", "location", "region", "custom_fields", "owner", "projects",
        "submission", "state", "visibility",
    )  # fmt: skip
    for copy in copies:
        assert {key: copy[key] for key in shared} == {key: original[key] for key in shared}
        assert copy["individual"] is None
    again = edm.call("POST", f"/encounters/{original['id']}/duplicate", {"ids": ids})
    assert (again.status_code, again.json["encounters"]) == (201, copies)
    assert len(edm.get(f"/sightings/{sent['id']}")["encounters"]) == 3


def test_a_copy_does_not_take_anothers_id(edm):
    first, second = edm.one(), edm.one()
    answer = edm.call("POST", f"/encounters/{first}/duplicate", {"ids": [second]})
    assert (answer.status_code, answer.json["code"]) == (409, "id_taken")


def test_a_state_is_changed_by_who_may_and_written_down_with_its_reason(edm):
    encounter = edm.one(state="unapproved")
    edm.post(f"/encounters/{encounter}/state", {"state": "rejected", "reason": "a cow"})
    edm.post(f"/encounters/{encounter}/state", {"state": "rejected"})
    newest, *earlier = edm.get(f"/encounters/{encounter}/history")["items"]
    assert (newest["action"], newest["reason"]) == ("state", "a cow")
    assert (newest["before"], newest["after"]) == ({"state": "unapproved"}, {"state": "rejected"})
    assert [each["action"] for each in earlier] == ["created"]
    assert edm.call("POST", f"/encounters/{encounter}/state", {"state": "odd"}).status_code == 422


def test_citizens_do_not_approve_their_own_records(edm):
    encounter = edm.one(state="unapproved")
    scope = scope_of("me", unapproved_only=True)
    answer = edm.call("POST", f"/encounters/{encounter}/state", {"state": "approved"}, scope=scope)
    assert (answer.status_code, answer.json["code"]) == (403, "not_yours")
