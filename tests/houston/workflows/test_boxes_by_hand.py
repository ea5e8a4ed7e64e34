"""Boxes drawn, corrected, moved and removed by people."""

from __future__ import annotations

import pytest

from houston.access import Role
from tests.houston.sending import open_draft, picture, sighting, upload
from tests.houston.workflows.reports import report
from tests.houston.workflows.seams import box, see

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def browser(people):
    return people.person(Role.RESEARCHER).browser


@pytest.fixture
def empty(browser, work, house):
    """A picture in which nothing was found, of a sighting with two encounters."""
    see(house, lambda asset: [])
    draft = open_draft(browser)
    asset = upload(browser, draft, "a.jpg", picture())
    told = sighting()
    told["encounters"] = [{"assets": ["a.jpg"]}, {"assets": ["a.jpg"]}]
    browser.post(f"/submissions/{draft}/commit", json={"sightings": [told]})
    work()
    encounters = browser.get(f"/submissions/{draft}").json["encounters"]
    return asset, *encounters


def draw(browser, asset, encounter, **fields):
    wanted = {"asset": asset, "encounter": encounter, "bbox": [10, 20, 100, 80], **fields}
    return browser.post("/annotations", json=wanted)


def test_a_box_is_drawn_where_no_detector_found_any(browser, empty):
    asset, encounter, _ = empty
    drawn = draw(browser, asset, encounter, viewpoint="left", theta=0.2)
    assert drawn.status_code == 201
    assert (drawn.json["bbox"], drawn.json["viewpoint"]) == ([10, 20, 100, 80], "left")
    shown = browser.get(f"/assets/{asset}").json
    assert (shown["state"], shown["annotations"]) == ("detected", [drawn.json])
    assert browser.get(f"/annotations/{drawn.json['id']}").json == drawn.json


def test_an_encounter_has_one_annotation_a_picture(browser, empty):
    asset, encounter, other = empty
    assert draw(browser, asset, encounter).status_code == 201
    second = draw(browser, asset, encounter, bbox=[0, 0, 50, 50])
    assert (second.status_code, second.json["code"]) == (409, "encounter_annotated")
    assert len(browser.get(f"/assets/{asset}").json["annotations"]) == 1
    assert draw(browser, asset, other).status_code == 201


def test_a_box_outside_of_the_picture_is_refused(browser, empty):
    asset, encounter, _ = empty
    for bbox in ([5000, 5000, 10, 10], [0, 0, 0, 0], [0, 0, -5, 10]):
        answer = draw(browser, asset, encounter, bbox=bbox)
        assert answer.status_code == 422
        assert "box_invalid" in answer.text


def test_a_box_is_corrected_and_turned(browser, empty):
    asset, encounter, _ = empty
    drawn = draw(browser, asset, encounter).json
    changed = browser.patch(
        f"/annotations/{drawn['id']}",
        json={"bbox": [0, 0, 50, 60], "theta": 0.5, "viewpoint": "right", "class": "zebra"},
    )
    assert changed.status_code == 200
    assert changed.json == {
        **drawn,
        "bbox": [0, 0, 50, 60],
        "theta": 0.5,
        "viewpoint": "right",
        "class": "zebra",
    }


def test_an_annotation_moves_within_its_sighting(browser, empty):
    asset, first, second = empty
    drawn = draw(browser, asset, first).json
    moved = browser.patch(f"/annotations/{drawn['id']}", json={"encounter": second})
    assert (moved.status_code, moved.json["encounter"]) == (200, second)
    assert browser.get(f"/assets/{asset}").json["encounters"] == [second]


def test_an_annotation_does_not_move_to_another_sighting(browser, empty, work):
    asset, first, _ = empty
    drawn = draw(browser, asset, first).json
    other = report_elsewhere(browser, work)
    moved = browser.patch(f"/annotations/{drawn['id']}", json={"encounter": other})
    assert (moved.status_code, moved.json["code"]) == (422, "other_sighting")
    assert draw(browser, asset, other).json["code"] == "other_sighting"


def report_elsewhere(browser, work) -> str:
    draft = open_draft(browser)
    browser.post(f"/submissions/{draft}/commit", json={"sightings": [sighting()]})
    work()
    encounter: str = browser.get(f"/submissions/{draft}").json["encounters"][0]
    return encounter


def test_an_annotation_moves_to_nobody_who_has_one_there(browser, empty):
    asset, first, second = empty
    one, _ = draw(browser, asset, first).json, draw(browser, asset, second).json
    moved = browser.patch(f"/annotations/{one['id']}", json={"encounter": second})
    assert (moved.status_code, moved.json["code"]) == (409, "encounter_annotated")


def test_a_removed_box_is_gone(browser, empty):
    asset, encounter, _ = empty
    drawn = draw(browser, asset, encounter).json
    assert browser.delete(f"/annotations/{drawn['id']}").status_code == 204
    assert browser.get(f"/assets/{asset}").json["annotations"] == []
    assert browser.get(f"/annotations/{drawn['id']}").status_code == 404
    assert draw(browser, asset, encounter).status_code == 201


def test_a_box_may_wait_for_somebody_to_say_whose_it_is(browser, empty):
    asset, encounter, _ = empty
    drawn = draw(browser, asset, None)
    assert (drawn.status_code, drawn.json["encounter"]) == (201, None)
    named = browser.patch(f"/annotations/{drawn.json['id']}", json={"encounter": encounter})
    assert named.json["encounter"] == encounter


def test_only_who_may_change_the_encounter_draws_in_it(people, empty, browser, work, stranger):
    asset, encounter, _ = empty
    drawn = draw(browser, asset, encounter).json
    other = people.person(Role.RESEARCHER).browser
    curator = people.person(Role.CURATOR).browser
    for refused in (other, stranger):
        assert draw(refused, asset, encounter).status_code == 404
        assert refused.patch(f"/annotations/{drawn['id']}", json={"theta": 1}).status_code == 404
        assert refused.delete(f"/annotations/{drawn['id']}").status_code == 404
    assert curator.patch(f"/annotations/{drawn['id']}", json={"theta": 1}).status_code == 200


def test_what_is_public_is_seen_and_not_changed(people, browser, work, stranger):
    done = report(browser, work, picture(), visibility="public", approve=True)
    other = people.person(Role.RESEARCHER).browser
    assert other.get(f"/annotations/{done.annotation}").status_code == 200
    assert other.patch(f"/annotations/{done.annotation}", json={"theta": 1}).status_code == 403
    assert stranger.patch(f"/annotations/{done.annotation}", json={"theta": 1}).status_code == 401


def test_looking_again_keeps_a_box_drawn_by_hand(browser, empty, work, house):
    asset, encounter, _ = empty
    drawn = draw(browser, asset, encounter, bbox=[0, 0, 60, 50]).json
    see(house, lambda _: [box(2, 2), box(200, 100)])
    browser.post(f"/assets/{asset}/detect")
    work()
    shown = browser.get(f"/assets/{asset}").json["annotations"]
    (kept,) = [each for each in shown if each["id"] == drawn["id"]]
    told = ("identifiability", "hindrance", "hindrance_reason")  # as its features show meanwhile
    assert kept == {**drawn, **{name: kept[name] for name in told}}
    assert kept["hindrance"] == "too_small"
    assert len(shown) == 2
