"""Putting a catalogue in order, in the browser: a comparison with why, the keys, the way back, and what follows."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from houston.client.api import CodexClient
from tests.browser.conftest import PHONE
from tests.browser.contrast import too_faint
from tests.browser.visitor import Visitor
from tests.end_to_end.pictures import picture
from tests.end_to_end.stories import sighting

SPECIES = "panthera_pardus"
"""No other test's animals are of it."""


def bring(client: CodexClient, animal: int, scene: int) -> None:
    key = f"curated-{animal}-{scene}"
    files = {f"{key}.jpg": picture(animal, scene)}
    told = sighting(*files, species=SPECIES)
    client.wait_for_submission(client.submit([told], files, key=key, approve=True))


def test_comparisons_are_answered_by_keys_taken_back_and_become_proposals(
    visit: Callable[..., Visitor], curator: CodexClient
) -> None:
    for animal in (31, 32, 33):
        for scene in (1, 2):
            bring(curator, animal, scene)
    visitor = visit()
    visitor.sign_in("curator@example.org")
    page = visitor.page
    page.goto("/individuals")
    page.get_by_role("link", name="Put the catalogue in order").click()
    # The page before has a choice of species, too.
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    page.get_by_label("Species").select_option(SPECIES)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/curations/*")
    curation = page.url.rsplit("/", 1)[-1]

    expect(page.get_by_role("heading", name="Is this the same animal?")).to_be_visible()
    page.keyboard.press("h")
    expect(page.get_by_test_id("heat-map")).to_have_count(2)
    page.keyboard.press("1")
    undo = page.get_by_role("button", name="Take the last answer back")
    expect(undo).to_be_enabled()
    (answer,) = curator.call("GET", f"/curations/{curation}")["answers"]
    assert (answer["answer"], answer["undone_at"]) == ("same", None)
    expect(page.get_by_text("These encounters look like one animal.").first).to_be_visible()
    assert too_faint(page) == []

    page.keyboard.press("u")
    expect(page.get_by_text("The answer is taken back.")).to_be_visible()
    (answer,) = curator.call("GET", f"/curations/{curation}")["answers"]
    assert answer["undone_at"] is not None
    assert visitor.complaints == []


def test_on_a_phone_no_message_lies_over_the_answers(
    visit: Callable[..., Visitor], curator: CodexClient
) -> None:
    for animal in (34, 35):
        for scene in (1, 2):
            bring(curator, animal, scene)
    visitor = visit(phone=True)
    visitor.sign_in("curator@example.org")
    page = visitor.page
    begun = curator.call("POST", "/curations", json={"species": SPECIES})
    page.goto(f"/curations/{begun['id']}")
    page.get_by_role("button", name="Cannot tell").click()
    undo = page.get_by_role("button", name="Take the last answer back")
    expect(undo).to_be_enabled()
    undo.click()
    message = page.get_by_text("The answer is taken back.")
    expect(message).to_be_visible()
    shown = message.locator("..").bounding_box()
    banner = page.get_by_role("banner").bounding_box()
    assert shown is not None
    assert banner is not None
    assert banner["height"] <= shown["y"]
    assert shown["y"] + shown["height"] < PHONE["height"] / 4, "the answers are under the thumb"
    for name in ("The same", "Different", "Cannot tell"):
        page.get_by_role("button", name=name).click(trial=True)
