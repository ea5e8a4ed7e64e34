"""How is a password changed or forgotten, and what ends with it?"""

from __future__ import annotations

from datetime import timedelta

from houston.access import Role
from houston.models import Base, MailLink
from service_kit.clock import now
from tests.houston.accounts.mailbox import link_in, mails
from tests.houston.people import PASSWORD

NEW = "grevys-zebra-at-dusk"


def ask(browser, email):
    return browser.post("/auth/reset", json={"email": email})


def confirm(browser, secret, password=NEW):
    return browser.post("/auth/reset/confirm", json={"token": secret, "password": password})


def test_a_forgotten_password_is_set_through_a_mail_and_ends_sessions_and_tokens(
    people, stranger, settings, do_jobs
):
    ada = people.person(Role.RESEARCHER)
    token = ada.browser.post("/auth/tokens", json={"name": "camera", "scopes": ["read"]}).json
    ask(stranger, ada.user.email)
    do_jobs()
    assert confirm(stranger, link_in(mails(settings.data)[0])).status_code == 204
    assert ada.browser.get("/users/me").status_code == 401
    bearer = {"Authorization": f"Bearer {token['token']}"}
    assert stranger.get("/auth/session", headers=bearer).status_code == 401
    assert stranger.sign_in(ada.user.email).status_code == 401
    assert stranger.sign_in(ada.user.email, NEW).status_code == 200


def test_nobody_learns_whether_an_address_has_an_account(people, stranger, settings, do_jobs):
    known = people.account([Role.RESEARCHER])
    first, second = ask(stranger, known.email), ask(stranger, "nobody@example.org")
    assert (first.status_code, first.json) == (second.status_code, second.json)
    do_jobs()
    assert [mail["To"] for mail in mails(settings.data)] == [known.email]


def test_a_reset_link_works_once_and_not_for_ever(people, stranger, settings, do_jobs, house):
    ada = people.account([Role.RESEARCHER])
    ask(stranger, ada.email)
    ask(stranger, ada.email)
    do_jobs()
    first, second = (link_in(mail) for mail in mails(settings.data))
    assert confirm(stranger, first).status_code == 204
    assert confirm(stranger, second).status_code == 410  # the first one voided it
    ask(stranger, ada.email)
    do_jobs()
    with house.database.write() as session:
        session.query(MailLink).update({"expires_at": now() - timedelta(seconds=1)})
    assert confirm(stranger, link_in(mails(settings.data)[-1])).json["code"] == "link_expired"


def test_a_weak_new_password_leaves_the_link_usable(people, stranger, settings, do_jobs):
    ada = people.account([Role.RESEARCHER])
    ask(stranger, ada.email)
    do_jobs()
    secret = link_in(mails(settings.data)[0])
    assert confirm(stranger, secret, "short").status_code == 422
    assert confirm(stranger, secret).status_code == 204


def test_changing_it_needs_the_present_one_and_ends_other_sessions(people):
    ada = people.person(Role.RESEARCHER)
    elsewhere = people.signed_in(ada.user)
    wrong = {"present_password": "not-this-one-at-all", "new_password": NEW}
    assert ada.browser.put("/auth/password", json=wrong).json["code"] == "password_wrong"
    right = {"present_password": PASSWORD, "new_password": NEW}
    assert ada.browser.put("/auth/password", json=right).status_code == 204
    assert ada.browser.get("/users/me").status_code == 200
    assert elsewhere.browser.get("/users/me").status_code == 401


def test_passwords_and_secrets_are_nowhere_in_the_database(people, house):
    ada = people.person(Role.RESEARCHER)
    token = ada.browser.post("/auth/tokens", json={"name": "camera", "scopes": ["read"]}).json
    cookie = ada.browser.client.get_cookie("codex_session").value
    with house.database.engine.connect() as connection:
        rows = [connection.execute(table.select()).all() for table in Base.metadata.sorted_tables]
    kept = str(rows)
    assert ada.user.email in kept
    for secret in (PASSWORD, token["token"], cookie):
        assert secret not in kept
