"""Who is signed in, until when, and whose wish is a request?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from houston.access import Role
from houston.models import RateWindow, SignIn
from service_kit.clock import now
from tests.houston.people import PASSWORD


@pytest.fixture
def ada(people):
    return people.person(Role.RESEARCHER, name="ada")


def test_nobody_is_signed_in_at_first(stranger):
    assert stranger.get("/auth/session").json == {"user": None, "csrf_token": ""}


def test_the_session_says_who_is_signed_in_and_its_csrf_token(ada):
    told = ada.browser.get("/auth/session").json
    assert told["user"]["email"] == ada.user.email
    assert told["csrf_token"] == ada.browser.csrf_token != ""


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(people, ada):
    header = people.stranger().sign_in(ada.user.email).headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Secure" not in header


def test_over_https_the_cookie_travels_only_there(people, ada):
    answer = people.stranger().client.post(
        "/api/v1/auth/session",
        json={"email": ada.user.email, "password": PASSWORD},
        base_url="https://codex.example.org",
    )
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_signing_out_ends_the_session_for_whoever_kept_the_cookie(people, ada):
    thief = people.stranger()
    thief.client.set_cookie("codex_session", ada.browser.client.get_cookie("codex_session").value)
    assert thief.get("/users/me").status_code == 200
    assert ada.browser.delete("/auth/session").status_code == 204
    assert ada.browser.client.get_cookie("codex_session") is None
    assert thief.get("/users/me").status_code == 401


def test_a_session_is_over_after_its_time(ada, house):
    with house.change_access() as session:
        session.query(SignIn).update({"expires_at": now() - timedelta(seconds=1)})
    assert ada.browser.get("/auth/session").json["user"] is None


def test_other_sessions_are_listed_and_ended(people, ada):
    elsewhere = people.signed_in(ada.user)
    listed = ada.browser.get("/auth/sessions").json["items"]
    assert sorted(each["present"] for each in listed) == [False, True]
    other = next(each["id"] for each in listed if not each["present"])
    assert people.person(Role.ADMIN).browser.delete(f"/auth/sessions/{other}").status_code == 404
    assert ada.browser.delete(f"/auth/sessions/{other}").status_code == 204
    assert elsewhere.browser.get("/users/me").status_code == 401


def test_a_wrong_password_and_an_unknown_address_are_told_alike(ada, stranger):
    wrong = stranger.sign_in(ada.user.email, "wrong-password-here")
    unknown = stranger.sign_in("nobody@example.org", "wrong-password-here")
    told = [{**each.json, "instance": ""} for each in (wrong, unknown)]
    assert told[0] == told[1]
    assert told[0]["code"] == "sign_in_failed"


def test_too_many_tries_have_to_wait_and_the_right_password_too(ada, stranger):
    for _ in range(10):
        assert stranger.sign_in(ada.user.email, "wrong-password-here").status_code == 401
    refused = stranger.sign_in(ada.user.email)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0


def test_after_the_wait_it_may_be_tried_again(ada, stranger, house):
    for _ in range(11):
        stranger.sign_in(ada.user.email, "wrong-password-here")
    with house.database.write() as session:
        session.query(RateWindow).update({"began_at": now() - timedelta(minutes=16)})
    assert stranger.sign_in(ada.user.email).status_code == 200


def test_a_broken_limiter_does_not_lock_everybody_out(ada, stranger, house):
    RateWindow.__table__.drop(house.database.engine)
    assert stranger.sign_in(ada.user.email).status_code == 200


def test_a_change_without_the_csrf_token_is_refused(ada):
    ada.browser.csrf_token = ""
    answer = ada.browser.patch("/users/me", json={"full_name": "Eve"})
    assert (answer.status_code, answer.json["code"]) == (403, "csrf_failed")
    assert ada.browser.get("/users/me").json["full_name"] == "ada"


def test_the_csrf_token_of_another_session_does_not_do(people, ada):
    ada.browser.csrf_token = people.person(Role.RESEARCHER).browser.csrf_token
    assert ada.browser.delete("/auth/session").json["code"] == "csrf_failed"


def test_another_site_cannot_sign_a_browser_in(ada, stranger):
    answer = stranger.post(
        "/auth/session",
        json={"email": ada.user.email, "password": PASSWORD},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.json["code"] == "csrf_failed"


def test_signing_in_again_ends_the_session_before(people, ada):
    before = ada.browser.client.get_cookie("codex_session").value
    ada.browser.sign_in(ada.user.email)
    late = people.stranger()
    late.client.set_cookie("codex_session", before)
    assert late.get("/users/me").status_code == 401
