"""Who has no account sends in as well, follows it by a link, and claims it later on."""

from __future__ import annotations

import pytest

from houston.access import Role
from tests.houston.sending import sighting, upload
from tests.houston.workflows.herd import photo

pytestmark = pytest.mark.usefixtures("installation")


def test_too_many_drafts_from_one_place_without_an_account_are_held_up(stranger, people):
    for _ in range(60):
        assert stranger.post("/submissions", json={}).status_code == 201
    refused = stranger.post("/submissions", json={})
    assert (refused.status_code, refused.json["code"]) == (429, "too_many")
    assert refused.headers["Retry-After"]
    assert people.person(Role.CONTRIBUTOR).browser.post("/submissions", json={}).status_code == 201


def test_without_an_account_one_follows_by_link_and_claims_with_the_same_address(
    stranger, people, work
):
    opened = stranger.post("/submissions", json={"contact_email": "Ann@Example.org "}).json
    draft, link = opened["id"], {"X-Follow-Up-Token": opened["follow_up_token"]}
    upload(stranger, draft, "a.jpg", photo(1, 1), headers=link)
    sent = stranger.post(
        f"/submissions/{draft}/commit", json={"sightings": [sighting()]}, headers=link
    )
    assert sent.status_code == 202
    work()
    told = stranger.get(f"/submissions/{draft}", headers=link).json
    assert (told["state"], told["owner"], len(told["encounters"])) == ("curation", None, 1)
    assert "follow_up_token" not in told
    assert stranger.get(f"/submissions/{draft}").status_code == 404
    encounter = told["encounters"][0]
    seen = stranger.get(f"/encounters/{encounter}", headers=link).json
    assert (seen["state"], seen["individual"]) == ("unapproved", None)

    somebody = people.person(Role.CONTRIBUTOR).browser
    refused = somebody.post(f"/submissions/{draft}/claim", headers=link)
    assert (refused.status_code, refused.json["code"]) == (403, "cannot_claim")
    ann = people.signed_in(people.account([Role.CONTRIBUTOR], email="ann@example.org"))
    assert ann.browser.get(f"/submissions/{draft}").status_code == 404
    assert somebody.get("/submissions?claimable=true").json["items"] == []
    (waiting,) = ann.browser.get("/submissions?claimable=true").json["items"]
    assert (waiting["id"], waiting["metadata"]) == (draft, {})
    assert ann.browser.post(f"/submissions/{draft}/claim").status_code == 200
    assert ann.browser.get(f"/submissions/{draft}").json["state"] == "curation"
    assert ann.browser.get(f"/encounters/{encounter}").status_code == 200
    assert [each["id"] for each in ann.browser.get("/submissions").json["items"]] == [draft]
    assert somebody.post(f"/submissions/{draft}/claim", headers=link).status_code in (403, 409)


def test_a_forgotten_draft_s_link_opens_nothing_else(stranger, work):
    one = stranger.post("/submissions", json={}).json
    two = stranger.post("/submissions", json={}).json
    link = {"X-Follow-Up-Token": one["follow_up_token"]}
    assert stranger.get(f"/submissions/{two['id']}", headers=link).status_code == 404
    assert stranger.patch(f"/submissions/{one['id']}", json={}, headers=link).status_code == 200
