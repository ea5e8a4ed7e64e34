"""Finding out who it is, in the browser: the candidates, the evidence, the decision and taking it back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from houston.client.api import CodexClient
from tests.browser.visitor import PATIENCE_MILLISECONDS, Visitor
from tests.end_to_end.stories import decide, identify, submit

ANIMALS = (11, 12, 13)


@pytest.fixture(scope="module")
def catalogue(curator: CodexClient) -> dict[int, str]:
    """The names of three known animals, each with two pictures."""
    names = {}
    for animal in ANIMALS:
        key = f"catalogue-{animal}"
        encounter = submit(curator, key, animal, scenes=(1, 2))["encounters"][0]
        asked = identify(curator, key, encounter)
        names[animal] = f"Known {animal}"
        decide(
            curator,
            key,
            asked["id"],
            annotation=asked["queries"][0]["annotation"],
            decision="new_individual",
            name=names[animal],
        )
    return names


def new_encounter(curator: CodexClient, animal: int, scene: int) -> str:
    submission = submit(curator, f"query-{animal}-{scene}", animal, scenes=(scene,))
    return str(submission["encounters"][0])


def start_identification(page: Page, encounter: str) -> None:
    page.goto(f"/encounters/{encounter}")
    page.get_by_role("button", name="Start identification").click()
    page.wait_for_url("**/identifications/*")
    expect(page.get_by_role("list", name="Candidates")).to_be_visible(timeout=PATIENCE_MILLISECONDS)


def candidates(page: Page) -> list[str]:
    return page.get_by_role("list", name="Candidates").get_by_role("button").all_inner_texts()


def shown_candidate(page: Page) -> str:
    return page.locator("button[aria-current=true]").inner_text()


@pytest.fixture
def at_work(visit: Callable[..., Visitor]) -> Page:
    """The app before the curator, signed in."""
    visitor = visit()
    visitor.sign_in("curator@example.org")
    return visitor.page


def test_a_known_animal_is_found_confirmed_and_the_decision_taken_back(
    at_work: Page, curator: CodexClient, catalogue: dict[int, str]
) -> None:
    page, encounter = at_work, new_encounter(curator, animal=12, scene=3)
    start_identification(page, encounter)
    assert catalogue[12] in candidates(page)[0]

    page.get_by_role("button", name=f"It is {catalogue[12]}").click()
    expect(page.get_by_text(f"It is {catalogue[12]}.")).to_be_visible()
    assert curator.call("GET", f"/encounters/{encounter}")["individual"]["name"] == catalogue[12]

    page.get_by_role("button", name="Undo the decision").click()
    expect(page.get_by_text("The decision is undone.")).to_be_visible()
    expect(page.get_by_role("button", name=f"It is {catalogue[12]}")).to_be_visible()
    assert curator.call("GET", f"/encounters/{encounter}")["individual"] is None


def test_candidates_are_compared_by_arrow_keys_and_matching_points_can_be_hidden(
    at_work: Page, curator: CodexClient, catalogue: dict[int, str]
) -> None:
    page = at_work
    start_identification(page, new_encounter(curator, animal=11, scene=3))
    pair = page.get_by_role("img", name="The picture to identify beside")
    lines = pair.locator("line")
    expect(page.get_by_text(re.compile(r"\d+ (strongest of \d+ )?matching points"))).to_be_visible()
    assert lines.count() > 0
    page.get_by_role("button", name="Neither").click()
    expect(lines).to_have_count(0)

    first = shown_candidate(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator("button[aria-current=true]")).not_to_have_text(first)
    page.keyboard.press("ArrowLeft")
    assert shown_candidate(page) == first


def test_scores_are_never_shown_as_probabilities(
    at_work: Page, curator: CodexClient, catalogue: dict[int, str]
) -> None:
    page = at_work
    start_identification(page, new_encounter(curator, animal=13, scene=3))
    assert all(re.search(r"Score [\d.,]+", text) for text in candidates(page))
    said = r"(Very likely|Likely|Possible|Unlikely), [<> ]*\d+%"
    assert all("%" not in text or re.search(said, text) for text in candidates(page))
    expect(page.get_by_text("The score only puts the candidates in order")).to_be_visible()


def test_an_unknown_animal_becomes_a_new_individual_with_its_own_page(
    at_work: Page, curator: CodexClient, catalogue: dict[int, str]
) -> None:
    page, encounter = at_work, new_encounter(curator, animal=14, scene=1)
    start_identification(page, encounter)
    page.get_by_role("button", name="New individual…").click()
    page.get_by_label("Name", exact=True).fill("Newcomer")
    page.get_by_role("button", name="Make the new individual").click()
    page.get_by_role("link", name="See Newcomer").click()

    expect(page.get_by_role("heading", name="Newcomer")).to_be_visible()
    expect(page.get_by_role("region", name="Where it was seen")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("img").first).to_be_visible()

    page.get_by_role("link", name="Individuals").first.click()
    page.get_by_label("Search by name").fill("newcom")
    expect(page.get_by_role("link", name="Newcomer")).to_be_visible()
    expect(page.get_by_role("link", name=catalogue[11])).to_have_count(0)


def test_an_animal_that_is_nobody_known_can_be_left_so(
    at_work: Page, curator: CodexClient, catalogue: dict[int, str]
) -> None:
    page, encounter = at_work, new_encounter(curator, animal=15, scene=1)
    start_identification(page, encounter)
    page.get_by_role("button", name="No match").click()
    expect(page.get_by_text("Decided: none of the candidates.")).to_be_visible()
    assert curator.call("GET", f"/encounters/{encounter}")["individual"] is None
