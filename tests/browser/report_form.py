"""The report form, filled in as a person does."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import PATIENCE_MILLISECONDS


def open_form(page: Page) -> None:
    page.goto("/report")
    expect(page.get_by_role("heading", name="Report a sighting")).to_be_visible()


def add_photos(page: Page, photos: dict[str, bytes]) -> None:
    """Chooses the photos and waits until each has arrived."""
    page.get_by_label("Choose photos").last.set_input_files(
        [
            {"name": name, "mimeType": "image/jpeg", "buffer": content}
            for name, content in photos.items()
        ]
    )
    for name in photos:
        expect(photo_row(page, name)).to_contain_text("Arrived", timeout=PATIENCE_MILLISECONDS)


def photo_row(page: Page, name: str) -> Locator:
    return (
        page.get_by_role("list", name="Photos of this report")
        .get_by_role("listitem")
        .filter(has_text=name)
    )


def choose_species(page: Page, name: str) -> None:
    page.get_by_label("Species").select_option(label=name)


def enter_time(page: Page, year: str, month: str = "", day: str = "") -> None:
    page.get_by_label("Year").fill(year)
    page.get_by_label("Month").select_option(month)
    page.get_by_label("Day").select_option(day)


def enter_place(page: Page, latitude: str, longitude: str) -> None:
    where = page.get_by_role("group", name="Where", exact=True)
    where.get_by_label("Latitude").fill(latitude)
    where.get_by_label("Longitude").fill(longitude)


def send(page: Page) -> None:
    page.get_by_role("button", name="Send the report").click()


def send_and_wait(page: Page) -> str:
    """Sends the report and waits until it is stored and looked through; the submission's id."""
    send(page)
    page.wait_for_url("**/submissions/*")
    expect(page.get_by_text("Thank you!")).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    return page.url.rsplit("/", 1)[-1].partition("?")[0]
