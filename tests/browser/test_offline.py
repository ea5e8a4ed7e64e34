"""Reporting where there is no network: the form opens, a report is kept on the phone, and is sent once when there is one."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, expect

from houston.client.api import CodexClient
from tests.browser.report_form import (
    choose_species,
    enter_place,
    enter_time,
    open_form,
    photo_row,
    send,
)
from tests.browser.visitor import Visitor
from tests.end_to_end.pictures import picture

ZEBRA = "Plains zebra (Equus quagga)"
NO_NETWORK = ("net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED")
"""What a browser logs of each request that found none, or lost it; what the person is told is tested here."""


def ready_for_the_field(page: Page) -> None:
    """Opens the form once with a network, as somebody does at home."""
    open_form(page)
    choose_species(page, ZEBRA)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def fill_in(page: Page, doing: str, photo: int) -> None:
    page.get_by_label("Choose photos").last.set_input_files(
        [{"name": "field.jpg", "mimeType": "image/jpeg", "buffer": picture(photo, 1)}]
    )
    expect(photo_row(page, "field.jpg")).to_contain_text("Not sent")
    choose_species(page, ZEBRA)
    page.get_by_label("What it was doing").fill(doing)
    enter_time(page, "2024", "6")
    enter_place(page, "-1.5", "35.25")


def keep(page: Page) -> None:
    page.get_by_role("button", name="Keep on this phone, send later").click()
    expect(page.get_by_role("heading", name="A report is kept on this phone")).to_be_focused()
    expect(page.get_by_label("What it was doing")).to_have_value("")


def forgive_the_network(visitor: Visitor) -> None:
    visitor.complaints = [each for each in visitor.complaints if not each.endswith(NO_NETWORK)]


def made_of(curator: CodexClient, doing: str) -> list[str]:
    """The encounters of reports with these words."""
    waiting = curator.pages("/encounters", state="unapproved")
    return [each["id"] for each in waiting if each["behaviour"] == doing]


def follow(page: Page) -> None:
    page.get_by_role("link", name="See the report").click()
    expect(page.get_by_text("Thank you!")).to_be_visible()


def test_a_report_without_a_network_is_kept_and_sent_once_when_there_is_one(
    visit: Callable[..., Visitor], curator: CodexClient
) -> None:
    visitor = visit(phone=True)
    page = visitor.page
    ready_for_the_field(page)
    page.context.set_offline(True)
    page.goto("/report")
    expect(page.get_by_role("heading", name="Report a sighting")).to_be_visible()
    fill_in(page, "waiting for the rain", 81)
    page.reload()
    expect(photo_row(page, "field.jpg")).to_contain_text("Not sent")
    expect(page.get_by_label("What it was doing")).to_have_value("waiting for the rain")
    keep(page)
    expect(photo_row(page, "field.jpg")).to_have_count(0)

    page.reload()
    expect(photo_row(page, "field.jpg")).to_have_count(0)
    kept = page.get_by_role("list", name="Reports kept on this phone").get_by_role("listitem")
    expect(kept).to_have_count(1)
    expect(kept).to_contain_text("1 photo")
    kept.get_by_role("button", name="Send now").click()
    expect(kept).to_contain_text("could not be reached")

    page.context.set_offline(False)
    expect(page.get_by_text("A report that was kept on this phone has been sent.")).to_be_visible()
    expect(kept).to_have_count(0)
    follow(page)
    expect(page.get_by_role("main").get_by_text("field.jpg")).to_be_visible()
    open_form(page)
    assert len(made_of(curator, "waiting for the rain")) == 1
    forgive_the_network(visitor)


def test_a_kept_report_whose_answer_is_lost_is_made_once(
    visit: Callable[..., Visitor], curator: CodexClient
) -> None:
    visitor = visit()
    page = visitor.page
    ready_for_the_field(page)
    page.context.set_offline(True)
    fill_in(page, "drinking alone", 82)
    keep(page)
    lost: list[int] = []

    def lose_the_answer(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/api/v1/submissions/*/commit", lose_the_answer)
    page.context.set_offline(False)
    kept = page.get_by_role("list", name="Reports kept on this phone").get_by_role("listitem")
    expect(kept).to_contain_text("could not be reached")
    page.reload()
    expect(page.get_by_text("A report that was kept on this phone has been sent.")).to_be_visible()
    assert lost == [202]
    follow(page)
    assert len(made_of(curator, "drinking alone")) == 1
    forgive_the_network(visitor)


def test_a_report_that_finds_no_network_when_it_is_sent_is_kept_and_can_be_discarded(
    visit: Callable[..., Visitor], curator: CodexClient
) -> None:
    visitor = visit()
    page = visitor.page
    ready_for_the_field(page)
    page.context.set_offline(True)
    page.get_by_label("What it was doing").fill("never mind")
    send(page)
    expect(page.get_by_role("heading", name="A report is kept on this phone")).to_be_focused()
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard").click()
    expect(page.get_by_role("list", name="Reports kept on this phone")).to_have_count(0)
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_role("heading", name="Report a sighting")).to_be_visible()
    assert made_of(curator, "never mind") == []
    forgive_the_network(visitor)


def test_only_the_files_of_this_build_are_kept_and_nothing_of_the_api(
    visit: Callable[..., Visitor],
) -> None:
    page = visit().page
    page.goto("/")
    page.evaluate("caches.open('codex-shell-of-an-earlier-build').then(() => true)")
    ready_for_the_field(page)
    page.wait_for_function("caches.keys().then((names) => names.length === 1)")
    (name,) = page.evaluate("caches.keys()")
    assert name != "codex-shell-of-an-earlier-build"
    kept = page.evaluate(
        "async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)", name
    )
    paths = {urlsplit(url).path for url in kept}
    unhashed = {"/index.html", "/favicon.svg"}
    assert unhashed <= paths
    assert all(path.startswith("/assets/") for path in paths - unhashed)
