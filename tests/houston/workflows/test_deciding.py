"""What does a decision about an identification change, who may take it, and what does taking it back give back?"""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from houston.access import Role
from houston.models import IdentificationDecision, Job
from service_kit.clock import now
from tests.houston.workflows.herd import photo
from tests.houston.workflows.reports import identify, report
from tests.houston.workflows.seams import break_once

pytestmark = pytest.mark.usefixtures("installation")


def decide(browser, found, annotation, decision, **more):
    return browser.post(
        f"/identifications/{found['id']}/decisions",
        json={"annotation": annotation, "decision": decision, **more},
    )


def individual_of(browser, encounter):
    return browser.get(f"/encounters/{encounter}").json["individual"]


def review_of(browser, found):
    return browser.get(f"/identifications/{found['id']}").json["queries"][0]["review"]


def test_a_new_animal_gets_the_next_name_of_its_species(researcher, pair):
    _, second, found = pair
    decided = decide(researcher, found, second.annotation, "new_individual").json
    assert decided["individual"]["name"] == "ZPL-0001"
    assert individual_of(researcher, second.encounter) == decided["individual"]
    assert review_of(researcher, found) == "new_individual"


def test_a_name_that_another_bears_is_refused_at_the_field_that_held_it(researcher, work, pair):
    first, second, found = pair
    known = identify(researcher, work, encounter=first.encounter)
    decide(researcher, known, first.annotation, "new_individual", name="Amina")
    refused = decide(researcher, found, second.annotation, "new_individual", name="amina")
    assert (refused.status_code, refused.json["code"]) == (409, "name_taken")
    (fault,) = refused.json["errors"]
    assert fault["pointer"] == "/name"
    assert fault["message"] == (
        "Another animal of this species is called 'amina'. Please choose another name."
    )


def test_matching_with_a_known_animal_gives_it_that_name(researcher, work, pair):
    first, second, found = pair
    known = identify(researcher, work, encounter=first.encounter)
    name = decide(researcher, known, first.annotation, "new_individual", name="Amina").json
    shown = researcher.get(f"/identifications/{found['id']}").json["queries"][0]["annotations"][0]
    assert shown["individual"] == name["individual"], "names are those of now"
    by_name = decide(
        researcher, found, second.annotation, "matched", individual=name["individual"]["id"]
    )
    assert by_name.status_code == 201
    assert individual_of(researcher, second.encounter) == name["individual"]


@pytest.mark.parametrize("decision", ["no_match", "unidentifiable"])
def test_a_decision_without_an_identity_changes_none(researcher, pair, decision):
    _, second, found = pair
    decided = decide(researcher, found, second.annotation, decision)
    assert (decided.status_code, decided.json["individual"]) == (201, None)
    assert individual_of(researcher, second.encounter) is None
    assert review_of(researcher, found) == decision
    path = f"/identifications/{found['id']}/decisions/{decided.json['id']}"
    assert researcher.delete(path).status_code == 204
    assert review_of(researcher, found) == "unreviewed"


def test_a_decision_is_kept_with_who_when_and_on_what_evidence(people, house, work):
    person = people.person(Role.RESEARCHER)
    first = report(person.browser, work, photo(1, 1))
    second = report(person.browser, work, photo(1, 2))
    found = identify(person.browser, work, encounter=second.encounter)
    decide(person.browser, found, second.annotation, "matched", candidate=first.annotation)
    (told,) = person.browser.get(f"/identifications/{found['id']}").json["decisions"]
    assert told["decided_by"] == str(person.id)
    assert (told["candidate"], told["undoable"]) == (first.annotation, True)
    with house.database.read() as session:
        (kept,) = session.scalars(select(IdentificationDecision)).all()
    assert kept.evidence["algorithm"]["name"] == "hotspotter"
    assert kept.evidence["annotations"][0]["annotation"] == first.annotation
    assert len(kept.evidence["match_set"]["hash"][0]) == 64


def test_what_was_decided_is_undone_before_it_is_decided_anew(researcher, pair):
    _, second, found = pair
    decided = decide(researcher, found, second.annotation, "no_match").json
    again = decide(researcher, found, second.annotation, "new_individual")
    assert (again.status_code, again.json["code"]) == (409, "already_decided")
    researcher.delete(f"/identifications/{found['id']}/decisions/{decided['id']}")
    assert decide(researcher, found, second.annotation, "new_individual").status_code == 201


def test_undoing_gives_back_the_animal_that_it_was_before(researcher, work, pair):
    first, second, found = pair
    decide(researcher, found, second.annotation, "new_individual", name="Before")
    before = individual_of(researcher, second.encounter)
    known = identify(researcher, work, encounter=first.encounter)
    other = decide(researcher, known, first.annotation, "new_individual", name="Other").json
    again = identify(researcher, work, encounter=second.encounter)
    refused = decide(
        researcher, again, second.annotation, "matched", individual=other["individual"]["id"]
    )
    assert (refused.status_code, refused.json["code"]) == (409, "would_orphan")
    assert individual_of(researcher, second.encounter) == before
    changed = decide(
        researcher,
        again,
        second.annotation,
        "matched",
        individual=other["individual"]["id"],
        cascade=True,
    )
    assert changed.status_code == 201
    assert individual_of(researcher, second.encounter) == other["individual"]
    researcher.delete(f"/identifications/{again['id']}/decisions/{changed.json['id']}")
    assert individual_of(researcher, second.encounter) == before
    assert individual_of(researcher, first.encounter) == other["individual"]


def test_undoing_twice_undoes_once(researcher, pair):
    first, second, found = pair
    decided = decide(
        researcher, found, second.annotation, "matched", candidate=first.annotation
    ).json
    path = f"/identifications/{found['id']}/decisions/{decided['id']}"
    assert [researcher.delete(path).status_code for _ in "12"] == [204, 204]
    assert individual_of(researcher, first.encounter) is None


def test_what_others_decided_since_is_not_undone(researcher, people, work, pair):
    _, second, found = pair
    mine = decide(researcher, found, second.annotation, "new_individual").json
    curator = people.person(Role.CURATOR).browser
    other = identify(curator, work, encounter=second.encounter)
    theirs = decide(curator, other, second.annotation, "new_individual", cascade=True)
    assert theirs.status_code == 201
    refused = researcher.delete(f"/identifications/{found['id']}/decisions/{mine['id']}")
    assert (refused.status_code, refused.json["code"]) == (409, "identity_moved")
    assert individual_of(researcher, second.encounter) == theirs.json["individual"]


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_a_decision_whose_request_died_is_carried_out_by_a_job(researcher, work, house, pair, done):
    first, second, found = pair
    lines = house.edm, house.acm
    break_once(house, 2, done)  # the first call asks EDM about the encounters, the second decides
    wanted = {"candidate": first.annotation, "name": "Amina"}
    broken = decide(researcher, found, second.annotation, "matched", **wanted)
    assert broken.status_code == 500
    house.__dict__["edm"], house.__dict__["acm"] = lines
    with house.database.write() as session:
        session.execute(update(Job).where(Job.kind == "carry_out_decision").values(due_at=now()))
    work()
    names = [individual_of(researcher, each.encounter)["name"] for each in (first, second)]
    assert names == ["Amina", "Amina"]
    assert review_of(researcher, found) == "matched"
    assert len(researcher.get("/individuals").json["items"]) == 1


def test_matching_with_another_s_unnamed_encounter_needs_the_right_to_change_it(people, work):
    owner, other = (people.person(Role.RESEARCHER).browser for _ in "12")
    theirs = report(owner, work, photo(1, 1), visibility="public", approve=True)
    mine = report(other, work, photo(1, 2))
    found = identify(other, work, encounter=mine.encounter)
    refused = decide(other, found, mine.annotation, "matched", candidate=theirs.annotation)
    assert (refused.status_code, refused.json["code"]) == (403, "not_yours")
    assert individual_of(other, mine.encounter) is None
    assert review_of(other, found) == "unreviewed"
