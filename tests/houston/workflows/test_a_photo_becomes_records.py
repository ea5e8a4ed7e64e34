"""Does a photo with its metadata become a sighting with annotations, and nothing else ever?"""

from __future__ import annotations

import pytest

from houston.access import Role
from tests.houston.people import People
from tests.houston.sending import open_draft, picture, sighting, upload
from tests.houston.workflows.herd import photo
from tests.houston.workflows.installation import Installation
from tests.houston.workflows.reports import identify, report
from tests.houston.workflows.seams import box, see

pytestmark = pytest.mark.usefixtures("installation")


def test_a_photo_becomes_a_sighting_with_an_annotation(people, work, house):
    browser = people.person(Role.RESEARCHER).browser
    draft = open_draft(browser)
    asset = upload(browser, draft, "zebra_🦓.jpg", picture())
    sent = browser.post(
        f"/submissions/{draft}/commit", json={"sightings": [sighting("zebra_🦓.jpg")]}
    )
    assert (sent.status_code, sent.json["state"]) == (202, "committing")
    work()
    done = browser.get(f"/submissions/{draft}").json
    assert (done["state"], done["reason"], done["errors"]) == ("curation", None, [])
    assert len(done["sightings"]) == len(done["encounters"]) == 1
    assert house.submissions.entry(draft, asset).name == "zebra_🦓.jpg"
    (shown,) = browser.get(f"/assets?encounters={done['encounters'][0]}").json["items"]
    assert (shown["id"], shown["state"]) == (asset, "detected")
    (annotation,) = shown["annotations"]
    assert annotation["encounter"] == done["encounters"][0]
    assert annotation["bbox"] == [0, 0, 320, 240]


@pytest.fixture
def on_each_database(tmp_path, database_url):
    """An installation whose Houston keeps its rows in SQLite, and in PostgreSQL where there is one."""
    made = Installation(tmp_path / "var", database_url=database_url)
    yield made
    made.stop()


def test_the_whole_way_works_on_each_database(on_each_database):
    house, work = on_each_database.house, on_each_database.work
    browser = People(on_each_database.app, house).person(Role.RESEARCHER).browser
    first = report(browser, work, photo(1, 1))
    second = report(browser, work, photo(1, 2), approve=True)
    found = identify(browser, work, encounter=second.encounter)
    decided = browser.post(
        f"/identifications/{found['id']}/decisions",
        json={
            "annotation": second.annotation,
            "decision": "matched",
            "candidate": first.annotation,
        },
    )
    assert decided.status_code == 201
    path = f"/identifications/{found['id']}/decisions/{decided.json['id']}"
    assert browser.delete(path).status_code == 204
    see(house, lambda asset: [box(0, 0), box(100, 100), box(200, 100)])
    draft = open_draft(browser)
    upload(browser, draft, "herd.jpg", picture())
    browser.post(f"/submissions/{draft}/commit", json={"sightings": [sighting("herd.jpg")]})
    work()
    assert len(browser.get(f"/submissions/{draft}").json["encounters"]) == 3
    assert len(browser.get("/submissions?limit=2").json["items"]) == 2
    assert len(browser.get("/identifications").json["items"]) == 1
    assert browser.delete(f"/submissions/{draft}").status_code == 204
