"""Who manages accounts, and what can nobody do?"""

from __future__ import annotations

import pytest

from houston.access import Role
from tests.houston.people import PASSWORD


@pytest.fixture
def manager(people):
    return people.person(Role.MANAGER)


@pytest.fixture
def admin(people):
    return people.person(Role.ADMIN)


def set_roles(person, user, *roles):
    return person.browser.put(f"/users/{user.id}/roles", json={"roles": list(roles)})


def test_accounts_are_listed_in_pages_and_found(manager, people):
    for number in range(5):
        people.account([Role.CONTRIBUTOR], name=f"walker{number}")
    first = manager.browser.get("/users?limit=4&total=true").json
    rest = manager.browser.get(f"/users?limit=4&cursor={first['next']}").json
    emails = [each["email"] for each in first["items"] + rest["items"]]
    assert first["total"] == len(set(emails)) == 6
    assert emails == sorted(emails)
    found = manager.browser.get("/users?search=WALKER3&total=true").json
    assert (found["total"], found["items"][0]["full_name"]) == (1, "walker3")


def test_a_new_role_holds_at_once(manager, people):
    ada = people.person(Role.CONTRIBUTOR)
    assert ada.browser.get("/collaborations").status_code == 403
    assert set_roles(manager, ada.user, "contributor", "researcher").status_code == 200
    assert ada.browser.get("/collaborations").status_code == 200
    set_roles(manager, ada.user, "contributor")
    assert ada.browser.get("/collaborations").status_code == 403


def test_nobody_changes_their_own_roles(manager, admin):
    assert set_roles(manager, manager.user, "manager", "curator").status_code == 403
    assert set_roles(admin, admin.user, "admin", "curator").status_code == 403


def test_only_an_admin_makes_or_unmakes_one(manager, admin, people):
    ada = people.account([Role.RESEARCHER])
    assert set_roles(manager, ada, "admin").status_code == 403
    assert set_roles(manager, admin.user, "contributor").status_code == 403
    assert set_roles(admin, ada, "admin").status_code == 200


def test_a_manager_makes_no_admin_account(manager, admin):
    body = {"email": "boss@example.org", "password": PASSWORD, "roles": ["admin"]}
    assert manager.browser.post("/users", json=body).status_code == 403
    assert admin.browser.post("/users", json=body).status_code == 201
    assert admin.browser.post("/users", json=body).json["code"] == "email_taken"


def test_the_last_admin_stays(admin, people):
    other = people.person(Role.ADMIN)
    assert set_roles(other, admin.user, "curator").status_code == 200
    lone = people.person(Role.MANAGER)
    refused = lone.browser.patch(f"/users/{other.id}", json={"active": False})
    assert refused.status_code == 403


def test_a_deactivated_account_is_out_at_once_and_can_come_back(manager, people, stranger):
    ada = people.person(Role.RESEARCHER)
    token = ada.browser.post("/auth/tokens", json={"name": "camera", "scopes": ["read"]}).json
    place = f"/users/{ada.id}"
    answer = manager.browser.patch(place, json={"active": False})
    assert (answer.status_code, answer.json.get("active")) == (200, False), answer.json
    assert ada.browser.get("/users/me").status_code == 401
    bearer = {"Authorization": f"Bearer {token['token']}"}
    assert stranger.get("/auth/session", headers=bearer).status_code == 401
    assert stranger.sign_in(ada.user.email).status_code == 401
    assert manager.browser.patch(place, json={"active": True}).status_code == 200
    assert stranger.sign_in(ada.user.email).status_code == 200
    assert ada.browser.get("/users/me").status_code == 401


def test_one_changes_ones_own_name_and_nothing_more(people):
    ada = people.person(Role.CONTRIBUTOR)
    assert ada.browser.patch("/users/me", json={"full_name": "Ada"}).json["full_name"] == "Ada"
    refused = ada.browser.patch("/users/me", json={"roles": ["admin"]})
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "field_unknown")


def test_people_to_work_with_are_found_without_their_addresses(people):
    ada = people.person(Role.RESEARCHER)
    people.account([Role.RESEARCHER], name="Wangari Maathai")
    found = ada.browser.get("/users/people?search=maathai").json["items"]
    assert [each["full_name"] for each in found] == ["Wangari Maathai"]
    assert set(found[0]) == {"id", "full_name", "affiliation"}
    assert ada.browser.get("/users/people?search=a").status_code == 422
