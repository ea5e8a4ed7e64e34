"""Each animal of a picture gets an encounter of its own, once, whatever breaks; and no picture holds up another."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from houston.access import Role
from houston.models import Annotation, Asset, Pointer
from tests.houston.sending import open_draft, picture, sighting, upload
from tests.houston.workflows.seams import box, break_once, see

pytestmark = pytest.mark.usefixtures("installation")

THREE = [box(0, 0, 0.7), box(100, 0, 0.9), box(200, 100, 0.8)]


@pytest.fixture
def browser(people):
    return people.person(Role.RESEARCHER).browser


def send(browser, work, *pictures: str, encounters=None):
    """One sighting with these pictures; the submission's id."""
    draft = open_draft(browser)
    for seed, name in enumerate(pictures):
        upload(browser, draft, name, picture(seed))
    told = sighting(*pictures)
    if encounters is not None:
        told["encounters"] = encounters
    sent = browser.post(f"/submissions/{draft}/commit", json={"sightings": [told]})
    assert sent.status_code == 202
    work()
    return draft


def assets_of(browser, draft):
    return {each["name"]: each for each in browser.get(f"/assets?submission={draft}").json["items"]}


def test_three_animals_make_three_encounters_of_one_sighting(browser, work, house):
    see(house, lambda asset: THREE)
    draft = send(browser, work, "herd.jpg")
    told = browser.get(f"/submissions/{draft}").json
    assert (told["state"], len(told["sightings"]), len(told["encounters"])) == ("curation", 1, 3)
    shown = assets_of(browser, draft)["herd.jpg"]
    assert set(shown["encounters"]) == set(told["encounters"])
    assert {each["encounter"] for each in shown["annotations"]} == set(told["encounters"])
    for encounter in told["encounters"]:
        record = browser.get(f"/encounters/{encounter}").json
        assert record["sighting"] == told["sightings"][0]
        assert record["location"]["latitude"] == -1.4
        assert record["individual"] is None


def test_the_surest_finding_is_whom_the_picture_was_taken_of(browser, work, house):
    see(house, lambda asset: THREE)
    draft = send(browser, work, "herd.jpg")
    shown = assets_of(browser, draft)["herd.jpg"]
    first = shown["encounters"][0]
    (own,) = [each for each in shown["annotations"] if each["encounter"] == first]
    assert own["confidence"] == 0.9


def test_encounters_that_were_reported_are_filled_before_any_is_made(browser, work, house):
    see(house, lambda asset: THREE)
    two = [{"assets": ["herd.jpg"], "sex": "female"}, {"assets": ["herd.jpg"], "sex": "male"}]
    draft = send(browser, work, "herd.jpg", encounters=two)
    told = browser.get(f"/submissions/{draft}").json
    assert len(told["encounters"]) == 3
    sexes = [browser.get(f"/encounters/{each}").json["sex"] for each in told["encounters"]]
    assert sorted(sexes, key=str) == [None, "female", "male"]


def test_an_identity_is_never_copied(browser, work, house):
    see(house, lambda asset: THREE)
    draft = send(
        browser,
        work,
        "herd.jpg",
        encounters=[{"assets": ["herd.jpg"], "individual_name": "Amina"}],
    )
    encounters = browser.get(f"/submissions/{draft}").json["encounters"]
    named = [browser.get(f"/encounters/{each}").json["individual"] for each in encounters]
    assert sum(each is not None for each in named) == 1


def test_a_bad_picture_and_an_empty_one_hold_nobody_up(browser, work, house):
    names: dict[str, str] = {}

    def finds(asset):
        return {"bad.jpg": "failed", "empty.jpg": []}.get(names[asset], THREE[:1])

    draft = open_draft(browser)
    for seed, name in enumerate(("bad.jpg", "empty.jpg", "good.jpg")):
        names[upload(browser, draft, name, picture(seed))] = name
    see(house, finds)
    browser.post(f"/submissions/{draft}/commit", json={"sightings": [sighting(*names.values())]})
    work()
    assert browser.get(f"/submissions/{draft}").json["state"] == "curation"
    shown = assets_of(browser, draft)
    assert {name: each["state"] for name, each in shown.items()} == {
        "bad.jpg": "failed",
        "empty.jpg": "nothing_found",
        "good.jpg": "detected",
    }
    assert shown["bad.jpg"]["reason"] == "So the test says."


def test_a_box_that_acm_refuses_fails_its_picture_alone(browser, work, house):
    boxes: dict[str, list] = {}
    see(house, lambda asset: boxes.get(asset, THREE[:1]))
    draft = open_draft(browser)
    odd = upload(browser, draft, "odd.jpg", picture(1))
    upload(browser, draft, "good.jpg", picture(2))
    boxes[odd] = [box(0, 0), box(5000, 5000)]
    browser.post(
        f"/submissions/{draft}/commit", json={"sightings": [sighting("odd.jpg", "good.jpg")]}
    )
    work()
    shown = assets_of(browser, draft)
    assert (shown["odd.jpg"]["state"], shown["good.jpg"]["state"]) == ("failed", "detected")
    assert shown["odd.jpg"]["reason"]
    assert shown["odd.jpg"]["annotations"] == []


def counted(house, draft):
    """Everything that there is of a submission, in Houston and EDM."""
    with house.database.read() as session:
        pointers = session.scalars(
            select(Pointer.kind).where(Pointer.submission == uuid.UUID(draft))
        ).all()
        annotations = session.scalars(select(Annotation)).all()
        assets = session.scalars(select(Asset.state)).all()
    return (
        {kind: pointers.count(kind) for kind in sorted(set(pointers))},
        len({each.encounter_id for each in annotations}),
        [each.unsent for each in annotations],
        list(assets),
    )


EXPECTED = (
    {"annotation": 4, "asset": 2, "encounter": 3, "sighting": 1},
    3,
    [None] * 4,
    ["detected", "detected"],
)
CALLS = 17  # to EDM and ACM on one submission's way


@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("nth", range(1, CALLS + 1))
def test_whichever_call_breaks_the_submission_is_made_once(
    browser, work, house, installation, nth, done
):
    names: dict[str, str] = {}
    draft = open_draft(browser)
    names[upload(browser, draft, "herd.jpg", picture(1))] = "herd.jpg"
    names[upload(browser, draft, "one.jpg", picture(2))] = "one.jpg"
    see(house, lambda asset: THREE if names[asset] == "herd.jpg" else THREE[:1])
    counter = break_once(house, nth, done)
    told = sighting("herd.jpg", "one.jpg")
    browser.post(f"/submissions/{draft}/commit", json={"sightings": [told]})
    work()
    work_again_when_waiting(installation)
    assert counter.calls >= nth
    found = browser.get(f"/submissions/{draft}").json
    assert (found["state"], found["reason"]) == ("curation", None)
    assert counted(house, draft) == EXPECTED
    listed = browser.get("/encounters").json["items"]
    assert {each["id"] for each in listed} == set(found["encounters"])
    assert len(house.submissions.history(draft)) == 1


def work_again_when_waiting(installation):
    """A callback that came while its job was breaking off is made up for by looking again."""
    with installation.house.database.write() as session:
        for job in session.query(installation.house.jobs.model).filter_by(
            state="waiting", kind="detect"
        ):
            installation.house.jobs.wake(session, job.id)
    installation.work()


def test_a_detection_that_failed_is_tried_again_by_a_person(browser, work, house, monkeypatch):
    draft = open_draft(browser)
    upload(browser, draft, "a.jpg", picture())
    real = house.acm

    class Away:
        def send(self, *arguments, **options):
            raise ConnectionError("ACM is away")

        call = send

    house.__dict__["acm"] = Away()
    browser.post(f"/submissions/{draft}/commit", json={"sightings": [sighting("a.jpg")]})
    work()
    house.__dict__["acm"] = real
    told = browser.get(f"/submissions/{draft}").json
    assert told["state"] == "curation"
    shown = assets_of(browser, draft)["a.jpg"]
    assert shown["state"] == "failed"
    assert "nobody foresaw" in shown["reason"]
    assert browser.post(f"/submissions/{draft}/retry").status_code == 202
    work()
    shown = assets_of(browser, draft)["a.jpg"]
    assert (shown["state"], shown["reason"], len(shown["annotations"])) == ("detected", None, 1)


def test_looking_again_keeps_what_is_there_and_adds_what_is_new(browser, work, house):
    see(house, lambda asset: THREE[:1])
    draft = send(browser, work, "herd.jpg")
    shown = assets_of(browser, draft)["herd.jpg"]
    see(house, lambda asset: THREE)
    again = browser.post(f"/assets/{shown['id']}/detect")
    assert again.status_code == 202
    work()
    assert browser.get(f"/jobs/{again.json['id']}").json["state"] == "done"
    now_shown = assets_of(browser, draft)["herd.jpg"]
    assert shown["annotations"][0] in now_shown["annotations"]
    assert len(now_shown["annotations"]) == len(now_shown["encounters"]) == 3
    assert browser.get(f"/submissions/{draft}").json["state"] == "curation"


def test_looking_again_finds_nothing_new_twice(browser, work, house):
    draft = send(browser, work, "a.jpg")
    before = assets_of(browser, draft)
    browser.post(f"/assets/{before['a.jpg']['id']}/detect")
    work()
    assert assets_of(browser, draft) == before
