"""Which individuals are one and which are several: everything of both is kept, and every step can be undone."""

from __future__ import annotations

import pytest

from service_kit.identity import new_id
from tests.edm.service import scope_of


def merge(edm, into, *others, resolve=None, merge_id=None, **options):
    body = {"merge": merge_id or str(new_id()), "from": list(others), "resolve": resolve or {}}
    return edm.call("POST", f"/individuals/{into}/merge", body, **options)


def changed(edm, individual, **partial):
    answer = edm.patch(f"/individuals/{individual}", partial)
    assert answer.status_code == 200, answer.json
    return answer.json


def named(*pairs):
    return [{"context": context, "value": value} for context, value in pairs]


@pytest.fixture
def two(edm):
    """Two individuals that agree where both say something."""
    first_encounter, first = edm.known("Zuri", time={"year": 2020})
    second_encounter, second = edm.known("Tamu", time={"year": 2021})
    changed(edm, first, comments="calm", sex="unknown")
    changed(
        edm,
        second,
        names=named(("catalogue", "Z-7")),
        comments="shy",
        sex="female",
        life_dates={"birth": {"year": 2015}},
    )
    return {"first": (first, first_encounter), "second": (second, second_encounter)}


def test_an_individual_is_added_with_its_encounters(edm):
    encounters = [edm.one(), edm.one()]
    body = {
        "id": str(new_id()),
        "species": "plains zebra",
        "encounters": encounters,
        "names": named(("default", "Zuri")),
        "sex": "female",
    }
    answer = edm.call("POST", "/individuals", body)
    assert (answer.status_code, answer.json["encounters_count"]) == (201, 2)
    assert (answer.json["species"], answer.json["sex"]) == ("equus_quagga", "female")
    again = edm.call("POST", "/individuals", body)
    assert (again.status_code, again.json) == (201, answer.json)
    other = edm.call("POST", "/individuals", {**body, "sex": "male"})
    assert (other.status_code, other.json["code"]) == (409, "id_taken")


def test_an_individual_that_gave_its_last_encounter_to_a_new_one_can_come_back(edm):
    encounter, individual = edm.known("Zuri")
    body = {"id": str(new_id()), "species": "equus_quagga", "encounters": [encounter]}
    asked = edm.call("POST", "/individuals", body)
    assert (asked.status_code, asked.json["code"]) == (409, "would_orphan")
    edm.post("/individuals?cascade=true", body)
    assert edm.identify([encounter], individual, cascade=True).status_code == 200
    assert edm.get(f"/individuals/{individual}")["name"] == "Zuri"


def test_an_individual_without_encounters_is_refused_with_every_fault(edm):
    body = {"id": "x", "species": "unicorn", "encounters": [], "names": named(("a", "NA"))}
    answer = edm.call("POST", "/individuals", body)
    assert answer.status_code == 422
    assert {fault["code"] for fault in answer.json["errors"]} == {
        "not_a_uuid",
        "unknown_species",
        "too_few",
        "not_a_name",
    }


def test_merging_keeps_everything_of_both(edm, two):
    (first, first_encounter), (second, second_encounter) = two["first"], two["second"]
    answer = merge(edm, first, second)
    assert answer.status_code == 200, answer.json
    one = answer.json
    assert one["names"] == named(("default", "Zuri"), ("catalogue", "Z-7"))
    assert one["sex"] == "female"
    assert one["life_dates"]["birth"]["year"] == 2015
    assert one["comments"] == "calm\n\nshy"
    assert (one["encounters_count"], one["first_seen"], one["last_seen"]) == (2, "2020", "2021")
    for encounter in (first_encounter, second_encounter):
        assert edm.get(f"/encounters/{encounter}")["individual"]["id"] == first
    gone = edm.call("GET", f"/individuals/{second}")
    assert (gone.status_code, gone.json["code"], gone.json["individual"]) == (410, "merged", first)


def test_unmerging_gives_both_back_as_they_were(edm, two):
    (first, first_encounter), (second, second_encounter) = two["first"], two["second"]
    before = [edm.get(f"/individuals/{each}") for each in (first, second)]
    merge_id = str(new_id())
    merge(edm, first, second, merge_id=merge_id)
    later, _ = edm.known("Zuri")
    for _ in range(2):
        after = edm.post("/individuals/unmerge", {"merge": merge_id})["individuals"]
    moving = ("version", "updated_at", "encounters_count", "first_seen", "last_seen")
    for was, now in zip(before, after, strict=True):
        assert {key: now[key] for key in now if key not in moving} == {
            key: was[key] for key in was if key not in moving
        }
    owners = {
        each: edm.get(f"/encounters/{each}")["individual"]["id"]
        for each in (first_encounter, second_encounter, later)
    }
    assert owners == {first_encounter: first, second_encounter: second, later: first}


def test_only_what_they_disagree_about_is_asked(edm, two):
    first, second = two["first"][0], two["second"][0]
    changed(edm, first, sex="male", names=named(("default", "Zuri"), ("catalogue", "Z-3")))
    answer = merge(edm, first, second)
    assert (answer.status_code, answer.json["code"]) == (409, "merge_conflict")
    asked = {each["field"]: each["values"] for each in answer.json["conflicts"]}
    assert set(asked) == {"sex", "names.catalogue"}
    assert asked["sex"] == [
        {"individual": first, "value": "male"},
        {"individual": second, "value": "female"},
    ]
    wrong = merge(edm, first, second, resolve={"sex": "both", "names.catalogue": "Z-3"})
    assert wrong.status_code == 422
    done = merge(edm, first, second, resolve={"sex": "female", "names.catalogue": "Z-7"})
    assert done.status_code == 200
    assert done.json["sex"] == "female"
    assert {(name["context"], name["value"]) for name in done.json["names"]} == {
        ("default", "Zuri"),
        ("catalogue", "Z-7"),
        ("former catalogue", "Z-3"),
    }, "the name that gave way is kept"


def test_a_decision_about_nothing_is_told_so(edm, two):
    answer = merge(edm, two["first"][0], two["second"][0], resolve={"sexx": "female"})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/resolve/sexx"


def test_one_merge_is_carried_out_once(edm, two):
    first, second = two["first"][0], two["second"][0]
    merge_id = str(new_id())
    once = merge(edm, first, second, merge_id=merge_id)
    twice = merge(edm, first, second, merge_id=merge_id)
    assert (twice.status_code, twice.json) == (200, once.json)
    other = merge(edm, first, str(new_id()), merge_id=merge_id)
    assert (other.status_code, other.json["code"]) == (409, "decision_taken")
    assert merge(edm, first, first).status_code == 422


def test_a_merge_that_touches_others_encounters_names_them(edm, two):
    theirs, third = edm.known("Tatu", owner="them")
    answer = merge(edm, two["first"][0], third, scope=scope_of("me"))
    assert (answer.status_code, answer.json["code"]) == (403, "not_yours")
    assert answer.json["encounters"] == [theirs]


def test_merges_are_undone_in_reverse_order(edm, two):
    first, second = two["first"][0], two["second"][0]
    _, third = edm.known("Tatu")
    inner, outer = str(new_id()), str(new_id())
    merge(edm, first, second, merge_id=inner)
    resolve = {"names.default": "Tatu"}
    assert merge(edm, third, first, merge_id=outer, resolve=resolve).status_code == 200
    gone = edm.call("GET", f"/individuals/{second}")
    assert (gone.status_code, gone.json["individual"]) == (410, third)
    early = edm.call("POST", "/individuals/unmerge", {"merge": inner})
    assert (early.status_code, early.json["code"]) == (409, "cannot_undo")
    edm.post("/individuals/unmerge", {"merge": outer})
    edm.post("/individuals/unmerge", {"merge": inner})
    names = {each["name"] for each in edm.get("/individuals")["items"]}
    assert names == {"Zuri", None, "Tatu"}


def test_a_merge_whose_encounters_all_went_elsewhere_is_not_undone(edm, two):
    (first, _), (second, second_encounter) = two["first"], two["second"]
    merge_id = str(new_id())
    merge(edm, first, second, merge_id=merge_id)
    edm.identify([second_encounter], str(new_id()))
    answer = edm.call("POST", "/individuals/unmerge", {"merge": merge_id})
    assert (answer.status_code, answer.json["code"]) == (409, "cannot_undo")
    assert edm.get(f"/individuals/{first}")["sex"] == "female", "nothing of it was undone"


def test_splitting_moves_encounters_to_a_new_individual(edm):
    first, individual = edm.known("Zuri")
    second, _ = edm.known("Zuri")
    body = {"split": str(new_id()), "encounters": [second], "individual": str(new_id())}
    for _ in range(2):
        answer = edm.call("POST", f"/individuals/{individual}/split", body)
        assert (answer.status_code, answer.json["previous"]) == (200, {second: individual})
    assert edm.get(f"/encounters/{first}")["individual"]["id"] == individual
    assert edm.get(f"/encounters/{second}")["individual"]["id"] == body["individual"]
    for each in (individual, body["individual"]):
        actions = {entry["action"] for entry in edm.get(f"/individuals/{each}/history")["items"]}
        assert "identified" in actions


def test_splitting_the_last_encounter_off_asks_first(edm):
    encounter, individual = edm.known("Zuri")
    body = {"split": str(new_id()), "encounters": [encounter], "individual": str(new_id())}
    answer = edm.call("POST", f"/individuals/{individual}/split", body)
    assert (answer.status_code, answer.json["code"]) == (409, "would_orphan")


def test_what_is_not_of_the_individual_is_not_split_off(edm):
    _, individual = edm.known("Zuri")
    stranger, _ = edm.known("Tamu")
    body = {"split": str(new_id()), "encounters": [stranger], "individual": str(new_id())}
    answer = edm.call("POST", f"/individuals/{individual}/split", body)
    assert (answer.status_code, answer.json["code"]) == (409, "identity_moved")
