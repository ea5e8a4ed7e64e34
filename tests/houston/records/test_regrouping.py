"""Were they seen together? Encounters change sightings, and whatever shows them keeps to the rules."""

from __future__ import annotations

import uuid

import pytest

from houston.access import Kind, Role
from houston.models import Pointer
from houston.queries.pointer import encounters_of_sighting
from service_kit.identity import new_id
from tests.houston.sending import open_draft, picture, sighting, upload

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def ada(people):
    return people.person(Role.RESEARCHER, name="ada")


@pytest.fixture
def herd(ada, work):
    """Two zebras in one sighting, each with a picture of its own: `(sighting, encounters, assets)`."""
    draft = open_draft(ada.browser)
    assets = [upload(ada.browser, draft, f"{n}.jpg", picture(n)) for n in (1, 2)]
    document = sighting(encounters=[{"assets": ["1.jpg"]}, {"assets": ["2.jpg"]}])
    ada.browser.post(f"/submissions/{draft}/commit", json={"sightings": [document]})
    work()
    done = ada.browser.get(f"/submissions/{draft}").json
    return done["sightings"][0], done["encounters"], assets


def sightings_of(house, ids):
    with house.database.read() as session:
        return {str(session.get_one(Pointer, uuid.UUID(each)).sighting) for each in ids}


def annotation_of(person, asset):
    return person.browser.get(f"/assets/{asset}").json["annotations"][0]["id"]


def test_an_animal_that_was_not_with_the_others_gets_a_sighting_of_its_own(ada, herd, house):
    first, (stays, goes), (its, other) = herd
    new = str(new_id())
    body = {"encounters": [goes], "sighting": new}
    answers = [ada.browser.post(f"/sightings/{first}/split", json=body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [each["id"] for each in answers[1].json["encounters"]] == [goes]
    assert ada.browser.get(f"/encounters/{goes}").json["sighting"] == new
    assert sightings_of(house, [goes, other, annotation_of(ada, other)]) == {new}
    assert sightings_of(house, [stays, its]) == {first}
    with house.database.read() as session:
        assert session.get_one(Pointer, uuid.UUID(new)).kind == Kind.SIGHTING
        assert set(encounters_of_sighting(session, uuid.UUID(new))) == {uuid.UUID(goes)}


def test_after_a_split_an_annotation_keeps_to_its_new_sighting(ada, herd):
    first, (stays, goes), (_, other) = herd
    ada.browser.post(f"/sightings/{first}/split", json={"encounters": [goes]})
    moved = ada.browser.patch(
        f"/annotations/{annotation_of(ada, other)}", json={"encounter": stays}
    )
    assert (moved.status_code, moved.json["code"]) == (422, "other_sighting")


def test_a_picture_of_animals_of_both_stays_where_it_was(ada, herd, house):
    first, (stays, goes), (_, other) = herd
    box = {"asset": other, "encounter": stays, "bbox": [0, 0, 40, 40]}
    assert ada.browser.post("/annotations", json=box).status_code == 201
    ada.browser.post(f"/sightings/{first}/split", json={"encounters": [goes]})
    assert sightings_of(house, [other]) == {first}
    assert set(ada.browser.get(f"/assets/{other}").json["encounters"]) == {stays, goes}


def test_nobody_is_left_behind_in_an_empty_sighting(ada, herd):
    first, encounters, _ = herd
    refused = ada.browser.post(f"/sightings/{first}/split", json={"encounters": encounters})
    assert (refused.status_code, refused.json["code"]) == (409, "would_orphan")


def test_sightings_that_were_one_become_one(ada, herd, house):
    first, (stays, goes), (its, other) = herd
    split = ada.browser.post(f"/sightings/{first}/split", json={"encounters": [goes]}).json["id"]
    joined = ada.browser.post(f"/sightings/{first}/join", json={"from": [split]})
    assert joined.status_code == 200
    assert {each["id"] for each in joined.json["encounters"]} == {stays, goes}
    assert sightings_of(house, [stays, goes, its, other]) == {first}
    assert ada.browser.get(f"/sightings/{split}").status_code == 404
    moved = ada.browser.patch(
        f"/annotations/{annotation_of(ada, other)}", json={"encounter": stays}
    )
    assert moved.status_code == 200


def test_only_whose_encounters_they_are_regroups_them(people, ada, herd):
    first, (_, goes), _ = herd
    stranger = people.person(Role.RESEARCHER).browser
    for path, body in (("split", {"encounters": [goes]}), ("join", {"from": [first]})):
        answer = stranger.post(
            f"/sightings/{first if path == 'split' else new_id()}/{path}", json=body
        )
        assert answer.status_code in (403, 404)
    assert ada.browser.get(f"/encounters/{goes}").json["sighting"] == first


def test_what_is_not_a_list_of_ids_is_refused(ada, herd):
    for body in ({}, {"encounters": ["zebra"]}, {"encounters": "zebra"}):
        assert ada.browser.post(f"/sightings/{herd[0]}/split", json=body).status_code == 422
