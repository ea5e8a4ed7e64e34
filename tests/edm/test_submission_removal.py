"""Does the removal of a submission take what its preview said, leave what others built on, and come back whole?"""

from __future__ import annotations

import pytest

from service_kit.identity import new_id
from service_kit.scope import Reach, Scope
from tests.databases import on_postgresql
from tests.edm.plans import (
    count_rows,
    goes_through_a_table,
    plans,
    statements,
    takes_the_square,
)
from tests.edm.service import an_encounter, scope_of, sighting

NOTHING_STAYS = {"sightings": [], "individuals": []}


def herd(edm, *names, submission="import"):
    """A sighting of these animals, and the ids of their encounters."""
    sent = sighting(encounters=[an_encounter(individual_name=name) for name in names])
    edm.report(sent, submission=submission)
    return sent["id"], [each["id"] for each in sent["encounters"]]


def preview(edm, submission="import", **options):
    return edm.get(f"/submissions/{submission}/removal", **options)


def remove(edm, submission="import"):
    return edm.post(f"/submissions/{submission}/remove?cascade=true")


def restore(edm, submission="import"):
    return edm.post(f"/submissions/{submission}/restore")


def step(edm, how, limit=1, submission="import"):
    """One step of the removal or of the restoring."""
    cascade = "cascade=true&" if how == "remove" else ""
    return edm.post(f"/submissions/{submission}/{how}?{cascade}limit={limit}")


def step_by_step(edm, how, limit=1):
    """All steps, and what they took or brought together."""
    total, left = {noun: [] for noun in ("sightings", "encounters", "individuals")}, None
    while left != 0:
        outcome = step(edm, how, limit)
        assert left is None or outcome["left"] < left
        left = outcome.pop("left")
        for noun, ids in outcome.items():
            total[noun] += ids
    return {noun: sorted(ids) for noun, ids in total.items()}


def counts(foretold):
    return (foretold["encounters"], foretold["sightings"]["go"], foretold["individuals"]["go"])


def went(outcome):
    return tuple(len(outcome[noun]) for noun in ("encounters", "sightings", "individuals"))


def individual_of(edm, encounter):
    return edm.get(f"/encounters/{encounter}")["individual"]["id"]


def everything(edm):
    """All records, without what says when they were changed last."""
    return {
        noun: [
            {key: value for key, value in each.items() if key not in ("version", "updated_at")}
            for each in edm.get(f"/{noun}?limit=100")["items"]
        ]
        for noun in ("sightings", "encounters", "individuals")
    }


def test_all_of_a_submission_goes_where_nobody_built_on_it(edm):
    herd(edm, "Zuri", "Tamu")
    herd(edm, "Zuri")
    foretold = preview(edm)
    assert counts(foretold) == (3, 2, 2)
    assert {noun: foretold[noun]["stay"] for noun in NOTHING_STAYS} == NOTHING_STAYS
    assert went(remove(edm)) == counts(foretold)
    assert counts(preview(edm)) == (0, 0, 0), "what is gone does not go again"


def test_an_animal_that_others_have_seen_stays_with_what_they_saw(edm):
    _, (first, _) = herd(edm, "Zuri", "Tamu")
    _, (other,) = herd(edm, "Zuri", submission="theirs")
    zuri = individual_of(edm, first)
    foretold = preview(edm)
    assert counts(foretold) == (2, 1, 1)
    assert foretold["individuals"]["stay"] == [
        {
            "id": zuri,
            "name": "Zuri",
            "why": "1 encounter that did not come with this submission is of this animal.",
        }
    ]
    assert went(remove(edm)) == counts(foretold)
    assert edm.get(f"/individuals/{zuri}")["encounters_count"] == 1
    assert individual_of(edm, other) == zuri


def test_a_sighting_that_others_joined_stays_with_their_encounters(edm):
    mine, _ = herd(edm, "Zuri")
    theirs, others = herd(edm, "Tamu", "Nuru", submission="theirs")
    edm.post(f"/sightings/{mine}/join", {"join": str(new_id()), "from": [theirs]})
    foretold = preview(edm)
    assert counts(foretold) == (1, 0, 1)
    assert foretold["sightings"]["stay"] == [
        {
            "id": mine,
            "why": "2 encounters that did not come with this submission are in this sighting.",
        }
    ]
    assert went(remove(edm)) == counts(foretold)
    assert {each["id"] for each in edm.get(f"/sightings/{mine}")["encounters"]} == set(others)
    restore(edm)
    assert len(edm.get(f"/sightings/{mine}")["encounters"]) == 3


def test_an_animal_into_which_anothers_was_merged_stays(edm):
    _, (first,) = herd(edm, "Zuri")
    _, (second,) = herd(edm, "Tamu", submission="theirs")
    zuri, tamu = individual_of(edm, first), individual_of(edm, second)
    merge = {"merge": str(new_id()), "from": [tamu], "resolve": {"names.default": "Zuri"}}
    edm.post(f"/individuals/{zuri}/merge", merge)
    foretold = preview(edm)
    assert foretold["individuals"]["go"] == 0
    (stays,) = foretold["individuals"]["stay"]
    assert (stays["id"], stays["name"]) == (zuri, "Zuri")
    assert stays["why"].endswith("Another animal was merged into it.")
    remove(edm)
    assert individual_of(edm, second) == zuri
    restore(edm)
    edm.post("/individuals/unmerge", {"merge": merge["merge"]})
    assert (individual_of(edm, first), individual_of(edm, second)) == (zuri, tamu)


def test_what_others_built_on_is_found_again_unchanged_when_all_of_it_returns(edm):
    mine, _ = herd(edm, "Zuri", "Tamu")
    herd(edm, "Zuri", submission="theirs")
    theirs, _ = herd(edm, "Nuru", submission="theirs")
    edm.post(f"/sightings/{mine}/join", {"join": str(new_id()), "from": [theirs]})
    before = everything(edm)
    gone = remove(edm)
    assert everything(edm) != before
    assert restore(edm) == gone
    assert everything(edm) == before
    assert restore(edm)["encounters"] == []


def test_an_animal_that_was_merged_while_its_encounters_were_gone_is_followed(edm):
    _, (first,) = herd(edm, "Zuri")
    herd(edm, "Zuri", submission="theirs")
    _, (third,) = herd(edm, "Tamu", submission="theirs")
    zuri, tamu = individual_of(edm, first), individual_of(edm, third)
    remove(edm)
    merge = {"merge": str(new_id()), "from": [zuri], "resolve": {"names.default": "Tamu"}}
    edm.post(f"/individuals/{tamu}/merge", merge)
    restore(edm)
    assert individual_of(edm, first) == tamu


def test_every_name_that_was_given_away_meanwhile_is_told_at_once(edm):
    herd(edm, "Zuri", "Tamu", "Nuru")
    remove(edm)
    herd(edm, "zuri", "tamu", submission="theirs")
    answer = edm.call("POST", "/submissions/import/restore")
    assert (answer.status_code, answer.json["code"]) == (409, "name_taken")
    assert [each["value"] for each in answer.json["errors"]] == ["Tamu", "Zuri"]
    assert edm.get("/statistics")["encounters"] == 2, "and nothing of it is back"


def test_others_encounters_are_counted_only_for_those_who_may_see_them(edm):
    herd(edm, "Zuri")
    zuri = sighting(encounters=[an_encounter(individual_name="Zuri")])
    edm.report(zuri, submission="theirs", owner="them", visibility="private")
    (stays,) = preview(edm, scope=scope_of("me"))["individuals"]["stay"]
    assert stays["why"] == ("Encounters that did not come with this submission are of this animal.")


def test_who_may_not_remove_it_is_not_told_what_would_go(edm):
    herd(edm, "Zuri")
    for scope in (scope_of("them"), Scope(read=Reach(all=True))):
        answer = edm.call("GET", "/submissions/import/removal", scope=scope)
        assert (answer.status_code, answer.json["code"]) == (403, "not_yours")
    assert counts(preview(edm, "none", scope=scope_of("them"))) == (0, 0, 0)


@pytest.mark.parametrize("cascade", ["", "?cascade=true"])
def test_what_stays_is_never_asked_about(edm, cascade):
    herd(edm, "Zuri", submission="theirs")
    herd(edm, "Zuri")
    assert went(edm.post(f"/submissions/import/remove{cascade}")) == (1, 1, 0)


@pytest.fixture
def built_upon(edm):
    """A submission in which others have joined a sighting and met an animal again."""
    mine, _ = herd(edm, "Zuri", "Tamu", "Nuru")
    herd(edm, "Zuri", "Tamu")
    herd(edm, "Zuri", submission="theirs")
    theirs, _ = herd(edm, "Amber", submission="theirs")
    edm.post(f"/sightings/{mine}/join", {"join": str(new_id()), "from": [theirs]})


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_step_by_step_goes_and_returns_what_goes_and_returns_at_once(edm, built_upon, limit):
    before = everything(edm)
    gone = remove(edm)
    after = everything(edm)
    restore(edm)
    assert step_by_step(edm, "remove", limit) == gone
    assert everything(edm) == after
    assert step(edm, "remove") == {**{noun: [] for noun in gone}, "left": 0}, (
        "nothing is left to go"
    )
    assert step_by_step(edm, "restore", limit) == gone
    assert everything(edm) == before
    assert step(edm, "restore") == {**{noun: [] for noun in gone}, "left": 0}


def test_what_was_broken_off_goes_on_or_goes_back(edm, built_upon):
    before = everything(edm)
    for _ in range(2):
        assert step(edm, "remove", 2)["left"] == 3
        step_by_step(edm, "restore")
        assert everything(edm) == before
    gone = remove(edm)
    after = everything(edm)
    step(edm, "restore", 2)
    assert everything(edm) not in (before, after)
    step_by_step(edm, "remove")
    assert everything(edm) == after
    assert restore(edm) == gone
    assert everything(edm) == before


def test_a_name_that_was_given_away_is_told_before_the_first_step(edm):
    herd(edm, "Amber", "Tamu", "Zuri")
    remove(edm)
    herd(edm, "zuri", submission="theirs")
    answer = edm.call("POST", "/submissions/import/restore?limit=1")
    assert (answer.status_code, answer.json["code"]) == (409, "name_taken")
    assert edm.get("/statistics")["encounters"] == 1, "and nothing of it is back"


def test_who_may_not_remove_it_does_not_remove_a_step_of_it(edm):
    herd(edm, "Zuri")
    path = "/submissions/import/remove?cascade=true&limit=1"
    answer = edm.call("POST", path, scope=scope_of("them"))
    assert (answer.status_code, answer.json["code"]) == (403, "not_yours")
    step(edm, "remove")
    answer = edm.call("POST", "/submissions/import/restore?limit=1", scope=scope_of("them"))
    assert answer.status_code == 404


@pytest.mark.parametrize("query", ["limit=1", "cascade=true&limit=0", "cascade=true&limit=5001"])
def test_a_step_takes_animals_along_and_is_neither_nothing_nor_everything(edm, query):
    assert edm.call("POST", f"/submissions/import/remove?{query}").status_code == 422


@pytest.mark.parametrize("how", ["remove", "restore"])
def test_every_step_takes_as_many_statements(edm, how):
    for number in range(4):
        herd(edm, f"Zuri {number}")
    if how == "restore":
        remove(edm)
    taken = []
    for _ in range(3):
        with statements(edm) as sent:
            step(edm, how)
        taken.append(len(sent))
    assert len(set(taken)) == 1


@on_postgresql
def test_a_removal_goes_through_neither_the_catalogue_nor_all_that_have_gone(edm):
    """PostgreSQL finds everything by an index of what is asked about, also where the submission is much of the catalogue."""
    for submission in ("earlier", "later", "import"):
        herd(edm, *(f"{submission} {number}" for number in range(100)), submission=submission)
    step(edm, "remove", 10)
    count_rows(edm)
    with statements(edm) as sent:
        step(edm, "remove", 10)
    for plan in plans(edm, sent):
        assert not goes_through_a_table(plan), plan


@on_postgresql
def test_restoring_looks_only_at_what_returns_though_nobody_has_counted_what_went(edm):
    """Of what it takes for few PostgreSQL looks at all, and again for each row that is asked about."""
    for submission in ("earlier", "later", "import"):
        names = (f"{submission} {number}" for number in range(60))
        sent = [sighting(encounters=[an_encounter(individual_name=each)]) for each in names]
        edm.report(*sent, submission=submission)
    count_rows(edm)
    remove(edm, "earlier")
    remove(edm)
    with statements(edm) as asked:
        step(edm, "restore", 10)
    for plan in plans(edm, asked):
        assert not goes_through_a_table(plan), plan
        assert not takes_the_square(plan), plan
