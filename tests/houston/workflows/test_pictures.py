"""Who sees which picture in which size, and under which name is its original handed out?"""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image

from houston.access import Role
from service_kit.scope import SYSTEM_SCOPE, Scope
from tests.houston.sending import open_draft, picture, sighting, upload
from tests.houston.workflows.reports import report
from tests.houston.workflows.seams import box, break_once, see

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def owner(people):
    return people.person(Role.RESEARCHER).browser


@pytest.fixture
def reader(people):
    return people.person(Role.CONTRIBUTOR).browser


def located() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "S", 2: (1.0, 30.0, 0.0), 3: "E", 4: (36.0, 0.0, 0.0)})
    return picture(exif=exif)


@pytest.mark.parametrize("size", ["thumbnail", "medium", "large"])
def test_a_picture_is_shown_upright_and_kept_by_the_browser_only(owner, work, size):
    done = report(owner, work, located())
    answer = owner.get(f"/assets/{done.asset}/{size}.webp")
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    image = Image.open(io.BytesIO(answer.data))
    assert image.height > image.width
    assert not image.getexif()
    assert answer.headers["Cache-Control"].startswith("private")
    again = owner.get(
        f"/assets/{done.asset}/{size}.webp", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_there_are_no_other_sizes(owner, work):
    done = report(owner, work, picture())
    for size in ("huge", "..%2f..%2fx", "thumbnail.webp"):
        assert owner.get(f"/assets/{done.asset}/{size}.webp").status_code == 404


@pytest.mark.parametrize(
    ("name", "exact"),
    [
        ("zebra_🦓 Müller.jpg", "zebra_%F0%9F%A6%93%20M%C3%BCller.jpg"),
        ("../../x.jpg", "x.jpg"),
        ("C:\\Users\\Ann\\x.jpg", "x.jpg"),
        ('a";b.jpg', "a%22%3Bb.jpg"),
        ("🦓", "%F0%9F%A6%93"),
    ],
)
def test_the_original_comes_byte_by_byte_under_its_name(owner, work, name, exact):
    content = located()
    done = report(owner, work, content, name=name)
    answer = owner.get(f"/assets/{done.asset}/original")
    assert answer.data == content
    assert answer.mimetype == "image/jpeg"
    told = answer.headers["Content-Disposition"]
    assert told.startswith('attachment; filename="')
    assert told.endswith(f"filename*=UTF-8''{exact}")
    assert told.isascii()
    tag = answer.headers["ETag"]
    assert hashlib.sha256(content).hexdigest() in tag
    kept = owner.get(f"/assets/{done.asset}/original", headers={"If-None-Match": tag})
    assert kept.status_code == 304


def test_the_public_sees_approved_pictures_but_no_original_with_its_place(
    owner, reader, stranger, work
):
    hidden = report(owner, work, picture(1), visibility="public")
    shown = report(owner, work, picture(2), visibility="public", approve=True)
    private = report(owner, work, picture(3), approve=True)
    for browser in (reader, stranger):
        assert browser.get(f"/assets/{shown.asset}/medium.webp").status_code == 200
        assert browser.get(f"/assets/{shown.asset}").json["encounters"] == [shown.encounter]
        for other in (hidden, private):
            assert browser.get(f"/assets/{other.asset}/medium.webp").status_code == 404
            assert browser.get(f"/assets/{other.asset}").status_code == 404
            listed = browser.get(f"/assets?encounters={other.encounter}").json["items"]
            assert listed == []
    assert reader.get(f"/assets/{shown.asset}/original").status_code == 403
    assert stranger.get(f"/assets/{shown.asset}/original").status_code == 401


def test_a_viewer_sees_the_boxes_of_animals_that_are_open_to_them(owner, reader, work, house):
    see(house, lambda asset: [box(0, 0, 0.9), box(100, 100, 0.8)])
    draft = open_draft(owner, visibility="public")
    upload(owner, draft, "herd.jpg", picture())
    owner.post(f"/submissions/{draft}/commit", json={"sightings": [sighting("herd.jpg")]})
    work()
    first, second = owner.get(f"/submissions/{draft}").json["encounters"]
    assert owner.post(f"/encounters/{first}/approve").status_code == 200
    (shown,) = reader.get(f"/assets?encounters={first},{second}").json["items"]
    assert shown["encounters"] == [first]
    assert [each["encounter"] for each in shown["annotations"]] == [first]


def test_pictures_are_listed_page_by_page_with_one_question_for_all_boxes(owner, work, house):
    reports = [report(owner, work, picture(seed)) for seed in range(3)]
    encounters = ",".join(each.encounter for each in reports)
    counter = break_once(house, 1_000, done=False)
    everything = owner.get(f"/assets?encounters={encounters}").json["items"]
    assert counter.calls == 1
    assert {each["id"] for each in everything} == {each.asset for each in reports}
    first = owner.get(f"/assets?encounters={encounters}&limit=2").json
    rest = owner.get(f"/assets?encounters={encounters}&limit=2&cursor={first['next']}").json
    assert len(first["items"]) == 2
    assert first["items"] + rest["items"] == everything
    assert rest["next"] is None


def test_pictures_of_a_sighting_are_listed(owner, work):
    done = report(owner, work, picture())
    (shown,) = owner.get(f"/assets?sighting={done.sighting}").json["items"]
    assert shown["id"] == done.asset


def test_one_says_whose_pictures_one_wants(owner):
    assert owner.get("/assets").status_code == 422
    assert owner.get("/assets?encounters=zebra").status_code == 422


def signed(installation, audience="houston", scope: Scope = SYSTEM_SCOPE, by=None):
    signer = (by or installation.acm).signer
    return {"Authorization": f"Bearer {signer.sign(audience, scope)}"}


def test_only_acm_reads_originals_by_the_back_door(owner, work, installation):
    content = located()
    done = report(owner, work, content)
    path = f"/internal/v1/assets/{done.asset}/original"
    client = installation.app.test_client()
    assert client.get(path, headers=signed(installation)).data == content
    assert client.get(path).status_code == 401
    assert client.get(path, headers=signed(installation, audience="acm")).status_code == 401
    assert client.get(path, headers=signed(installation, by=installation.edm)).status_code == 401
    unknown = f"/internal/v1/assets/{done.encounter}/original"
    assert client.get(unknown, headers=signed(installation)).status_code == 404


def test_a_callback_for_no_job_does_no_harm_and_needs_a_token(owner, work, installation):
    done = report(owner, work, picture())
    client = installation.app.test_client()
    path = f"/internal/v1/callbacks/{done.encounter}"
    assert client.post(path, headers=signed(installation), json={}).status_code == 204
    assert client.post(path, json={}).status_code == 401
