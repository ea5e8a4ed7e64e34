"""What holds for every page: it fits a phone, speaks both languages, and is worked by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import expect

from houston.client.api import CodexClient
from tests.browser.contrast import too_faint
from tests.browser.visitor import Visitor
from tests.end_to_end.pictures import picture
from tests.end_to_end.stories import sighting

PAGES = {
    "/": "Which animal is it?",
    "/report": "Report a sighting",
    "/sign-in": "Sign in",
    "/register": "Create an account",
    "/encounters": "Encounters",
    "/individuals": "Individuals",
    "/submissions": "My reports",
    "/review": "Review",
    "/no/such/page": "There is no such page",
}
GERMAN = {
    "/": "Welches Tier ist es?",
    "/report": "Sichtung melden",
    "/encounters": "Begegnungen",
    "/individuals": "Individuen",
    "/review": "Prüfen",
}


@pytest.fixture(scope="module")
def encounter(curator: CodexClient) -> str:
    """An approved encounter that everybody may see."""
    submission = curator.submit(
        [sighting("seen.jpg")],
        {"seen.jpg": picture(60, 1)},
        key="everywhere",
        approve=True,
        visibility="public",
    )
    return str(curator.wait_for_submission(submission)["encounters"][0])


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_phone(visit: Callable[..., Visitor], encounter: str, path: str) -> None:
    page = visit(phone=True).page
    page.goto(path)
    expect(page.get_by_role("heading", name=PAGES[path]).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_everything_stands_out_from_its_ground(
    visit: Callable[..., Visitor], encounter: str, path: str, colours: Literal["light", "dark"]
) -> None:
    page = visit().page
    page.emulate_media(color_scheme=colours)
    page.goto(path)
    expect(page.get_by_role("heading", name=PAGES[path]).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert too_faint(page) == []


@pytest.mark.parametrize("path", GERMAN)
def test_a_page_speaks_german_to_who_speaks_german(
    visit: Callable[..., Visitor], path: str
) -> None:
    page = visit("de-DE").page
    page.goto(path)
    expect(page.get_by_role("heading", name=GERMAN[path]).first).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "de"


def test_the_language_chosen_is_kept(visit: Callable[..., Visitor]) -> None:
    page = visit().page
    page.goto("/")
    page.get_by_label("Language").select_option("de")
    expect(page.get_by_role("heading", name=GERMAN["/"])).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name=GERMAN["/"])).to_be_visible()


def test_a_visitor_finds_a_public_encounter_and_sees_it_on_the_phone(
    visit: Callable[..., Visitor], encounter: str
) -> None:
    page = visit(phone=True).page
    page.goto("/encounters")
    page.get_by_role("link", name="zebra").first.click()
    expect(page.get_by_role("heading", name="What is known")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("img").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_name_longer_than_a_phone_is_wide_is_broken(
    visit: Callable[..., Visitor], curator: CodexClient
) -> None:
    name = "station_north/camera_trap_dp_package_of_2024.zip"
    made = curator.call("POST", "/bulk-imports", json={"name": name})
    visitor = visit(phone=True)
    visitor.sign_in("curator@example.org")
    visitor.page.goto(f"/imports/{made['id']}")
    expect(visitor.page.get_by_role("heading", name=name)).to_be_visible()
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_first_tab_leads_past_the_navigation(visit: Callable[..., Visitor]) -> None:
    page = visit().page
    page.goto("/encounters")
    expect(page.get_by_role("heading", name="Encounters", exact=True)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()


def test_filters_are_in_the_address(visit: Callable[..., Visitor], encounter: str) -> None:
    page = visit().page
    page.goto("/encounters")
    page.get_by_label("Species").select_option("rhincodon_typus")
    expect(page.get_by_text("Nothing matches these filters")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Species")).to_have_value("rhincodon_typus")
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.get_by_role("link", name="zebra").first).to_be_visible()
