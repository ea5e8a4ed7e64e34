"""How do two users agree to open their data, and close it again?"""

from __future__ import annotations

import pytest

from houston.access import Role


@pytest.fixture
def ada(people):
    return people.person(Role.RESEARCHER, name="ada")


@pytest.fixture
def bob(people):
    return people.person(Role.RESEARCHER, name="bob")


def propose(person, other, level, **options):
    body = {"user": str(other.id), "level": level, **options}
    return person.browser.post("/collaborations", json=body)


def say(person, collaboration, level):
    return person.browser.put(f"/collaborations/{collaboration['id']}/{level}")


def test_what_holds_is_the_lesser_of_what_both_said(ada, bob):
    made = propose(ada, bob, "edit").json
    assert made["level"] == "none"
    assert {side["full_name"]: side["level"] for side in made["sides"]} == {
        "ada": "edit",
        "bob": "none",
    }
    assert say(bob, made, "view").json["level"] == "view"
    assert say(bob, made, "edit").json["level"] == "edit"
    assert say(ada, made, "none").json["level"] == "none"


def test_a_pair_has_one_collaboration_whoever_asks(ada, bob):
    first = propose(ada, bob, "view").json
    second = propose(bob, ada, "view").json
    assert second["id"] == first["id"]
    assert second["level"] == "view"
    assert len(ada.browser.get("/collaborations").json["items"]) == 1


def test_an_outsider_neither_sees_nor_changes_it(ada, bob, people):
    made = propose(ada, bob, "view").json
    carol = people.person(Role.RESEARCHER)
    assert carol.browser.get("/collaborations").json["items"] == []
    assert say(carol, made, "edit").status_code == 404
    assert carol.browser.get("/collaborations?everybody=true").status_code == 403


def test_nobody_collaborates_alone_or_with_who_is_no_researcher(ada, people):
    assert propose(ada, ada, "view").status_code == 422
    ben = people.person(Role.CONTRIBUTOR, name="ben")
    refused = propose(ada, ben, "view")
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/user")
    assert "ben is not a researcher" in refused.json["detail"]


def test_who_manages_users_speaks_for_both_sides(ada, bob, people):
    manager = people.person(Role.MANAGER)
    made = propose(manager, bob, "edit", for_user=str(ada.id)).json
    assert made["level"] == "edit"
    assert manager.browser.get(f"/collaborations?user={ada.id}").json["items"][0] == made
    assert say(manager, made, "none").json["level"] == "none"


def test_nobody_else_speaks_for_others(ada, bob, people):
    carol = people.person(Role.RESEARCHER)
    assert propose(carol, bob, "edit", for_user=str(ada.id)).status_code == 403


def test_an_unknown_level_has_no_address(ada, bob):
    made = propose(ada, bob, "view").json
    assert say(ada, made, "everything").status_code == 404
