"""How far is long work, and who is told?"""

from __future__ import annotations

import json
import uuid

import pytest

from houston.access import Role
from tests.houston.sending import open_draft, sighting

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def sent(people):
    """Somebody who has sent a draft in, and its job."""
    person = people.person(Role.CONTRIBUTOR)
    draft = open_draft(person.browser)
    answer = person.browser.post(f"/submissions/{draft}/commit", json={"sightings": [sighting()]})
    return person.browser, answer.json["job"]


def events_of(answer):
    return [
        json.loads(line.removeprefix("data: "))
        for line in answer.text.splitlines()
        if line.startswith("data: ")
    ]


def test_a_job_is_told_to_who_asked_for_it(sent, people, stranger, work):
    browser, job = sent
    assert browser.get(f"/jobs/{job}").json["state"] == "queued"
    work()
    told = browser.get(f"/jobs/{job}").json
    assert (told["state"], told["kind"]) == ("done", "commit_submission")
    assert told["result"]["encounters"] == 1
    assert people.person(Role.CURATOR).browser.get(f"/jobs/{job}").status_code == 404
    assert stranger.get(f"/jobs/{job}").status_code == 404
    assert people.person(Role.ADMIN).browser.get(f"/jobs/{job}").status_code == 200


def test_the_events_of_a_job_end_with_it(sent, work):
    browser, job = sent
    work()
    answer = browser.get(f"/jobs/{job}/events")
    assert answer.mimetype == "text/event-stream"
    assert answer.headers["Cache-Control"] == "no-store"
    events = events_of(answer)
    assert [event["state"] for event in events] == ["done"]


def test_the_events_of_a_job_follow_it(sent, installation):
    browser, job = sent
    answer = browser.get(f"/jobs/{job}/events")
    pieces = answer.iter_encoded()
    assert b"retry:" in next(pieces)
    assert b'"state": "queued"' in next(pieces)
    installation.work()
    rest = b"".join(pieces)
    assert b'"state": "done"' in rest


def test_listeners_leave_threads_to_everybody_else(sent, house):
    browser, job = sent
    for _ in range(house.settings.threads // 4):
        house.listeners.acquire(blocking=False)
    answer = browser.get(f"/jobs/{job}/events")
    assert [event["state"] for event in events_of(answer)] == ["queued"]
    assert "retry:" in answer.text


def test_without_an_account_one_follows_the_job_by_the_link(stranger, work):
    opened = stranger.post("/submissions", json={}).json
    link = {"X-Follow-Up-Token": opened["follow_up_token"]}
    sent = stranger.post(
        f"/submissions/{opened['id']}/commit", json={"sightings": [sighting()]}, headers=link
    ).json
    assert stranger.get(f"/jobs/{sent['job']}", headers=link).status_code == 200
    assert stranger.get(f"/jobs/{sent['job']}").status_code == 404


def test_only_failed_work_is_tried_again(sent, work):
    browser, job = sent
    refused = browser.post(f"/jobs/{job}/retry")
    assert (refused.status_code, refused.json["code"]) == (409, "nothing_to_retry")


def test_a_submission_that_failed_says_why_and_goes_on_when_tried_again(sent, work, house):
    browser, job = sent

    class Away:
        def call(self, *arguments, **options):
            raise ConnectionError("EDM is away")

    real, house.__dict__["edm"] = house.edm, Away()
    work()
    submission = browser.get("/submissions").json["items"][0]
    assert submission["state"] == "failed"
    assert job in submission["reason"], "whoever runs the site finds it in the log by that"
    assert "EDM is away" not in submission["reason"]
    assert browser.get(f"/jobs/{job}").json["reason"] == submission["reason"]
    house.__dict__["edm"] = real
    assert browser.post(f"/submissions/{submission['id']}/retry").status_code == 202
    work()
    done = browser.get(f"/submissions/{submission['id']}").json
    assert (done["state"], done["reason"], len(done["encounters"])) == ("curation", None, 1)


def test_work_waits_while_another_service_is_away(sent, work, house):
    browser, job = sent
    real, house.__dict__["edm"] = house.edm, house.client("http://127.0.0.1:9", "edm")
    for _ in range(house.settings.job_attempts + 1):
        work()
        told = browser.get(f"/jobs/{job}").json
        assert (told["state"], told["reason"]) == ("waiting", None)
        assert "does not answer" in told["progress"]["message"]
        with house.database.write() as session:
            house.jobs.wake(session, uuid.UUID(job))
    house.__dict__["edm"] = real
    work()
    assert browser.get(f"/jobs/{job}").json["state"] == "done"
