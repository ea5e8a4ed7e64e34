"""What may a script do with an API token?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from houston.access import Role
from houston.models import ApiToken
from service_kit.clock import now


@pytest.fixture
def ada(people):
    return people.person(Role.ADMIN)


def make(person, *scopes, **options):
    body = {"name": "camera trap", "scopes": list(scopes), **options}
    return person.browser.post("/auth/tokens", json=body)


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def test_a_token_speaks_for_its_owner_without_csrf(ada, stranger):
    token = make(ada, "admin").json["token"]
    answer = stranger.patch("/users/me", json={"full_name": "A"}, headers=bearer(token))
    assert (answer.status_code, answer.json["email"]) == (200, ada.user.email)


def test_a_token_can_do_no_more_than_its_scopes(ada, stranger):
    token = make(ada, "read", "submit").json["token"]
    answer = stranger.get("/users", headers=bearer(token))
    assert answer.status_code == 403
    assert "admin" in answer.json["detail"]


def test_a_token_can_do_no_more_than_its_owner(people, stranger):
    token = make(people.person(Role.RESEARCHER), "admin").json["token"]
    assert stranger.get("/users", headers=bearer(token)).status_code == 403


def test_a_token_makes_no_tokens(ada, stranger):
    token = make(ada, "admin").json["token"]
    body = {"name": "offspring", "scopes": ["admin"]}
    assert stranger.post("/auth/tokens", json=body, headers=bearer(token)).status_code == 403


def test_a_token_is_told_once_and_recognised_by_how_it_begins(ada):
    made = make(ada, "read").json
    listed = ada.browser.get("/auth/tokens").json["items"][0]
    assert "token" not in listed
    assert made["token"].startswith(listed["hint"])


@pytest.mark.parametrize("ending", ["revoked", "expired", "unknown"])
def test_a_token_that_is_no_longer_good_is_refused_and_not_taken_for_nobody(
    ada, stranger, house, ending
):
    made = make(ada, "admin", days=1).json
    secret = made["token"]
    if ending == "revoked":
        assert stranger.get("/users/me", headers=bearer(secret)).status_code == 200
        assert ada.browser.delete(f"/auth/tokens/{made['id']}").status_code == 204
    elif ending == "expired":
        with house.change_access() as session:
            session.query(ApiToken).update({"expires_at": now() - timedelta(seconds=1)})
    else:
        secret += "x"
    answer = stranger.get("/auth/session", headers=bearer(secret))
    assert (answer.status_code, answer.json["code"]) == (401, "token_invalid")


def test_nobody_revokes_anothers_token(ada, people):
    made = make(ada, "read").json
    other = people.person(Role.ADMIN)
    assert other.browser.delete(f"/auth/tokens/{made['id']}").status_code == 404


def test_an_unknown_scope_is_refused(ada):
    assert make(ada, "everything").status_code == 422
    assert make(ada).status_code == 422
