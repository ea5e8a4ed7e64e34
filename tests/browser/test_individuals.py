"""Two individuals turn out to be one, and one to be two: in the browser, and back again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from houston.client.api import CodexClient
from tests.browser.visitor import Visitor
from tests.end_to_end.pictures import picture
from tests.end_to_end.stories import sighting


@pytest.fixture
def animals(curator: CodexClient) -> tuple[str, str]:
    """Merida, a female known by two encounters, and Mirabel, a male known by one."""
    encounters: list[str] = []
    for number, sex in enumerate(("female", "female", "male")):
        name = f"identity-{number}.jpg"
        submission = curator.submit(
            [
                sighting(
                    verbatim_locality=f"ford {number}",
                    encounters=[{"sex": sex, "assets": [name]}],
                )
            ],
            {name: picture(60 + number, 1)},
            key=f"identity-{number}",
        )
        encounters += curator.wait_for_submission(submission)["encounters"]

    def individual(name: str, sex: str, some: list[str]) -> str:
        document = {
            "species": "equus_quagga",
            "encounters": some,
            "sex": sex,
            "names": [{"context": "default", "value": name}],
        }
        return str(curator.call("POST", "/individuals", json=document)["id"])

    return (
        individual("Merida", "female", encounters[:2]),
        individual("Mirabel", "male", encounters[2:]),
    )


def names_of(curator: CodexClient, individual: str) -> set[str]:
    return {each["value"] for each in curator.call("GET", f"/individuals/{individual}")["names"]}


def dialog(page: Page):
    return page.get_by_role("dialog")


def test_a_place_on_the_map_is_told_and_leads_on_by_keyboard(
    visit: Callable[..., Visitor], curator: CodexClient
) -> None:
    submission = curator.submit(
        [sighting("placed.jpg")], {"placed.jpg": picture(64, 1)}, key="placed"
    )
    document = {
        "species": "equus_quagga",
        "encounters": curator.wait_for_submission(submission)["encounters"],
        "names": [{"context": "default", "value": "Makena"}],
    }
    individual = curator.call("POST", "/individuals", json=document)
    visitor = visit()
    visitor.sign_in("curator@example.org")
    page = visitor.page
    page.goto(f"/individuals/{individual['id']}")
    place = page.get_by_role("main").locator("path[role=link]").first
    expect(place).to_have_accessible_name(re.compile("June 3, 2024"))
    place.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/encounters/*")
    expect(page.locator("path[role=img]").first).to_have_accessible_name(re.compile("1.4"))


def test_two_are_merged_and_split_and_both_is_taken_back(
    visit: Callable[..., Visitor], curator: CodexClient, animals: tuple[str, str]
) -> None:
    merida, mirabel = animals
    visitor = visit()
    visitor.sign_in("curator@example.org")
    page = visitor.page

    page.goto(f"/individuals/{merida}")
    page.get_by_role("button", name="Merge with another…").click()
    dialog(page).get_by_label("The other individual").select_option(label="Mirabel")
    dialog(page).get_by_role("button", name="Merge").click()
    dialog(page).get_by_label("Sex").select_option(label="Female")
    dialog(page).get_by_label("Name", exact=True).select_option(label="Mirabel")
    dialog(page).get_by_role("button", name="Merge").click()
    expect(page.get_by_text("They are one now.")).to_be_visible()
    assert names_of(curator, merida) == {"Merida", "Mirabel"}
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("It is as before.")).to_be_visible()
    assert names_of(curator, merida) == {"Merida"}
    assert names_of(curator, mirabel) == {"Mirabel"}

    page.get_by_role("button", name="Split encounters off…").click()
    dialog(page).get_by_label(re.compile("ford 1")).check()
    dialog(page).get_by_label("Its name").fill("Moana")
    dialog(page).get_by_role("button", name="Move 1 encounter").click()
    expect(page.get_by_role("status").get_by_role("link", name="Moana")).to_be_visible()
    assert curator.call("GET", f"/individuals/{merida}")["encounters_count"] == 1
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").get_by_role("link", name="Moana")).to_be_hidden()
    assert curator.call("GET", f"/individuals/{merida}")["encounters_count"] == 2
