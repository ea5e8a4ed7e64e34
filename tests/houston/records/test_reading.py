"""Who sees which records, and how exactly?"""

from __future__ import annotations

import uuid

import pytest

from houston.access import ProjectRole, RecordState, Role, Visibility
from houston.accounts.secret_words import hash_secret
from houston.models import FollowUpLink
from service_kit.identity import new_id

pytestmark = pytest.mark.usefixtures("installation")

NOBODY_LISTENS = "http://127.0.0.1:9"

EXACT = -1.4321


@pytest.fixture
def ada(people):
    return people.person(Role.RESEARCHER, name="ada")


@pytest.fixture
def bob(people):
    return people.person(Role.RESEARCHER, name="bob")


def sees(browser, encounter):
    """`exact`, `coarse`, or nothing."""
    answer = browser.get(f"/encounters/{encounter}")
    if answer.status_code != 200:
        assert answer.status_code == 404
        return None
    return "exact" if answer.json["location"]["latitude"] == EXACT else "coarse"


def collaborate(one, other, level):
    made = one.browser.post("/collaborations", json={"user": str(other.id), "level": level}).json
    assert other.browser.put(f"/collaborations/{made['id']}/{level}").status_code == 200
    return made["id"]


def test_anybody_sees_what_is_public_and_coarsely(catalogue, stranger, ada):
    encounter = catalogue.encounter(ada.id)
    assert sees(stranger, encounter) == "coarse"
    assert sees(ada.browser, encounter) == "exact"


@pytest.mark.parametrize(
    "hidden",
    [
        {"state": RecordState.UNAPPROVED},
        {"state": RecordState.REJECTED},
        {"visibility": Visibility.PRIVATE},
    ],
)
def test_what_is_not_public_does_not_exist_for_others(catalogue, stranger, ada, bob, hidden):
    encounter = catalogue.encounter(ada.id, **hidden)
    assert sees(stranger, encounter) is None
    assert sees(bob.browser, encounter) is None
    assert bob.browser.get("/encounters?total=true").json["total"] == 0
    assert sees(ada.browser, encounter) == "exact"


@pytest.mark.parametrize(
    ("role", "sight"),
    [
        (Role.CONTRIBUTOR, None),
        (Role.RESEARCHER, None),
        (Role.CURATOR, "exact"),
        (Role.MANAGER, None),
        (Role.ADMIN, "exact"),
    ],
)
def test_private_records_of_others_are_for_curators_and_admins(catalogue, people, ada, role, sight):
    encounter = catalogue.encounter(ada.id, visibility=Visibility.PRIVATE)
    assert sees(people.person(role).browser, encounter) == sight


@pytest.mark.parametrize("level", ["view", "export", "edit"])
def test_a_collaboration_opens_records_both_ways_until_it_is_revoked(catalogue, ada, bob, level):
    hers = catalogue.encounter(ada.id, visibility=Visibility.PRIVATE)
    his = catalogue.encounter(bob.id, visibility=Visibility.PRIVATE)
    made = collaborate(ada, bob, level)
    assert (sees(ada.browser, his), sees(bob.browser, hers)) == ("exact", "exact")
    assert bob.browser.put(f"/collaborations/{made}/none").status_code == 200
    assert (sees(ada.browser, his), sees(bob.browser, hers)) == (None, None)


def test_a_collaboration_holds_once_both_have_agreed(catalogue, ada, bob):
    hers = catalogue.encounter(ada.id, visibility=Visibility.PRIVATE)
    bob.browser.post("/collaborations", json={"user": str(ada.id), "level": "edit"})
    assert sees(bob.browser, hers) is None


@pytest.mark.parametrize(("level", "status"), [("view", 403), ("export", 403), ("edit", 200)])
def test_only_an_edit_collaborator_may_change(catalogue, ada, bob, level, status):
    hers = catalogue.encounter(ada.id, visibility=Visibility.PRIVATE)
    collaborate(ada, bob, level)
    answer = change(bob.browser, hers)
    assert answer.status_code == status, answer.json


def change(browser, encounter):
    etag = browser.get(f"/encounters/{encounter}").headers["ETag"]
    return browser.patch(
        f"/encounters/{encounter}", json={"comments": "A scar."}, headers={"If-Match": etag}
    )


@pytest.mark.parametrize("role", list(ProjectRole))
def test_a_project_opens_its_records_to_its_researchers(catalogue, people, ada, bob, role):
    project = ada.browser.post("/projects", json={"name": "Mara"}).json["id"]
    encounter = catalogue.encounter(
        ada.id, visibility=Visibility.PRIVATE, projects=[uuid.UUID(project)]
    )
    assert sees(bob.browser, encounter) is None
    member = f"/projects/{project}/members/{bob.id}"
    assert ada.browser.put(member, json={"role": role.value}).status_code == 200
    assert sees(bob.browser, encounter) == "exact"
    assert change(bob.browser, encounter).status_code == (403 if role == "viewer" else 200)
    assert ada.browser.delete(member).status_code == 204
    assert sees(bob.browser, encounter) is None


def test_a_follow_up_link_shows_the_submission_and_nothing_else(catalogue, stranger, house):
    submission = new_id()
    followed = catalogue.encounter(submission=submission, state=RecordState.UNAPPROVED)
    other = catalogue.encounter(submission=new_id(), state=RecordState.UNAPPROVED)
    with house.database.write() as session:
        session.add(FollowUpLink(submission=submission, token_hash=hash_secret("the-link")))
    header = {"X-Follow-Up-Token": "the-link"}
    answer = stranger.get(f"/encounters/{followed}", headers=header)
    assert answer.status_code == 200
    assert answer.json["location"]["exact"] is False
    assert stranger.get(f"/encounters/{followed}?follow_up=the-link").status_code == 200
    assert stranger.get(f"/encounters/{other}", headers=header).status_code == 404
    assert sees(stranger, followed) is None


def test_a_list_counts_and_shows_only_what_one_may_see(catalogue, stranger, ada):
    shown = {str(catalogue.encounter(ada.id)) for _ in range(3)}
    catalogue.encounter(ada.id, visibility=Visibility.PRIVATE)
    page = stranger.get("/encounters?limit=2&total=true").json
    assert page["total"] == 3
    rest = stranger.get(f"/encounters?limit=2&cursor={page['next']}").json
    assert {each["id"] for each in page["items"] + rest["items"]} == shown
    assert stranger.get("/statistics").json["encounters"] == 3
    assert ada.browser.get("/statistics").json["encounters"] == 4


def test_a_search_takes_a_filter_tree_and_tells_what_is_wrong_with_it(catalogue, ada):
    encounter = catalogue.encounter(ada.id)
    mine = {"filter": {"field": "owner", "op": "eq", "value": str(ada.id)}}
    found = ada.browser.post("/encounters/search", json=mine).json["items"]
    assert [each["id"] for each in found] == [str(encounter)]
    wrong = ada.browser.post("/encounters/search", json={"filter": {"field": "x", "op": "eq"}})
    assert wrong.status_code == 422
    assert wrong.mimetype == "application/problem+json"
    assert wrong.json["instance"] == wrong.headers["X-Request-Id"]


def test_a_sighting_shows_those_of_its_encounters_that_one_may_see(catalogue, stranger, ada):
    sighting, encounters = catalogue.sighting(ada.id, count=2)
    ada.browser.post(f"/encounters/{encounters[0]}/reject", json={"reason": "blurred"})
    shown = stranger.get(f"/sightings/{sighting}").json["encounters"]
    assert [each["id"] for each in shown] == [str(encounters[1])]
    assert len(ada.browser.get(f"/sightings/{sighting}").json["encounters"]) == 2


def test_species_and_regions_are_for_everybody(stranger):
    listed = stranger.get("/species").json["items"]
    assert "equus_quagga" in {each["id"] for each in listed}
    assert stranger.get("/species/equus_quagga").json["scientific_name"] == "Equus quagga"
    assert stranger.get("/species/unicorn").status_code == 404
    assert stranger.get("/regions").status_code == 200


def test_an_answer_is_kept_by_nobody_and_names_its_version(catalogue, ada):
    answer = ada.browser.get(f"/encounters/{catalogue.encounter(ada.id)}")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["ETag"].strip('"') == str(answer.json["version"])


def test_when_edm_is_away_it_is_told_so(house, stranger):
    house.__dict__["edm"] = house.client(NOBODY_LISTENS, "edm")
    answer = stranger.get("/encounters")
    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")


def correct(browser, path, **changes):
    etag = browser.get(path).headers["ETag"]
    answer = browser.patch(path, json=changes, headers={"If-Match": etag})
    assert answer.status_code == 200, answer.json
    return answer.json


def test_what_was_told_besides_is_public_and_people_are_not(catalogue, stranger, ada):
    sighting, (encounter,) = catalogue.sighting(ada.id)
    individual = catalogue.individual([encounter], "Zoe")
    person = {"role": "photographer", "name": "Bo Roe", "email": "bo@example.org"}
    told = {
        "keywords": ["night"],
        "measurements": [{"name": "tail", "value": 0.4, "unit": "m"}],
        "people": [person],
    }
    changed = correct(ada.browser, f"/encounters/{encounter}", **told)
    assert changed["people"] == [{**person, "affiliation": None}]
    correct(ada.browser, f"/sightings/{sighting}", survey={"vessel": "Land Rover 2"})
    correct(ada.browser, f"/individuals/{individual}", social_units=[{"name": "Harem 4"}])

    seen = stranger.get(f"/encounters/{encounter}").json
    assert (seen["keywords"], seen["measurements"][0]["value"]) == (["night"], 0.4)
    assert seen["people"] == []
    for path in (f"/encounters/{encounter}/history", "/encounters"):
        assert "Bo Roe" not in stranger.get(path).text
    assert stranger.get(f"/sightings/{sighting}").json["survey"]["vessel"] == "Land Rover 2"
    units = stranger.get(f"/individuals/{individual}").json["social_units"]
    assert units == [{"name": "Harem 4", "role": None}]
