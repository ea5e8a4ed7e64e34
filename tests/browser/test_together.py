"""Working together, in the browser: a project with people in it, and a collaboration that both sides agree to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from houston.client.api import CodexClient
from tests.browser.visitor import Visitor
from tests.end_to_end.stack import Stack

ORLA, PIET = "orla@example.org", "piet@example.org"


@pytest.fixture(scope="module")
def researchers(stack: Stack) -> dict[str, CodexClient]:
    return {email: stack.user(email, "researcher") for email in (ORLA, PIET)}


@pytest.fixture
def pages(visit: Callable[..., Visitor], researchers: dict[str, CodexClient]) -> tuple[Page, Page]:
    """Orla and Piet, each at their own browser."""
    visitors = {email: visit() for email in researchers}
    for email, visitor in visitors.items():
        visitor.sign_in(email)
    return visitors[ORLA].page, visitors[PIET].page


def choose_person(page: Page, email: str) -> None:
    """Looks for somebody by their whole e-mail address and takes the one who is found."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Look for somebody").fill(email)
    who = dialog.get_by_label("Who", exact=True)
    expect(who.get_by_role("option")).to_have_count(2)
    who.select_option(index=1)


def row(page: Page) -> Locator:
    return page.get_by_role("table", name="Collaborations").get_by_role("row").nth(1)


def test_a_project_is_made_and_somebody_brought_in(
    pages: tuple[Page, Page], researchers: dict[str, CodexClient]
) -> None:
    orla, piet = pages
    orla.get_by_role("link", name="Working together").click()
    orla.get_by_role("button", name="Make a project").first.click()
    orla.get_by_label("Name").fill("River zebras")
    orla.get_by_role("button", name="Save").click()
    expect(orla.get_by_role("heading", name="River zebras")).to_be_visible()
    orla.get_by_role("button", name="Add somebody").click()
    choose_person(orla, PIET)
    orla.get_by_role("dialog").get_by_role("button", name="Add somebody").click()
    expect(orla.get_by_role("dialog")).to_be_hidden()
    (project,) = researchers[PIET].call("GET", "/projects")["items"]
    assert {each["role"] for each in project["members"]} == {"manager", "contributor"}

    piet.goto("/projects")
    piet.get_by_role("link", name="River zebras").click()
    expect(piet.get_by_role("button", name="Add somebody")).to_be_hidden()
    piet.get_by_role("button", name="Leave").click()
    piet.get_by_role("dialog").get_by_role("button", name="Leave").click()
    expect(piet.get_by_text("You are in no project yet")).to_be_visible()


def test_a_collaboration_is_proposed_accepted_and_closed(
    pages: tuple[Page, Page], researchers: dict[str, CodexClient]
) -> None:
    orla, piet = pages

    def level() -> str:
        (pair,) = researchers[ORLA].call("GET", "/collaborations")["items"]
        return str(pair["level"])

    orla.goto("/collaborations")
    orla.get_by_role("button", name="Propose a collaboration").first.click()
    choose_person(orla, PIET)
    orla.get_by_role("dialog").get_by_label("How far").select_option(label="See and export")
    orla.get_by_role("dialog").get_by_role("button", name="Propose a collaboration").click()
    expect(row(orla)).to_contain_text("Waits for an answer")
    assert level() == "none"

    piet.goto("/collaborations")
    row(piet).get_by_role("button", name="Accept").click()
    expect(row(piet).get_by_role("button", name="Close")).to_be_visible()
    assert level() == "export"

    orla.reload()
    row(orla).get_by_role("combobox").select_option(label="See")
    expect(row(orla).get_by_role("button", name="Close")).to_be_visible()
    row(orla).get_by_role("button", name="Close").click()
    expect(row(orla).get_by_role("button", name="Close")).to_be_hidden()
    assert level() == "none"
