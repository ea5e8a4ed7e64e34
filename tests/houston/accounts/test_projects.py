"""Who makes, changes and leaves a project?"""

from __future__ import annotations

import pytest

from houston.access import Role


@pytest.fixture
def ada(people):
    return people.person(Role.RESEARCHER, name="ada")


@pytest.fixture
def bob(people):
    return people.person(Role.RESEARCHER, name="bob")


@pytest.fixture
def project(ada):
    return "/projects/" + ada.browser.post("/projects", json={"name": "Mara"}).json["id"]


def put_member(person, project, other, role):
    return person.browser.put(f"{project}/members/{other.id}", json={"role": role})


def test_who_makes_a_project_manages_it(ada, project):
    told = ada.browser.get(project).json
    assert told["name"] == "Mara"
    assert told["members"] == [{"user": str(ada.id), "full_name": "ada", "role": "manager"}]


def test_a_project_is_for_its_members(ada, bob, project):
    assert bob.browser.get(project).status_code == 404
    assert bob.browser.get("/projects").json["items"] == []
    assert put_member(ada, project, bob, "viewer").status_code == 200
    assert bob.browser.get(project).status_code == 200


@pytest.mark.parametrize("role", ["viewer", "contributor"])
def test_only_its_managers_change_it(ada, bob, project, role):
    put_member(ada, project, bob, role)
    assert bob.browser.patch(project, json={"name": "Bob's"}).status_code == 403
    assert put_member(bob, project, bob, "manager").status_code == 403
    assert bob.browser.delete(project).status_code == 403


def test_one_leaves_on_ones_own(ada, bob, project):
    put_member(ada, project, bob, "viewer")
    assert bob.browser.delete(f"{project}/members/{bob.id}").status_code == 204
    assert bob.browser.get(project).status_code == 404


def test_the_last_manager_stays(ada, bob, project):
    put_member(ada, project, bob, "contributor")
    left = ada.browser.delete(f"{project}/members/{ada.id}")
    assert (left.status_code, left.json["code"]) == (409, "last_manager")
    assert put_member(ada, project, ada, "viewer").json["code"] == "last_manager"
    put_member(ada, project, bob, "manager")
    assert ada.browser.delete(f"{project}/members/{ada.id}").status_code == 204


def test_names_are_unique(ada, project):
    again = ada.browser.post("/projects", json={"name": "Mara"})
    assert (again.status_code, again.json["code"]) == (422, "name_taken")
    assert ada.browser.patch(project, json={"name": "Mara"}).status_code == 200


def test_who_manages_users_manages_every_project(people, project):
    manager = people.person(Role.MANAGER)
    assert manager.browser.get("/projects").json["items"][0]["name"] == "Mara"
    assert manager.browser.patch(project, json={"description": "Plains"}).status_code == 200
    assert manager.browser.delete(project).status_code == 204


def test_a_contributor_makes_none_but_can_be_in_one(ada, people, project):
    ben = people.person(Role.CONTRIBUTOR)
    assert ben.browser.post("/projects", json={"name": "Ben's"}).status_code == 403
    put_member(ada, project, ben, "contributor")
    assert [each["name"] for each in ben.browser.get("/projects").json["items"]] == ["Mara"]
