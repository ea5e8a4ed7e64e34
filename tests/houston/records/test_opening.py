"""How do encounters come into projects and into the open, and do their pictures follow?"""

from __future__ import annotations

import uuid

import pytest

from houston.access import Kind, Record, Role, Visibility
from houston.models import Annotation, Asset, AssetEncounter, Pointer, Submission
from houston.operations.pointer import add_pointer
from service_kit.identity import new_id

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def ada(people):
    return people.person(Role.RESEARCHER, name="ada")


@pytest.fixture
def bob(people):
    return people.person(Role.RESEARCHER, name="bob")


@pytest.fixture
def project(ada, bob):
    """A project of Ada's in which Bob is a viewer."""
    made = ada.browser.post("/projects", json={"name": "Mara"}).json["id"]
    ada.browser.put(f"/projects/{made}/members/{bob.id}", json={"role": "viewer"})
    return made


@pytest.fixture
def encounter(catalogue, ada):
    return catalogue.encounter(ada.id, visibility=Visibility.PRIVATE)


def change(person, *encounters, **wishes):
    body = {"encounters": [str(each) for each in encounters], **wishes}
    return person.browser.post("/encounters/access", json=body)


def test_an_encounter_in_a_project_is_open_to_its_people(ada, bob, project, encounter):
    place = f"/encounters/{encounter}"
    assert bob.browser.get(place).status_code == 404
    assert change(ada, encounter, add_projects=[project]).status_code == 200
    assert bob.browser.get(place).json["projects"] == [project]
    assert bob.browser.get(f"/permissions?on=encounter:{encounter}").status_code == 200
    assert ada.browser.delete(f"/projects/{project}").json["code"] == "project_in_use"
    assert change(ada, encounter, remove_projects=[project]).status_code == 200
    assert bob.browser.get(place).status_code == 404


def test_one_adds_only_to_projects_that_one_contributes_to(catalogue, bob, project):
    his = catalogue.encounter(bob.id)
    refused = change(bob, his, add_projects=[project])
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/add_projects")


def test_one_opens_only_what_one_may_change_and_all_or_none(catalogue, bob, encounter, people):
    his = catalogue.encounter(bob.id, visibility=Visibility.PRIVATE)
    assert change(bob, his, encounter, visibility="public").status_code == 404
    assert bob.browser.get(f"/encounters/{his}").json["visibility"] == "private"
    assert change(people.person(Role.MANAGER), his, visibility="public").status_code == 403


def test_what_is_made_public_is_for_everybody(ada, stranger, encounter):
    change(ada, encounter, visibility="public")
    assert stranger.get(f"/encounters/{encounter}").status_code == 200


@pytest.fixture
def picture(house, ada, catalogue, encounter):
    """A picture of the encounter and of another one, each with an annotation."""
    other = catalogue.encounter(ada.id, visibility=Visibility.PRIVATE)
    submission, asset = new_id(), new_id()
    annotations = {each: new_id() for each in (encounter, other)}
    record = Record(Kind.ASSET, ada.id, submission=submission, visibility=Visibility.PRIVATE)
    with house.database.write() as session:
        session.add(Submission(id=submission, kind="form", owner=ada.id, visibility="private"))
        session.flush()
        session.add(
            Asset(
                id=asset,
                submission_id=submission,
                name="zebra.jpg",
                sha256="0" * 64,
                size=1,
                media_type="image/jpeg",
                width=40,
                height=30,
            )
        )
        session.flush()
        add_pointer(session, asset, record)
        for each, annotation in annotations.items():
            session.add(AssetEncounter(asset_id=asset, encounter_id=each))
            session.add(Annotation(id=annotation, asset_id=asset, encounter_id=each))
            add_pointer(session, annotation, Record(Kind.ANNOTATION, ada.id))
    return asset, annotations


def access_of(house, record: uuid.UUID):
    with house.database.read() as session:
        pointer = session.get(Pointer, record)
        projects = [str(each.project_id) for each in pointer.projects]
        return pointer.state, pointer.visibility, projects


def test_pictures_and_annotations_follow_here_and_in_acm(
    house, ada, project, encounter, picture, work, installation
):
    asset, annotations = picture
    change(ada, encounter, visibility="public", add_projects=[project])
    work()
    assert access_of(house, asset) == ("approved", "public", [project])
    assert access_of(house, annotations[encounter]) == ("approved", "public", [project])
    other = next(each for each in annotations if each != encounter)
    assert access_of(house, annotations[other])[1:] == ("public", [])
    ada.browser.post(f"/encounters/{encounter}/reject")
    work()
    assert access_of(house, annotations[encounter])[0] == "rejected"
    assert access_of(house, asset)[1] == "public"
    failed = [job for job in _jobs(house) if job.state == "failed"]
    assert failed == []


def _jobs(house):
    with house.database.read() as session:
        return session.query(house.jobs.model).all()


def test_taking_a_review_back_closes_the_picture_again(house, ada, encounter, picture, work):
    asset, _ = picture
    change(ada, encounter, visibility="public")
    ada.browser.post(f"/encounters/{encounter}/unapprove")
    work()
    state, visibility, _ = access_of(house, asset)
    assert (state, visibility) != ("approved", "public")


def test_pictures_follow_a_visibility_that_was_changed_with_the_encounter_itself(
    house, ada, bob, encounter, picture, work
):
    asset, annotations = picture
    place = f"/encounters/{encounter}"
    version = ada.browser.get(place).headers["ETag"]
    changed = ada.browser.patch(place, json={"visibility": "public"}, headers={"If-Match": version})
    assert changed.status_code == 200, changed.json
    work()
    assert access_of(house, annotations[encounter])[:2] == ("approved", "public")
    assert access_of(house, asset)[:2] == ("approved", "public")
    assert bob.browser.get(f"/permissions?on=encounter:{encounter}").status_code == 200


def test_a_gallery_shows_those_pictures_that_one_may_see(
    ada, stranger, catalogue, encounter, picture
):
    asset, annotations = picture
    asha = catalogue.individual(annotations, "Asha")
    place = f"/individuals/{asha}/gallery"
    shown = ada.browser.get(place).json["items"]
    assert {each["annotation"] for each in shown} == {str(each) for each in annotations.values()}
    assert {each["asset"] for each in shown} == {str(asset)}
    first = ada.browser.get(f"{place}?limit=1").json
    rest = ada.browser.get(f"{place}?limit=1&cursor={first['next']}").json
    assert first["items"] + rest["items"] == shown
    assert ada.browser.get(f"{place}?cursor=nonsense").status_code == 400
    change(ada, encounter, visibility="public")
    seen = stranger.get(place).json["items"]
    assert [each["encounter"] for each in seen] == [str(encounter)]
