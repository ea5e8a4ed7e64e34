"""Does what sheets tell come back: in reads, in the history, after a merge, and only to who may see it?"""

from __future__ import annotations

import copy
import json

from service_kit.identity import new_id
from service_kit.scope import Reach, Scope
from tests.edm.service import PUBLIC, an_encounter, envelope, scope_of, sighting
from tests.edm.told import ANIMAL, PEOPLE, SURVEY, TOLD

ME = scope_of("me")


def told(**changes):
    return an_encounter(**{"individual_name": "Zoe", **copy.deepcopy(TOLD), **changes})


def individual_of(edm, encounter):
    owner = edm.get(f"/encounters/{encounter}")["individual"]["id"]
    return edm.get(f"/individuals/{owner}")


def test_what_is_told_comes_back(edm):
    encounter = edm.one(encounters=[told()], survey=SURVEY)
    record = edm.get(f"/encounters/{encounter}", ME)
    assert {name: record[name] for name in TOLD} == TOLD
    assert edm.get(f"/sightings/{record['sighting']}", ME)["survey"] == SURVEY
    assert edm.get("/encounters", ME)["items"] == [record]


def test_a_new_animal_is_all_that_its_rows_tell(edm):
    more = {"social_units": [{"name": "Harem 5"}], "satellite_tags": ["PTT-2"]}
    (first, _) = (
        each["id"]
        for each in edm.report(
            sighting(encounters=[told()]), sighting(encounters=[told(animal=more)])
        )["encounters"]
    )
    animal = individual_of(edm, first)
    assert animal["names"] == [
        {"context": "default", "value": "Zoe"},
        {"context": "nickname", "value": "Stripe"},
    ]
    assert animal["social_units"] == [*ANIMAL["social_units"], {"name": "Harem 5", "role": None}]
    assert animal["satellite_tags"] == ["PTT-1", "PTT-2"]
    assert animal["custom_fields"] == ANIMAL["custom_fields"]


def test_a_known_animal_learns_what_is_new_and_the_history_says_so(edm):
    _, owner = edm.known("Zoe")
    edm.patch(f"/individuals/{owner}", {"social_units": [{"name": "harem 4"}]})
    edm.one(encounters=[told()])
    edm.one(encounters=[told()])
    animal = edm.get(f"/individuals/{owner}")
    assert animal["social_units"] == ANIMAL["social_units"], "the role was not known before"
    assert animal["satellite_tags"] == ["PTT-1"]
    assert {"context": "nickname", "value": "Stripe"} in animal["names"]
    changes = [
        each
        for each in edm.get(f"/individuals/{owner}/history")["items"]
        if each["action"] == "changed" and "satellite_tags" in each["after"]
    ]
    assert [each["after"]["satellite_tags"] for each in changes] == [["PTT-1"]]


def test_what_contradicts_a_known_animal_is_refused_and_named(edm):
    edm.one(encounters=[told()])
    other = {
        "names": [{"context": "Nickname", "value": "Dot"}],
        "custom_fields": {"story": "Born on the hill."},
    }
    refusal = edm.call("POST", "/sightings", envelope(sighting(encounters=[told(animal=other)])))
    assert refusal.status_code == 422
    faults = {fault["pointer"]: fault for fault in refusal.json["errors"]}
    name = faults["/sightings/0/encounters/0/animal/names/0/value"]
    assert name["code"] == "animal_contradicts"
    assert "Zoe" in name["message"]
    assert "Stripe" in name["message"]
    assert "/sightings/0/encounters/0/animal/custom_fields/story" in faults
    assert edm.get("/encounters?total=true")["total"] == 1, "nothing was saved"


def test_two_rows_that_contradict_each_other_are_refused(edm):
    other = told(animal={"names": [{"context": "nickname", "value": "Dot"}]})
    report = envelope(sighting(encounters=[told()]), sighting(encounters=[other]))
    refusal = edm.call("POST", "/sightings", report)
    (fault,) = refusal.json["errors"]
    assert fault["pointer"] == "/sightings/1/encounters/0/animal/names/0/value"


def test_a_nickname_of_another_animal_is_refused(edm):
    edm.one(encounters=[told()])
    refusal = edm.call(
        "POST",
        "/sightings",
        envelope(
            sighting(encounters=[told(individual_name="Kito")]),
            sighting(
                encounters=[
                    told(individual_name="Ada", animal={"names": [{"context": "n", "value": "X"}]}),
                    told(individual_name="Eve", animal={"names": [{"context": "n", "value": "x"}]}),
                ]
            ),
        ),
    )
    assert {(fault["pointer"], fault["code"]) for fault in refusal.json["errors"]} == {
        ("/sightings/0/encounters/0/animal/names/0/value", "name_taken"),
        ("/sightings/1/encounters/1/animal/names/0/value", "name_taken"),
    }


def test_what_is_told_of_anothers_animal_stays_with_the_encounter(edm):
    _, owner = edm.known("Zoe", owner="other")
    both = Reach(owners=frozenset({"me", "other"}))
    scope = Scope(read=both, exact=both, write=Reach(owners=frozenset({"me"})))
    answer = edm.post("/sightings", envelope(sighting(encounters=[told()])), scope)
    assert edm.get(f"/individuals/{owner}")["satellite_tags"] == []
    encounter = edm.get(f"/encounters/{answer['encounters'][0]['id']}", scope)
    assert encounter["individual"]["id"] == owner
    assert encounter["animal"] == ANIMAL


def test_people_are_shown_only_with_the_exact_place(edm):
    encounter = edm.one(
        encounters=[told(verbatim={"helper": "Dan"}, custom_fields={"submitter_name": "Ann Roe"})]
    )
    edm.patch(f"/encounters/{encounter}", {"people": PEOPLE[:2]})
    secrets = ("Ann", "ann@", "bo@", "Mara U", "Cy", "Dan")
    mine = json.dumps(edm.get(f"/encounters/{encounter}/history", ME))
    assert all(secret in mine for secret in secrets)
    record = edm.get(f"/encounters/{encounter}", PUBLIC)
    assert record["people"] == []
    assert record["keywords"] == TOLD["keywords"]
    for path in (f"/encounters/{encounter}", f"/encounters/{encounter}/history", "/encounters"):
        shown = json.dumps(edm.get(path, PUBLIC))
        assert not [secret for secret in secrets if f'"{secret}' in shown], path
        assert "submitter_name" not in shown


def test_people_are_not_searched_for(edm):
    edm.one(encounters=[told(custom_fields={"submitter_name": "Ann Roe"})])
    for field in ("people", "people.name", "custom.submitter_name"):
        asked = {"filter": {"field": field, "op": "eq", "value": "Ann Roe"}}
        assert edm.call("POST", "/encounters/search", asked).status_code == 422, field


def test_what_is_told_can_be_corrected(edm):
    encounter = edm.one(encounters=[told()], survey=SURVEY)
    changed = edm.patch(
        f"/encounters/{encounter}",
        {"measurements": [], "animal": {"satellite_tags": []}, "people": PEOPLE[2:]},
    ).json
    assert changed["measurements"] == []
    assert changed["animal"] == {**ANIMAL, "satellite_tags": []}
    assert changed["people"] == PEOPLE[2:]
    changed = edm.patch(f"/sightings/{changed['sighting']}", {"survey": {"vessel": None}}).json
    assert changed["survey"] == {**SURVEY, "vessel": None}
    entry = edm.get(f"/sightings/{changed['id']}/history")["items"][0]
    assert (entry["before"]["survey"], entry["after"]["survey"]) == (SURVEY, changed["survey"])


def test_a_copy_shares_the_pictures_and_nothing_of_the_animal(edm):
    encounter = edm.one(encounters=[told()])
    copies = edm.post(f"/encounters/{encounter}/duplicate", {"ids": [str(new_id())]})
    (copied,) = copies["encounters"]
    assert copied["individual"] is None
    assert {name: copied[name] for name in ("keywords", "people", "media")} == {
        name: TOLD[name] for name in ("keywords", "people", "media")
    }
    assert (copied["measurements"], copied["samples"], copied["animal"]) == ([], [], None)


def test_a_merge_keeps_the_units_and_tags_of_both_and_undoing_it_gives_them_back(edm):
    first = individual_of(edm, edm.one(encounters=[told()]))
    other = {"social_units": [{"name": "Harem 5"}], "satellite_tags": ["PTT-2"]}
    second = individual_of(edm, edm.one(encounters=[told(individual_name="Ada", animal=other)]))
    merge = str(new_id())
    asked = {"merge": merge, "from": [second["id"]], "resolve": {"names.default": "Zoe"}}
    merged = edm.post(f"/individuals/{first['id']}/merge", asked)
    assert merged["satellite_tags"] == ["PTT-1", "PTT-2"]
    assert [each["name"] for each in merged["social_units"]] == ["Harem 4", "Harem 5"]
    again = edm.post("/individuals/unmerge", {"merge": merge})["individuals"]
    for before, after in zip((first, second), again, strict=True):
        for name in ("social_units", "satellite_tags"):
            assert after[name] == before[name]


def test_a_split_leaves_each_animal_its_own(edm):
    first = edm.one(encounters=[told()])
    second = edm.one(encounters=[told(animal=None)])
    owner = individual_of(edm, first)["id"]
    new = str(new_id())
    body = {"split": str(new_id()), "encounters": [second], "individual": new}
    edm.post(f"/individuals/{owner}/split", body)
    assert edm.get(f"/individuals/{owner}")["satellite_tags"] == ["PTT-1"]
    assert edm.get(f"/individuals/{new}")["satellite_tags"] == []


def test_a_split_sighting_was_of_the_same_survey(edm):
    report = edm.report(sighting(encounters=[told(), an_encounter()], survey=SURVEY))
    new = str(new_id())
    body = {"sighting": new, "encounters": [report["encounters"][1]["id"]]}
    split = edm.post(f"/sightings/{report['sightings'][0]['id']}/split", body)
    assert split["survey"] == SURVEY


def test_an_encounters_own_state_counts_where_the_reporter_may_approve(edm):
    def states(state):
        rows = [an_encounter(state=each) for each in ("unidentifiable", "unapproved", None)]
        report = edm.report(sighting(encounters=rows), state=state)
        return [edm.get(f"/encounters/{each['id']}")["state"] for each in report["encounters"]]

    assert states("approved") == ["unidentifiable", "unapproved", "approved"]
    assert states("unapproved") == ["unapproved"] * 3
    trick = edm.one(encounters=[an_encounter(state="approved")], state="unapproved")
    assert edm.get(f"/encounters/{trick}")["state"] == "unapproved"
