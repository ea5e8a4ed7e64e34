"""Is every change of access written down, once and for ever?"""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from houston.access import Role
from houston.models import AuditEntry, Base
from houston.operations.audit import note
from service_kit.database import Database
from service_kit.identity import new_id


@pytest.fixture
def admin(people):
    return people.person(Role.ADMIN)


def test_a_change_of_roles_tells_who_when_before_and_after(admin, people):
    ada = people.account([Role.CONTRIBUTOR])
    answer = admin.browser.put(f"/users/{ada.id}/roles", json={"roles": ["researcher"]})
    [entry] = admin.browser.get(f"/audit?subject={ada.id}").json["items"]
    assert entry["actor"] == str(admin.id)
    assert entry["action"] == "user.set_roles"
    assert (entry["before"], entry["after"]) == (
        {"roles": ["contributor"]},
        {"roles": ["researcher"]},
    )
    assert entry["request_id"] == answer.headers["X-Request-Id"]


def test_collaborations_projects_tokens_and_passwords_are_in_it(admin, people):
    ada = people.person(Role.RESEARCHER)
    made = ada.browser.post("/projects", json={"name": "Mara"}).json
    ada.browser.put(f"/projects/{made['id']}/members/{admin.id}", json={"role": "viewer"})
    ada.browser.post("/collaborations", json={"user": str(admin.id), "level": "view"})
    ada.browser.post("/auth/tokens", json={"name": "camera", "scopes": ["read"]})
    told = admin.browser.get(f"/audit?actor={ada.id}").json["items"]
    assert [each["action"] for each in told] == [
        "token.create",
        "collaboration.set_level",
        "project.set_member",
        "project.create",
    ]


def test_it_comes_in_pages(admin):
    for number in range(3):
        admin.browser.patch("/users/me", json={"full_name": f"Name {number}"})
    first = admin.browser.get("/audit?action=user.change&limit=2").json
    rest = admin.browser.get(f"/audit?action=user.change&limit=2&cursor={first['next']}").json
    names = [each["after"]["full_name"] for each in first["items"] + rest["items"]]
    assert names == ["Name 2", "Name 1", "Name 0"]
    assert admin.browser.get("/audit?cursor=nonsense").status_code == 400


@pytest.mark.parametrize("change", ["UPDATE audit SET action = 'x'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_it(database_url, change):
    database = Database(database_url)
    Base.metadata.create_all(database.engine)
    with database.write() as session:
        note(session, "user.create", "user", new_id(), actor=None)
    with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
        session.execute(text(change))
    with database.read() as session:
        assert session.query(AuditEntry).count() == 1
    database.dispose()
