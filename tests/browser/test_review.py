"""Looking through what others reported: approving and rejecting with the keyboard, and taking it back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Page, expect

from houston.client.api import CodexClient
from tests.browser.visitor import Visitor
from tests.end_to_end.pictures import picture
from tests.end_to_end.stack import Stack
from tests.end_to_end.stories import sighting

MOST_IN_QUEUE = 30


@pytest.fixture(scope="module")
def reported(stack: Stack, curator: CodexClient) -> list[str]:
    """Three encounters of a contributor, waiting for review, the oldest first; nothing else waits."""
    for waiting in list(curator.pages("/encounters", state="unapproved")):
        curator.call("POST", f"/encounters/{waiting['id']}/approve", json={})
    reporter = stack.user("reporter@example.org", "contributor")
    encounters: list[str] = []
    for number in range(3):
        name = f"review-{number}.jpg"
        submission = reporter.submit(
            [sighting(encounters=[{"behaviour": f"animal number {number}", "assets": [name]}])],
            {name: picture(70 + number, 1)},
            key=f"review-{number}",
        )
        encounters += reporter.wait_for_submission(submission)["encounters"]
    return encounters


def state_of(curator: CodexClient, encounter: str) -> str:
    return str(curator.call("GET", f"/encounters/{encounter}")["state"])


def overlap(one: FloatRect | None, other: FloatRect | None) -> bool:
    assert one
    assert other
    return all(
        one[start] < other[start] + other[size] and other[start] < one[start] + one[size]
        for start, size in (("x", "width"), ("y", "height"))
    )


def go_to(page: Page, behaviour: str) -> None:
    """Moves through the queue by keyboard until the encounter with this behaviour is shown."""
    expect(page.get_by_text(re.compile(r"^\d+ of \d+$")).first).to_be_visible()
    shown = page.get_by_role("main").get_by_text(behaviour, exact=True)
    for _ in range(MOST_IN_QUEUE):
        if shown.is_visible():
            return
        page.keyboard.press("j")
    expect(shown).to_be_visible()


def test_a_curator_reviews_with_the_keyboard_and_takes_it_back(
    visit: Callable[..., Visitor], curator: CodexClient, reported: list[str]
) -> None:
    visitor = visit()
    visitor.sign_in("curator@example.org")
    page = visitor.page
    page.goto("/review")
    go_to(page, "animal number 0")
    expect(page.get_by_role("img", name="review-0.jpg")).to_be_visible()

    expect(page.get_by_role("button", name="Approve")).to_be_enabled()
    page.keyboard.press("a")
    expect(page.get_by_text("Approved.")).to_be_visible()
    assert state_of(curator, reported[0]) == "approved"

    page.keyboard.press("u")
    expect(page.get_by_text("Back in the queue.")).to_be_visible()
    assert state_of(curator, reported[0]) == "unapproved"

    go_to(page, "animal number 1")
    expect(page.get_by_role("button", name="Reject…")).to_be_enabled()
    page.keyboard.press("r")
    page.get_by_label("Reason").fill("It is a dog.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Rejected.")).to_be_visible()
    assert state_of(curator, reported[1]) == "rejected"

    # Of what was said so quickly the latest is shown: it covers none of the thumbnails, however many there are.
    said = page.get_by_text("Rejected.").locator("..")
    said.hover()  # It stays while it is pointed at.
    message = said.bounding_box()
    queue = page.get_by_role("list", name="Waiting", exact=True)
    assert not overlap(message, queue.bounding_box())
    assert not overlap(message, page.get_by_role("button", name="Approve").bounding_box())
    expect(page.get_by_text("Back in the queue.")).to_have_count(0)


def test_nobody_else_is_offered_what_they_may_not_do(
    visit: Callable[..., Visitor], reported: list[str]
) -> None:
    visitor = visit()
    visitor.sign_in("reporter@example.org")
    page = visitor.page
    page.goto(f"/encounters/{reported[2]}")
    expect(page.get_by_role("button", name="Edit")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    expect(page.get_by_role("button", name="Start identification")).to_have_count(0)


def test_what_is_known_can_be_changed_and_the_history_tells_it(
    visit: Callable[..., Visitor], curator: CodexClient, reported: list[str]
) -> None:
    visitor = visit()
    visitor.sign_in("curator@example.org")
    page = visitor.page
    page.goto(f"/encounters/{reported[2]}")
    page.get_by_role("button", name="Edit").click()
    page.get_by_label("What it was doing").fill("drinking")
    page.get_by_label("Day").select_option("")
    page.get_by_label("Hour").select_option("")
    page.get_by_label("Minute").select_option("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()

    expect(page.get_by_role("definition").filter(has_text="drinking")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="June 2024").first).to_be_visible()
    stored = curator.call("GET", f"/encounters/{reported[2]}")
    assert stored["behaviour"] == "drinking"
    assert stored["time"]["precision"] == "month"
    expect(page.get_by_text("Behaviour: animal number 2 → drinking")).to_be_visible()


def test_a_box_can_be_drawn_by_hand(
    visit: Callable[..., Visitor], curator: CodexClient, reported: list[str]
) -> None:
    visitor = visit()
    visitor.sign_in("curator@example.org")
    page = visitor.page
    page.goto(f"/encounters/{reported[2]}")
    page.get_by_role("button", name="Draw the box").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("From the left").fill("100")
    dialog.get_by_label("From the top").fill("80")
    dialog.get_by_label("Width").fill("320")
    dialog.get_by_label("Height").fill("240")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The box is saved.")).to_be_visible()

    asset = curator.call("GET", f"/assets?encounters={reported[2]}")["items"][0]
    assert asset["annotations"][0]["bbox"] == [100, 80, 320, 240]
