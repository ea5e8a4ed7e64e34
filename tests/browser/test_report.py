"""Reporting a sighting in the browser, from the first photo to the report's own page."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import Page, Route, expect

from houston.client.api import CodexClient
from tests.browser.report_form import (
    add_photos,
    choose_species,
    enter_place,
    enter_time,
    open_form,
    photo_row,
    send,
    send_and_wait,
)
from tests.browser.visitor import Visitor
from tests.end_to_end.pictures import picture
from tests.end_to_end.stack import Stack

ZEBRA = "Plains zebra (Equus quagga)"
DATE_TIME_ORIGINAL, EXIF_PART, GPS_PART = 0x9003, 0x8769, 0x8825


def photo_with_memory() -> bytes:
    """A JPEG whose camera wrote down when and where: 3 June 2024, 07:30, at 1.5° S, 35.25° E."""
    image = Image.open(io.BytesIO(picture(animal=90, scene=1)))
    exif = image.getexif()
    exif.get_ifd(EXIF_PART)[DATE_TIME_ORIGINAL] = "2024:06:03 07:30:00"
    exif.get_ifd(GPS_PART).update({1: "S", 2: (1.0, 30.0, 0.0), 3: "E", 4: (35.0, 15.0, 0.0)})
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def test_a_visitor_without_an_account_reports_a_sighting_and_follows_it_by_its_link(
    visit: Callable[..., Visitor], curator: CodexClient
) -> None:
    page = visit().page
    open_form(page)
    add_photos(page, {"stripes.jpg": picture(91, 1), "stripes too.jpg": picture(91, 2)})
    choose_species(page, ZEBRA)
    enter_time(page, "2024", "6")
    enter_place(page, "-1.5", "35,25")
    page.get_by_label("Your e-mail").fill("rosa@example.org")
    submission = send_and_wait(page)

    expect(page.get_by_role("main").get_by_text("stripes too.jpg")).to_be_visible()
    encounter = curator.call("GET", f"/submissions/{submission}")["encounters"][0]
    stored = curator.call("GET", f"/encounters/{encounter}")
    assert (stored["time"]["month"], stored["time"]["day"]) == (6, None)
    assert (stored["location"]["latitude"], stored["location"]["longitude"]) == (-1.5, 35.25)
    assert stored["state"] == "unapproved"

    link = page.get_by_label("Keep this link").input_value()
    elsewhere = visit().page
    elsewhere.goto(link)
    expect(elsewhere.get_by_text("Thank you!")).to_be_visible()
    expect(elsewhere.get_by_role("img", name="stripes.jpg")).to_be_visible()

    nosy = visit().page
    nosy.goto(f"/submissions/{submission}")
    expect(nosy.get_by_role("alert")).to_be_visible()


def test_what_the_server_finds_wrong_is_said_at_the_fields_and_can_be_corrected(page: Page) -> None:
    open_form(page)
    add_photos(page, {"one.jpg": picture(92, 1)})
    choose_species(page, ZEBRA)
    enter_time(page, "2024", "2", "31")
    enter_place(page, "-1.5", "")
    send(page)

    expect(page.get_by_role("alert").first).to_be_visible()
    place = page.get_by_role("group", name="Where", exact=True)
    expect(place).to_contain_text("ongitude")
    assert page.get_by_role("link", name="ongitude").first.is_visible()

    enter_time(page, "2024", "2", "29")
    enter_place(page, "-1.5", "35.25")
    send_and_wait(page)


def test_a_report_survives_a_reload(page: Page) -> None:
    open_form(page)
    choose_species(page, ZEBRA)
    enter_time(page, "2023", "11", "5")
    page.get_by_label("Comments").fill("with a limp")
    add_photos(page, {"kept.jpg": picture(93, 1)})
    page.reload()

    expect(page.get_by_label("Species")).to_have_value("equus_quagga")
    expect(page.get_by_label("Year")).to_have_value("2023")
    expect(page.get_by_label("Comments")).to_have_value("with a limp")
    expect(photo_row(page, "kept.jpg")).to_contain_text("Arrived")


def test_what_the_camera_wrote_is_offered_and_taken_only_when_the_person_says_so(
    page: Page,
) -> None:
    open_form(page)
    add_photos(page, {"remembers.jpg": photo_with_memory()})
    when = page.get_by_text("remembers.jpg says it was taken June 3, 2024")
    where = page.get_by_text("remembers.jpg says it was taken at -1.5, 35.25")
    expect(when).to_be_visible()
    expect(where).to_be_visible()
    expect(page.get_by_label("Year")).to_have_value("")
    expect(page.get_by_label("Latitude")).to_have_value("")

    page.get_by_role("button", name="Use it").first.click()
    page.get_by_role("button", name="No, thanks").click()
    expect(page.get_by_label("Year")).to_have_value("2024")
    expect(page.get_by_label("Hour")).to_have_value("7")
    expect(page.get_by_label("Latitude")).to_have_value("")
    expect(when).to_be_hidden()
    expect(where).to_be_hidden()


def test_a_photo_can_be_removed_and_what_is_no_picture_is_refused_with_a_reason(page: Page) -> None:
    open_form(page)
    add_photos(page, {"away.jpg": picture(94, 1)})
    page.get_by_role("button", name="Remove away.jpg").click()
    expect(photo_row(page, "away.jpg")).to_have_count(0)

    page.get_by_label("Choose photos").last.set_input_files(
        [{"name": "note.jpg", "mimeType": "image/jpeg", "buffer": b"no picture at all"}]
    )
    expect(photo_row(page, "note.jpg")).to_contain_text("Refused")


def test_a_click_on_the_map_fills_in_the_place(page: Page) -> None:
    open_form(page)
    page.get_by_role("region", name="Map to pick the place of the sighting").click(
        position={"x": 200, "y": 160}
    )
    expect(page.get_by_label("Latitude")).not_to_have_value("")
    expect(page.get_by_label("Longitude")).not_to_have_value("")


def large_photo() -> bytes:
    """A picture that the app sends in several pieces: what follows its end is read by nobody, and checked."""
    return picture(95, 2) + random.Random(95).randbytes(5 * 1024**2)


def test_an_upload_that_breaks_off_goes_on_by_itself(visit: Callable[..., Visitor]) -> None:
    """The answer to a small one is lost, and of a large one a piece: each arrives, once and whole."""
    visitor = visit()
    page = visitor.page
    photos = {"persistent.jpg": picture(95, 1), "large.jpg": large_photo()}
    sent: list[tuple[str, int]] = []

    def lose_an_answer(route: Route) -> None:
        headers = route.request.headers
        sent.append(("POST", int(headers["upload-length"])))
        if sent.count(("POST", len(photos["persistent.jpg"]))) == 1:
            assert route.fetch(post_data=photos["persistent.jpg"]).status == 201
            route.abort()
        else:
            route.continue_()

    def lose_a_piece(route: Route) -> None:
        request = route.request
        if request.method == "PATCH":
            sent.append(("PATCH", int(request.headers["upload-offset"])))
        if request.method == "PATCH" and len([each for each in sent if each[0] == "PATCH"]) == 2:
            route.abort()
        else:
            route.continue_()

    page.route("**/api/v1/uploads", lose_an_answer)
    page.route("**/api/v1/uploads/*", lose_a_piece)
    open_form(page)
    with page.expect_response("**/api/v1/submissions") as opened:
        add_photos(page, {"persistent.jpg": photos["persistent.jpg"]})
    add_photos(page, {"large.jpg": photos["large.jpg"]})
    piece = 4 * 1024**2
    assert sent == [
        *[("POST", len(photos["persistent.jpg"]))] * 2,
        ("POST", len(photos["large.jpg"])),
        *[("PATCH", 0), ("PATCH", piece), ("PATCH", piece)],
    ]
    submission = opened.value.json()
    stored = page.request.get(
        f"/api/v1/submissions/{submission['id']}",
        headers={"X-Follow-Up-Token": submission["follow_up_token"]},
    ).json()["files"]
    assert {each["name"]: each["sha256"] for each in stored} == {
        name: hashlib.sha256(content).hexdigest() for name, content in photos.items()
    }
    broken_off = [each for each in visitor.complaints if each.endswith("net::ERR_FAILED")]
    assert len(broken_off) == 2
    visitor.complaints = [each for each in visitor.complaints if each not in broken_off]


def test_a_report_sent_without_an_account_can_be_claimed_with_the_same_address(
    visit: Callable[..., Visitor], stack: Stack
) -> None:
    stack.user("late@example.org", "contributor")
    visitor = visit()
    page = visitor.page
    open_form(page)
    add_photos(page, {"mine.jpg": picture(96, 1)})
    choose_species(page, ZEBRA)
    enter_time(page, "2024")
    page.get_by_label("Your e-mail").fill("late@example.org")
    submission = send_and_wait(page)

    visitor.sign_in("late@example.org")
    page.goto(f"/submissions/{submission}")
    page.get_by_role("button", name="Claim this report").click()
    expect(page.get_by_text("This report is yours now.")).to_be_visible()
    page.get_by_role("link", name="My reports").click()
    expect(page.get_by_role("table", name="My reports").get_by_role("row")).to_have_count(2)


def test_several_animals_of_one_sighting_are_reported_at_once(
    page: Page, curator: CodexClient
) -> None:
    """A mare and her foal: a photo of both, and one of the foal alone."""
    open_form(page)
    add_photos(page, {"both.jpg": picture(93, 1), "foal.jpg": picture(94, 1)})
    choose_species(page, ZEBRA)
    page.get_by_role("button", name="Add another animal").click()
    first = page.get_by_role("group", name="Animal 1", exact=True)
    second = page.get_by_role("group", name="Animal 2", exact=True)
    first.get_by_label("What it was doing").fill("grazing")
    second.get_by_label("What it was doing").fill("playing")
    page.get_by_label("Who is in foal.jpg").select_option(label="Animal 2")
    enter_time(page, "2024", "6")
    enter_place(page, "-1.5", "35,25")
    submission = send_and_wait(page)

    told = curator.call("GET", f"/submissions/{submission}")
    assert len(told["sightings"]) == 1
    doing = {
        curator.call("GET", f"/encounters/{each}")["behaviour"]: each for each in told["encounters"]
    }
    shown = {
        asset["name"]: set(asset["encounters"])
        for asset in curator.call("GET", f"/assets?submission={submission}")["items"]
    }
    assert shown == {
        "both.jpg": {doing["grazing"], doing["playing"]},
        "foal.jpg": {doing["playing"]},
    }
