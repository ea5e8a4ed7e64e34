"""Who approves and rejects, and what follows from it?"""

from __future__ import annotations

import uuid

import pytest

from houston.access import Kind, RecordState, Role, Visibility
from houston.models import Pointer
from houston.operations.encounter_state import ACCESS_CHANGED
from houston.queries.pointer import record_of

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def ada(people):
    return people.person(Role.RESEARCHER, name="ada")


@pytest.fixture
def project(ada):
    return uuid.UUID(ada.browser.post("/projects", json={"name": "Mara"}).json["id"])


def state_of(house, encounter):
    with house.database.read() as session:
        return record_of(session, Kind.ENCOUNTER, encounter).state


def sent_in(catalogue, owner=None, **options):
    return catalogue.encounter(owner, state=RecordState.UNAPPROVED, citizen=True, **options)


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("approve", "approved"),
        ("reject", "rejected"),
        ("unidentifiable", "unidentifiable"),
    ],
)
def test_a_review_holds_in_edm_and_here_and_can_be_taken_back(
    catalogue, people, house, verb, state
):
    encounter = sent_in(catalogue)
    curator = people.person(Role.CURATOR).browser
    answer = curator.post(f"/encounters/{encounter}/{verb}", json={"reason": "Seen by two."})
    assert (answer.status_code, answer.json["state"]) == (200, state)
    assert state_of(house, encounter) == state
    assert curator.post(f"/encounters/{encounter}/unapprove").json["state"] == "unapproved"
    assert state_of(house, encounter) == "unapproved"


def test_what_is_approved_is_public_at_once_and_no_longer_once_that_is_taken_back(
    catalogue, people, stranger
):
    encounter = sent_in(catalogue)
    curator = people.person(Role.CURATOR).browser
    assert stranger.get(f"/encounters/{encounter}").status_code == 404
    curator.post(f"/encounters/{encounter}/approve")
    assert stranger.get(f"/encounters/{encounter}").status_code == 200
    curator.post(f"/encounters/{encounter}/unapprove")
    assert stranger.get(f"/encounters/{encounter}").status_code == 404


def test_approving_twice_changes_nothing_and_mends_what_a_crash_left(catalogue, people, house):
    encounter = sent_in(catalogue)
    curator = people.person(Role.CURATOR).browser
    first = curator.post(f"/encounters/{encounter}/approve").json
    with house.database.write() as session:
        session.get(Pointer, encounter).state = RecordState.UNAPPROVED.value
    again = curator.post(f"/encounters/{encounter}/approve").json
    assert again["version"] == first["version"]
    assert state_of(house, encounter) == "approved"


def test_a_refusal_by_edm_leaves_the_pointer_as_it_was(catalogue, people, house):
    encounter = sent_in(catalogue)
    catalogue.individual([encounter], "Asha")
    curator = people.person(Role.CURATOR).browser
    answer = curator.post(f"/encounters/{encounter}/unidentifiable")
    assert (answer.status_code, answer.json["code"]) == (409, "still_identified")
    assert state_of(house, encounter) == "unapproved"


def test_what_hangs_on_the_state_is_told_by_a_job(catalogue, people, house):
    encounter = sent_in(catalogue)
    people.person(Role.CURATOR).browser.post(f"/encounters/{encounter}/approve")
    with house.database.read() as session:
        jobs = session.query(house.jobs.model).filter_by(kind=ACCESS_CHANGED).all()
    assert [job.arguments for job in jobs] == [{"encounters": [str(encounter)]}]


def approve(person, encounter):
    return person.browser.post(f"/encounters/{encounter}/approve").status_code


def test_a_contributor_does_not_approve_even_their_own(catalogue, people):
    ben = people.person(Role.CONTRIBUTOR)
    assert approve(ben, sent_in(catalogue, ben.id)) == 403


def test_a_researcher_approves_their_own(catalogue, ada):
    assert approve(ada, sent_in(catalogue, ada.id)) == 200


def test_a_researcher_approves_what_citizens_sent_to_their_project(catalogue, people, ada, project):
    ben = people.account([Role.CONTRIBUTOR])
    assert approve(ada, sent_in(catalogue, ben.id, projects=[project])) == 200
    assert approve(ada, sent_in(catalogue, projects=[project])) == 200


def test_a_researcher_does_not_judge_a_colleagues_records_in_the_project(
    catalogue, people, ada, project
):
    colleague = people.account([Role.RESEARCHER])
    encounter = catalogue.encounter(colleague.id, projects=[project], visibility=Visibility.PRIVATE)
    answer = ada.browser.post(f"/encounters/{encounter}/reject")
    assert (answer.status_code, answer.json["code"]) == (403, "not_yours")


def test_a_viewer_of_the_project_does_not_approve(catalogue, people, ada, project):
    bob = people.person(Role.RESEARCHER)
    ada.browser.put(f"/projects/{project}/members/{bob.id}", json={"role": "viewer"})
    assert approve(bob, sent_in(catalogue, projects=[project])) == 403


def test_what_one_may_not_see_one_cannot_approve_nor_learn_of(catalogue, people):
    encounter = sent_in(catalogue)
    assert approve(people.person(Role.RESEARCHER), encounter) == 404
    assert approve(people.person(Role.MANAGER), encounter) == 404


def test_a_contributor_changes_their_own_until_it_is_reviewed(catalogue, people):
    ben = people.person(Role.CONTRIBUTOR)
    encounter = sent_in(catalogue, ben.id)
    assert comment(ben.browser, encounter).status_code == 200
    people.person(Role.CURATOR).browser.post(f"/encounters/{encounter}/approve")
    refused = comment(ben.browser, encounter)
    assert (refused.status_code, refused.json["code"]) == (403, "not_yours")
    told = ben.browser.get(f"/permissions?on=encounter:{encounter}").json["actions"]["edit"]
    assert told["allowed"] is False
    assert "reviewed" in told["reason"]


def comment(browser, encounter):
    etag = browser.get(f"/encounters/{encounter}").headers["ETag"]
    return browser.patch(
        f"/encounters/{encounter}", json={"comments": "By the river."}, headers={"If-Match": etag}
    )


def test_a_change_from_an_old_version_is_told_what_it_is_now(catalogue, ada):
    encounter = catalogue.encounter(ada.id)
    old = {"If-Match": ada.browser.get(f"/encounters/{encounter}").headers["ETag"]}
    body = {"comments": "First."}
    assert ada.browser.patch(f"/encounters/{encounter}", json=body, headers=old).status_code == 200
    late = ada.browser.patch(f"/encounters/{encounter}", json={"comments": "Late."}, headers=old)
    assert (late.status_code, late.json["code"]) == (409, "conflict")
    assert late.json["current"]["comments"] == "First."


def test_deleting_the_last_encounter_asks_first_and_can_be_taken_back(catalogue, ada, house):
    sighting, [encounter] = catalogue.sighting(ada.id)
    refused = ada.browser.delete(f"/encounters/{encounter}")
    assert (refused.status_code, refused.json["code"]) == (409, "would_orphan")
    gone = ada.browser.delete(f"/encounters/{encounter}?cascade=true")
    assert gone.json["sightings"] == [str(sighting)]
    assert ada.browser.get(f"/permissions?on=encounter:{encounter}").status_code == 404
    assert ada.browser.get(f"/permissions?on=sighting:{sighting}").status_code == 404
    assert ada.browser.post(f"/encounters/{encounter}/restore").status_code == 200
    assert ada.browser.get(f"/encounters/{encounter}").status_code == 200
    assert ada.browser.get(f"/permissions?on=encounter:{encounter}").status_code == 200


def test_the_history_tells_who_did_what(catalogue, ada):
    encounter = catalogue.encounter(ada.id)
    comment(ada.browser, encounter)
    newest = ada.browser.get(f"/encounters/{encounter}/history").json["items"][0]
    assert newest["actor"] == str(ada.id)
    assert newest["after"]["comments"] == "By the river."
