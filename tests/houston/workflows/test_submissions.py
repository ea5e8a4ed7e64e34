"""Drafts: who opens and changes them, what is wrong with them, and what becomes of them."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from houston.access import Role
from houston.models import (
    Pointer,
    Transition,
)
from tests.houston.sending import announce, open_draft, picture, sighting, upload
from tests.houston.workflows.reports import report

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def contributor(people):
    return people.person(Role.CONTRIBUTOR)


@pytest.fixture
def researcher(people):
    return people.person(Role.RESEARCHER)


def commit(browser, draft, *sightings, **more):
    return browser.post(f"/submissions/{draft}/commit", json={"sightings": [*sightings], **more})


def codes(answer):
    return {(fault["pointer"], fault["code"]) for fault in answer["errors"]}


def test_what_the_public_sends_in_is_public_and_what_a_researcher_does_is_private(
    contributor, researcher, stranger
):
    told = [
        browser.post("/submissions", json={}).json["visibility"]
        for browser in (contributor.browser, researcher.browser, stranger)
    ]
    assert told == ["public", "private", "public"]


def test_a_draft_opened_twice_with_one_key_is_one_draft(contributor):
    headers = {"Idempotency-Key": "once"}
    drafts = [contributor.browser.post("/submissions", json={}, headers=headers) for _ in "12"]
    assert drafts[0].json["id"] == drafts[1].json["id"]


def test_a_key_is_only_its_user_s(contributor, researcher):
    headers = {"Idempotency-Key": "once"}
    drafts = {
        person.browser.post("/submissions", json={}, headers=headers).json["id"]
        for person in (contributor, researcher)
    }
    assert len(drafts) == 2


def test_only_scientists_import_in_bulk(contributor, researcher, stranger):
    asked = {"kind": "bulk"}
    assert contributor.browser.post("/submissions", json=asked).status_code == 403
    assert stranger.post("/submissions", json=asked).status_code == 401
    assert researcher.browser.post("/submissions", json=asked).status_code == 201


def test_only_who_may_approve_asks_to_have_it_approved(contributor, researcher):
    assert contributor.browser.post("/submissions", json={"approve": True}).status_code == 403
    assert researcher.browser.post("/submissions", json={"approve": True}).status_code == 201


def test_nobody_sends_to_a_project_that_is_not_theirs(researcher, people):
    manager = people.person(Role.RESEARCHER).browser
    project = manager.post("/projects", json={"name": "Mara zebras"}).json["id"]
    refused = researcher.browser.post("/submissions", json={"projects": [project]})
    assert refused.status_code == 403
    assert manager.post("/submissions", json={"projects": [project]}).status_code == 201


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_created(
    contributor, work, house, installation
):
    browser = contributor.browser
    draft = open_draft(browser)
    upload(browser, draft, "IMG_0042.jpg", picture())
    upload(browser, draft, "notes.jpg", b"only words " * 40)
    wrong = sighting("IMG_0043.jpg", "notes.jpg")
    wrong["location"]["latitude"] = 120
    wrong["encounters"].append({"assets": ["IMG_0042.jpg"], "life_stage": "tadpole"})
    expected = {
        ("/sightings/0/location/latitude", "out_of_range"),
        ("/sightings/0/encounters/1/life_stage", "not_in_vocabulary"),
        ("/sightings/0/encounters/0/assets/0", "file_missing"),
        ("/sightings/0/encounters/0/assets/1", "file_refused"),
    }
    checked = browser.post(f"/submissions/{draft}/validate", json={"sightings": [wrong]}).json
    assert not checked["valid"]
    assert codes(checked) == expected
    assert commit(browser, draft, wrong).status_code == 202
    work()
    told = browser.get(f"/submissions/{draft}").json
    assert (told["state"], codes(told)) == ("invalid", expected)
    missing = next(fault for fault in told["errors"] if fault["code"] == "file_missing")
    assert missing["suggestion"] == "IMG_0042.jpg"
    assert told["sightings"] == told["encounters"] == []
    assert not house.submissions.exists(draft)
    with house.database.read() as session:
        assert session.scalars(select(Pointer)).all() == []
    assert browser.get("/encounters").json["items"] == []


def test_a_draft_with_faults_can_be_corrected_and_sent_again(contributor, work):
    browser = contributor.browser
    draft = open_draft(browser)
    upload(browser, draft, "a.jpg", picture())
    commit(browser, draft, sighting("b.jpg"))
    work()
    assert browser.get(f"/submissions/{draft}").json["state"] == "invalid"
    upload(browser, draft, "b.jpg", picture(2))
    commit(browser, draft, sighting("b.jpg", "a.jpg"))
    work()
    told = browser.get(f"/submissions/{draft}").json
    assert (told["state"], told["errors"]) == ("curation", [])


def test_a_file_still_on_its_way_holds_the_submission_up(contributor, work):
    browser = contributor.browser
    draft = open_draft(browser)
    announce(browser, draft, "slow.jpg", 1000)
    commit(browser, draft, sighting())
    work()
    told = browser.get(f"/submissions/{draft}").json
    assert [fault["code"] for fault in told["errors"]] == ["file_incomplete"]


def test_a_picture_that_no_encounter_names_is_kept_and_not_looked_at(contributor, work, house):
    browser = contributor.browser
    draft = open_draft(browser)
    upload(browser, draft, "a.jpg", picture(1))
    spare = upload(browser, draft, "spare.jpg", picture(2))
    checked = browser.post(
        f"/submissions/{draft}/validate", json={"sightings": [sighting("a.jpg")]}
    ).json
    assert [warning["code"] for warning in checked["warnings"]] == ["file_unused"]
    commit(browser, draft, sighting("a.jpg"))
    work()
    shown = browser.get(f"/assets?submission={draft}").json["items"]
    assert {each["name"]: each["state"] for each in shown} == {
        "a.jpg": "detected",
        "spare.jpg": "skipped",
    }
    assert house.submissions.entry(draft, spare).name == "spare.jpg"


def test_an_encounter_that_names_no_picture_has_them_all_when_it_is_the_only_one(contributor, work):
    browser = contributor.browser
    draft = open_draft(browser)
    upload(browser, draft, "a.jpg", picture(1))
    upload(browser, draft, "b.jpg", picture(2))
    commit(browser, draft, sighting())
    work()
    shown = browser.get(f"/assets?submission={draft}").json["items"]
    assert {each["state"] for each in shown} == {"detected"}
    assert len(browser.get(f"/submissions/{draft}").json["encounters"]) == 1


def test_a_sighting_without_a_picture_is_a_sighting(contributor, work):
    draft = open_draft(contributor.browser)
    commit(contributor.browser, draft, sighting())
    work()
    told = contributor.browser.get(f"/submissions/{draft}").json
    assert (told["state"], len(told["encounters"])) == ("curation", 1)


def test_a_name_that_means_the_duplicate_means_the_picture(contributor, work):
    browser = contributor.browser
    draft = open_draft(browser)
    kept = upload(browser, draft, "a.jpg", picture())
    upload(browser, draft, "copy of a.jpg", picture())
    commit(browser, draft, sighting("copy of a.jpg"))
    work()
    (shown,) = browser.get(f"/assets?submission={draft}").json["items"]
    assert (shown["id"], shown["state"]) == (kept, "detected")


def test_ids_that_come_along_are_replaced_by_our_own(contributor, work):
    browser = contributor.browser
    first = report(browser, work, picture())
    draft = open_draft(browser)
    copied = sighting(id=first.sighting)
    copied["encounters"][0]["id"] = first.encounter
    commit(browser, draft, copied)
    work()
    told = browser.get(f"/submissions/{draft}").json
    assert told["state"] == "curation"
    assert first.encounter not in told["encounters"]


def test_sending_twice_sends_once(contributor, work):
    browser = contributor.browser
    draft = open_draft(browser)
    jobs = {commit(browser, draft, sighting()).json["job"] for _ in "123"}
    assert len(jobs) == 1
    work()
    assert commit(browser, draft, sighting()).json["state"] == "curation"
    assert len(browser.get("/encounters").json["items"]) == 1


def test_what_was_sent_in_is_no_draft_any_more(contributor, work):
    browser = contributor.browser
    done = report(browser, work, picture())
    changed = browser.patch(f"/submissions/{done.submission}", json={"metadata": {}})
    assert (changed.status_code, changed.json["code"]) == (409, "submission_not_draft")
    other = commit(browser, done.submission, sighting(comments="another"))
    assert other.status_code == 409


def test_states_are_logged_with_who_and_when(contributor, work, house):
    done = report(contributor.browser, work, picture())
    with house.database.read() as session:
        steps = session.execute(
            select(Transition.before, Transition.after, Transition.actor)
            .where(Transition.subject == uuid.UUID(done.submission))
            .order_by(Transition.id)
        ).all()
    assert [(step.before, step.after) for step in steps] == [
        (None, "draft"),
        ("draft", "committing"),
        ("committing", "created"),
        ("created", "detecting"),
        ("detecting", "curation"),
    ]
    assert steps[0].actor == steps[1].actor == contributor.id


def test_the_submitter_s_wish_decides_the_state_of_the_records(researcher, work):
    approved = report(researcher.browser, work, picture(1), approve=True)
    plain = report(researcher.browser, work, picture(2))
    states = [
        researcher.browser.get(f"/encounters/{each.encounter}").json["state"]
        for each in (approved, plain)
    ]
    assert states == ["approved", "unapproved"]


def test_a_submission_is_done_when_all_of_it_was_reviewed(contributor, researcher, people, work):
    approved = report(researcher.browser, work, picture(1), approve=True)
    assert researcher.browser.get(f"/submissions/{approved.submission}").json["state"] == "done"
    plain = report(contributor.browser, work, picture(2))
    curator = people.person(Role.CURATOR).browser
    path = f"/encounters/{plain.encounter}"

    def state() -> str:
        return contributor.browser.get(f"/submissions/{plain.submission}").json["state"]

    assert state() == "curation"
    assert curator.post(f"{path}/approve").status_code == 200
    assert state() == "done"
    assert curator.post(f"{path}/unapprove").status_code == 200
    assert state() == "curation"


def test_own_submissions_are_listed_page_by_page(contributor, researcher):
    drafts = [open_draft(contributor.browser) for _ in range(3)]
    first = contributor.browser.get("/submissions?limit=2").json
    second = contributor.browser.get(f"/submissions?limit=2&cursor={first['next']}").json
    listed = [each["id"] for page in (first, second) for each in page["items"]]
    assert listed == drafts[::-1]
    assert second["next"] is None
    assert researcher.browser.get("/submissions").json["items"] == []


def test_others_do_not_see_a_draft_nor_what_was_sent_in(contributor, people, work, stranger):
    draft = open_draft(contributor.browser)
    done = report(contributor.browser, work, picture())
    other = people.person(Role.CONTRIBUTOR).browser
    for browser in (other, stranger):
        assert browser.get(f"/submissions/{draft}").status_code == 404
        assert browser.get(f"/submissions/{done.submission}").status_code == 404
        assert browser.get(f"/assets/{done.asset}/thumbnail.webp").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"contact_email": "not an address"},
        {"visibility": "secret"},
        {"kind": "zip"},
        {"unknown": 1},
        {"projects": ["x"]},
        {"metadata": []},
    ],
)
def test_wishes_that_make_no_sense_are_told(contributor, body):
    answer = contributor.browser.post("/submissions", json=body)
    assert answer.status_code == 422
    assert answer.json["errors"]


@pytest.mark.parametrize("sightings", [None, {}, "zebra", [], [None], [{"encounters": None}], [[]]])
def test_metadata_of_any_shape_is_told_what_is_wrong_with_it(contributor, sightings):
    draft = open_draft(contributor.browser)
    checked = contributor.browser.post(
        f"/submissions/{draft}/validate", json={"sightings": sightings}
    )
    assert checked.status_code == 200
    assert not checked.json["valid"]


def test_a_draft_without_metadata_is_told_that_it_has_none(contributor, work):
    draft = open_draft(contributor.browser)
    assert contributor.browser.post(f"/submissions/{draft}/commit", json={}).status_code == 202
    work()
    told = contributor.browser.get(f"/submissions/{draft}").json
    assert (told["state"], codes(told)) == ("invalid", {("/sightings", "field_missing")})
