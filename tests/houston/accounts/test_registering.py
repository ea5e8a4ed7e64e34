"""How does somebody get an account, and what can others learn from trying?"""

from __future__ import annotations

import pytest

from houston.access import Role
from tests.houston.accounts.mailbox import link_in, mails
from tests.houston.people import PASSWORD

ASKED = {"email": "Ada@Example.org", "password": PASSWORD, "full_name": "Ada"}


def register(browser, **changes):
    return browser.post("/auth/register", json={**ASKED, **changes})


def confirm(browser, secret):
    return browser.post("/auth/verify", json={"token": secret})


def test_an_account_is_there_once_its_address_is_confirmed(stranger, settings, do_jobs):
    assert register(stranger).status_code == 202
    assert stranger.sign_in("ada@example.org").status_code == 401
    do_jobs()
    answer = confirm(stranger, link_in(mails(settings.data)[0]))
    assert answer.json["email"] == "ada@example.org"
    assert answer.json["roles"] == ["contributor"]
    assert stranger.sign_in("ADA@example.org").json["user"]["full_name"] == "Ada"


def test_a_link_works_once(stranger, settings, do_jobs):
    register(stranger)
    do_jobs()
    secret = link_in(mails(settings.data)[0])
    assert confirm(stranger, secret).status_code == 200
    again = confirm(stranger, secret)
    assert (again.status_code, again.json["code"]) == (410, "link_expired")


def test_registering_with_a_taken_address_answers_the_same_and_tells_only_the_mailbox(
    stranger, people, settings, do_jobs
):
    there = people.account([Role.RESEARCHER])
    fresh = register(stranger)
    taken = register(stranger, email=there.email, password="another-long-password")
    assert taken.status_code == fresh.status_code
    assert taken.json == fresh.json
    do_jobs()
    told = {mail["To"]: mail for mail in mails(settings.data)}
    assert "already have an account" in told[there.email]["Subject"]
    assert "token=" not in told[there.email].get_content()
    assert stranger.sign_in(there.email, "another-long-password").status_code == 401
    assert stranger.sign_in(there.email).status_code == 200


def test_who_registers_first_with_anothers_address_gains_nothing(stranger, settings, do_jobs):
    register(stranger, password="password-of-a-thief")
    register(stranger, password="password-of-the-owner")
    do_jobs()
    confirm(stranger, link_in(mails(settings.data)[1]))
    assert stranger.sign_in("ada@example.org", "password-of-a-thief").status_code == 401
    assert stranger.sign_in("ada@example.org", "password-of-the-owner").status_code == 200
    assert confirm(stranger, link_in(mails(settings.data)[0])).status_code == 410


@pytest.mark.parametrize("password", ["short", "a" * 30, "ada@example.org1", "x" * 300])
def test_a_weak_password_is_refused_at_its_field_and_not_told_back(stranger, password):
    answer = register(stranger, password=password)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == ["/password"]
    assert answer.json["errors"][0]["value"] is None


@pytest.mark.parametrize("email", ["", "ada", "ada@", "@example.org", "a b@example.org"])
def test_what_is_no_address_is_refused(stranger, email):
    answer = register(stranger, email=email)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == ["/email"]
