"""Whom somebody said it is not, nobody is offered again: however, by whomever and about whichever picture it is asked."""

from __future__ import annotations

import uuid

import pytest

from houston.access import Role
from houston.queries.identification_view import ALL_REFUSED
from houston.queries.refused_pair import refusals
from tests.houston.sending import open_draft, sighting, upload
from tests.houston.workflows.herd import photo
from tests.houston.workflows.reports import identify, report
from tests.houston.workflows.seams import Through, box, see
from tests.houston.workflows.test_learning_from_decisions import burst_of, decide

pytestmark = pytest.mark.usefixtures("installation")


def name(browser, work, animal, called):
    """The individual that this is from now on, said by somebody who saw no other."""
    nobody = {"seen_from": "2100"}
    found = identify(browser, work, encounter=animal.encounter, filters=nobody)
    decide(browser, found, animal.annotation, "new_individual", name=called)
    return browser.get(f"/encounters/{animal.encounter}").json["individual"]["id"]


def join(browser, work, animal, individual):
    found = identify(browser, work, encounter=animal.encounter)
    decide(browser, found, animal.annotation, "matched", individual=individual)


def offered(browser, work, **question):
    """The annotations of the candidates of the only picture that is asked about."""
    (query,) = identify(browser, work, **question)["queries"]
    return [each["annotation"] for each in query["individuals"]]


def undo(browser, found, decision):
    assert browser.delete(f"/identifications/{found['id']}/decisions/{decision}").status_code == 204


def test_who_was_refused_by_one_side_is_not_offered_by_the_other(researcher, work, house):
    sides = {}
    see(house, lambda asset: [box(0, 0, viewpoint=sides.get(asset), bbox=[0, 0, 480, 360])])

    def seen_from(side, animal, occasion):
        made = report(researcher, work, photo(animal, occasion))
        researcher.patch(f"/annotations/{made.annotation}", json={"viewpoint": side})
        return made

    left, right = seen_from("left", 1, 1), seen_from("right", 2, 1)
    other = seen_from("right", 3, 1)
    join(researcher, work, right, name(researcher, work, left, "Asha"))
    mine, mine_too = seen_from("left", 1, 2), seen_from("right", 2, 2)
    join(researcher, work, mine_too, name(researcher, work, mine, "Bahari"))
    asked = identify(researcher, work, encounter=mine.encounter)
    refusal = decide(researcher, asked, mine.annotation, "no_match", candidate=left.annotation)
    assert offered(researcher, work, encounter=mine_too.encounter) == [other.annotation]
    undo(researcher, asked, refusal)
    assert right.annotation in offered(researcher, work, encounter=mine_too.encounter)


@pytest.mark.parametrize("is_named", [False, True])
def test_it_holds_where_the_filters_leave_the_refused_encounter_out(researcher, work, is_named):
    refused, kin = (report(researcher, work, photo(1, occasion)) for occasion in (1, 2))
    other, asked = report(researcher, work, photo(2, 1)), report(researcher, work, photo(1, 3))
    join(researcher, work, kin, name(researcher, work, refused, "Asha"))
    if is_named:
        name(researcher, work, asked, "Bahari")
    found = identify(researcher, work, encounter=asked.encounter)
    refusal = decide(researcher, found, asked.annotation, "no_match", candidate=refused.annotation)
    without = {"tree": {"field": "id", "op": "in", "value": [kin.encounter, other.encounter]}}
    run = identify(researcher, work, encounter=asked.encounter, filters=without)
    shown = [each["annotation"] for each in run["queries"][0]["individuals"]]
    assert shown == [other.annotation]
    assert kin.annotation not in [each["annotation"] for each in run["queries"][0]["annotations"]]
    undo(researcher, found, refusal)
    again = offered(researcher, work, encounter=asked.encounter, filters=without)
    assert kin.annotation in again


def test_it_holds_for_whoever_may_not_see_the_refused_encounter(people, work):
    owner, other = (people.person(Role.RESEARCHER).browser for _ in "12")
    open_to_all = {"visibility": "public", "approve": True}
    hidden = report(owner, work, photo(1, 1))
    shown = report(owner, work, photo(1, 2), **open_to_all)
    join(owner, work, shown, name(owner, work, hidden, "Asha"))
    asked = report(owner, work, photo(1, 3), **open_to_all)
    stranger = report(owner, work, photo(2, 1), **open_to_all)
    found = identify(owner, work, encounter=asked.encounter)
    refusal = decide(owner, found, asked.annotation, "no_match", candidate=hidden.annotation)
    told = identify(other, work, encounter=asked.encounter)
    assert [x["annotation"] for x in told["queries"][0]["individuals"]] == [stranger.annotation]
    assert hidden.encounter not in str(told)
    undo(owner, found, refusal)
    assert shown.annotation in offered(other, work, encounter=asked.encounter)


@pytest.mark.parametrize("is_named", [False, True])
def test_whom_it_is_not_costs_a_question_two_requests_at_most(researcher, work, house, is_named):
    known, asked = (report(researcher, work, photo(1, occasion)) for occasion in (1, 2))
    report(researcher, work, photo(2, 1))
    if is_named:
        name(researcher, work, asked, "Bahari")
    found = identify(researcher, work, encounter=asked.encounter)
    decide(researcher, found, asked.annotation, "no_match", candidate=known.annotation)
    requests = []

    class Listening(Through):
        def send(self, method, path, **options):
            requests.append(path)
            return super().send(method, path, **options)

    house.__dict__["edm"] = Listening(house.edm)
    encounters = {uuid.UUID(asked.encounter)}
    (refused,) = refusals(house, encounters).values()
    assert refused.encounters == {uuid.UUID(known.encounter)}
    assert requests == ["/edm/v1/encounters/candidates"] * (2 if is_named else 1)


def test_of_whom_somebody_was_not_shown_they_said_nothing(people, work):
    owner = people.person(Role.RESEARCHER).browser
    hidden = report(people.person(Role.RESEARCHER).browser, work, photo(1, 1))
    shown = [report(owner, work, photo(animal, 1)) for animal in range(2, 9)]
    mine = report(owner, work, photo(1, 2))
    curator = people.person(Role.CURATOR).browser
    found = identify(curator, work, encounter=mine.encounter)
    assert len(found["queries"][0]["individuals"]) == 1 + len(shown)
    decide(owner, found, mine.annotation, "no_match")
    assert offered(curator, work, encounter=mine.encounter) == [hidden.annotation]


def test_within_one_answer_the_other_pictures_no_longer_offer_whom_somebody_refused(
    researcher, work
):
    known, kin, other = (
        report(researcher, work, photo(*which)) for which in ((1, 1), (1, 2), (2, 1))
    )
    join(researcher, work, kin, name(researcher, work, known, "Asha"))
    encounter = burst_of(researcher, work, photo(1, 3), photo(1, 4))
    found = identify(researcher, work, encounter=encounter)
    first, second = (query["annotation"] for query in found["queries"])

    def shown():
        """By picture, and as one: those offered, and whether each was refused."""
        queries = researcher.get(f"/identifications/{found['id']}").json["queries"]
        lists = [
            *(query["individuals"] for query in queries),
            queries[0]["together"]["individuals"],
        ]
        animals = {known.encounter: "Asha", kin.encounter: "Asha", other.encounter: "other"}
        return [{animals[x["encounter"]]: x["refused"] for x in rows} for rows in lists]

    nobody_refused = [{"Asha": False, "other": False}] * 3
    assert shown() == nobody_refused
    asha = researcher.get(f"/encounters/{known.encounter}").json["individual"]["id"]
    refusal = decide(researcher, found, first, "no_match", individual=asha)
    # Where it was decided they stay, beside the way back; so they do where all are asked about as one.
    decided = {"Asha": True, "other": False}
    assert shown() == [decided, {"other": False}, decided]
    # What is said of those that are left is undone by itself.
    rest = decide(researcher, found, second, "no_match")
    assert shown() == [{"Asha": True, "other": True}] * 3
    undo(researcher, found, refusal)
    (alone,) = identify(researcher, work, annotations=[second])["queries"]
    assert {x["individual"] and x["individual"]["name"] for x in alone["individuals"]} == {"Asha"}
    undo(researcher, found, rest)
    assert shown() == nobody_refused


def test_where_all_were_refused_elsewhere_the_answer_says_so(researcher, work, pair):
    _, second, found = pair
    again = identify(researcher, work, encounter=second.encounter)
    decide(researcher, again, second.annotation, "no_match")
    (query,) = researcher.get(f"/identifications/{found['id']}").json["queries"]
    assert (query["individuals"], query["annotations"]) == ([], [])
    assert query["reason"] == ALL_REFUSED


def test_that_it_is_not_one_individual_leaves_the_others(researcher, work):
    known, other, asked = (
        report(researcher, work, photo(*which)) for which in ((1, 1), (2, 1), (1, 2))
    )
    asha = name(researcher, work, known, "Asha")
    found = identify(researcher, work, encounter=asked.encounter)
    refusal = decide(researcher, found, asked.annotation, "no_match", individual=asha)
    (told,) = researcher.get(f"/identifications/{found['id']}").json["decisions"]
    assert told["individual"]["id"] == asha
    assert researcher.get(f"/encounters/{asked.encounter}").json["individual"] is None
    assert offered(researcher, work, encounter=asked.encounter) == [other.annotation]
    undo(researcher, found, refusal)
    assert known.annotation in offered(researcher, work, encounter=asked.encounter)
    assert researcher.get(f"/encounters/{asked.encounter}").json["individual"] is None


def test_a_box_that_is_moved_takes_on_what_was_said_of_its_new_encounter(researcher, work):
    known = report(researcher, work, photo(1, 1))
    draft = open_draft(researcher)
    upload(researcher, draft, "a.jpg", photo(1, 2))
    told = {**sighting("a.jpg"), "encounters": [{"assets": ["a.jpg"]}] * 2}
    researcher.post(f"/submissions/{draft}/commit", json={"sightings": [told]})
    work()
    (shown,) = researcher.get(f"/assets?submission={draft}").json["items"]
    (drawn,) = shown["annotations"]
    (other,) = set(researcher.get(f"/submissions/{draft}").json["encounters"]) - {
        drawn["encounter"]
    }
    found = identify(researcher, work, annotations=[drawn["id"]])
    decide(researcher, found, drawn["id"], "no_match", candidate=known.annotation)
    for encounter, expected in ((other, [known.annotation]), (drawn["encounter"], [])):
        moved = researcher.patch(f"/annotations/{drawn['id']}", json={"encounter": encounter})
        assert moved.status_code == 200, moved.text
        assert offered(researcher, work, annotations=[drawn["id"]]) == expected
