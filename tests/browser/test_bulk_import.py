"""A spreadsheet as somebody has it is brought in, corrected in the browser, and becomes records."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from houston.client.api import CodexClient
from tests.browser.import_page import (
    begin_import,
    cell,
    choose_files,
    fault_kind,
    open_rows,
    sheet_of,
    type_over,
)
from tests.browser.visitor import PATIENCE_MILLISECONDS, Visitor
from tests.end_to_end.pictures import picture

HEADINGS = (
    "Encounter.sightingID",
    "Encounter.genus",
    "Encounter.specificEpithet",
    "Encounter.year",
    "Encounter.month",
    "Encounter.day",
    "Encounter.decimalLatitude",
    "Encounter.decimalLongitude",
    "Encounter.sex",
    "MarkedIndividual.individualID",
    "Encounter.mediaAsset0",
    "field notes",
)
YEAR, MONTH, DAY, LATITUDE, LONGITUDE, SEX, PICTURE = 3, 4, 5, 6, 7, 8, 10
ROWS = 24
NO_NETWORK = "ERR_INTERNET_DISCONNECTED"


def sound_rows(herd: str) -> list[list[str]]:
    """Each animal met once. Another herd, other animals and sightings: tests may share a house."""
    return [
        [
            f"{herd}-s{number}", "Equus", "quagga", "2015", "6", str(number + 1), f"-1.{number:02}", "35.1",
            "female", f"{herd}-{number}", f"zebra_{number}.jpg" if number < 3 else "", f"note {number}",
        ]
        for number in range(ROWS)
    ]  # fmt: skip


def with_faults(herd: str) -> list[list[str]]:
    """The same with forty cells that are wrong, of ten kinds."""
    rows = sound_rows(herd)
    for number in range(16):
        rows[number][SEX] = "purple"
    for number in range(12):
        rows[number][LATITUDE] = "95.2"
    for column, value in ((YEAR, "20x5"), (MONTH, "13"), (DAY, "32"), (LONGITUDE, "east")):
        rows[20][column] = value
        rows[22][column] = value
    rows[1][PICTURE] = "zebra one.png"
    rows[4][PICTURE] = "not_there.jpg"
    rows[6][DAY] = "0"
    rows[7][LONGITUDE] = "200"
    return rows


@pytest.fixture
def researcher(visit: Callable[..., Visitor], curator: CodexClient) -> Visitor:
    visitor = visit()
    visitor.sign_in("curator@example.org")
    return visitor


def counts_of(curator: CodexClient, import_id: str) -> dict[str, int]:
    counts: dict[str, int] = curator.call("GET", f"/bulk-imports/{import_id}")["counts"]
    return counts


def test_a_sheet_full_of_faults_is_repaired_in_the_browser_and_becomes_records(
    researcher: Visitor, curator: CodexClient
) -> None:
    page = researcher.page
    import_id = begin_import(page)
    pictures = {f"zebra_{number}.jpg": picture(40 + number, 1) for number in range(3)}
    choose_files(page, {**pictures, "herd.csv": sheet_of(HEADINGS, *with_faults("repaired"))})
    grid = open_rows(page)
    expect(page.get_by_text(re.compile(r"^4\d errors? ha(s|ve) to be corrected"))).to_be_visible(
        timeout=PATIENCE_MILLISECONDS
    )
    assert counts_of(curator, import_id)["error"] >= 40
    commit = page.get_by_role("button", name=f"Import {ROWS} rows")
    expect(commit).to_be_disabled()

    # One value in many rows.
    fault_kind(page, "Encounter.sex").click()
    expect(cell(page, 2, SEX)).to_have_attribute("data-active", "true")
    expect(cell(page, 2, SEX)).to_have_accessible_description(re.compile("purple"))
    page.get_by_label("Replace “purple” by").fill("female")
    page.get_by_role("button", name="In all 16 rows").click()
    expect(cell(page, 17, SEX)).to_have_text("female")

    # A column pasted from cells that are right, as in a spreadsheet.
    cell(page, 14, LATITUDE).click()
    page.keyboard.press("Control+c")
    cell(page, 2, LATITUDE).click()
    page.keyboard.press("Shift+PageDown")
    cell(page, 13, LATITUDE).click(modifiers=["Shift"])
    page.keyboard.press("Control+v")
    expect(cell(page, 13, LATITUDE)).to_have_text("-1.12")
    expect(cell(page, 2, LATITUDE)).to_have_text("-1.12")

    # Cell by cell.
    for row in (22, 24):
        for column, text in ((YEAR, "2015"), (MONTH, "6"), (DAY, "3"), (LONGITUDE, "35.1")):
            type_over(page, row, column, text)
    type_over(page, 3, PICTURE, "zebra_1.jpg")
    type_over(page, 8, DAY, "7")
    type_over(page, 9, LONGITUDE, "35.2")
    cell(page, 6, PICTURE).click()
    page.keyboard.press("Delete")
    expect(cell(page, 6, PICTURE)).to_have_text("")

    # A slip is taken back.
    type_over(page, 25, LATITUDE, "north")
    page.keyboard.press("Control+z")
    expect(cell(page, 25, LATITUDE)).to_have_text("-1.23")

    expect(page.get_by_text(f"Ready: {ROWS} rows with 3 pictures")).to_be_visible(
        timeout=PATIENCE_MILLISECONDS
    )
    expect(grid.locator('[data-severity="error"]')).to_have_count(0)
    commit.click()
    expect(page.get_by_text(f"{ROWS} encounters are stored")).to_be_visible(
        timeout=PATIENCE_MILLISECONDS
    )
    assert (
        curator.call("GET", f"/encounters?submission={import_id}&total=true&limit=1")["total"]
        == ROWS
    )
    page.get_by_role("link", name="See the encounters").click()
    expect(page.get_by_text(re.compile(rf"of {ROWS}$"))).to_be_visible()


def test_a_closed_browser_and_a_lost_network_keep_what_was_corrected(
    researcher: Visitor, curator: CodexClient
) -> None:
    page = researcher.page
    import_id = begin_import(page)
    choose_files(page, {"herd.csv": sheet_of(HEADINGS, *with_faults("offline"))})
    open_rows(page)
    type_over(page, 8, DAY, "7")
    page.context.set_offline(True)
    type_over(page, 9, LONGITUDE, "35.2")
    expect(page.get_by_text("1 correction is saved on this device")).to_be_visible()
    context, address = page.context, page.url
    page.close()
    researcher.complaints = [each for each in researcher.complaints if NO_NETWORK not in each]

    context.set_offline(False)
    later = Visitor(context.new_page())
    later.page.goto(address)
    expect(cell(later.page, 9, LONGITUDE)).to_have_text("35.2")
    expect(cell(later.page, 8, DAY)).to_have_text("7")
    expect(later.page.get_by_text("being saved…")).to_have_count(0)
    stored = curator.call("GET", f"/bulk-imports/{import_id}/rows?first=6&count=2")["rows"]
    assert [stored[0]["cells"][DAY], stored[1]["cells"][LONGITUDE]] == ["7", "35.2"]
    assert later.complaints == []


def test_files_chosen_again_after_the_browser_was_closed_are_not_sent_again(
    researcher: Visitor, curator: CodexClient
) -> None:
    page = researcher.page
    import_id = begin_import(page)
    files = {f"zebra_{number}.jpg": picture(60 + number, 1) for number in range(3)}
    choose_files(page, files)
    expect(page.get_by_role("heading", name="No sheet? Make one of the folders")).to_be_visible(
        timeout=PATIENCE_MILLISECONDS
    )
    page.reload()
    more = {
        **files,
        "zebra_3.jpg": picture(63, 1),
        "herd.csv": sheet_of(HEADINGS, *sound_rows("again")),
    }
    choose_files(page, more)
    expect(page.get_by_text("3 files were here already.")).to_be_visible()
    expect(page.get_by_text(f"Ready: {ROWS} rows with 3 pictures")).to_be_visible(
        timeout=PATIENCE_MILLISECONDS
    )
    assert (
        curator.call("GET", f"/bulk-imports/{import_id}")["file_counts"]["total"] == len(files) + 1
    )

    page.get_by_role("link", name="Files", exact=True).click()
    page.get_by_role("button", name="Unused 1").click()
    expect(page.get_by_role("list", name="Files and names of files")).to_contain_text("zebra_3.jpg")

    page.get_by_role("link", name="Summary").click()
    page.get_by_role("button", name="Remove the import…").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    messages = page.get_by_role("region", name="Messages")
    messages.get_by_role("button", name="Restore").click()
    page.wait_for_url(f"**/imports/{import_id}")
    expect(page.get_by_role("button", name=f"Import {ROWS} rows")).to_be_enabled()


def test_a_mapping_made_once_fits_the_next_sheet(researcher: Visitor, curator: CodexClient) -> None:
    page = researcher.page
    own_words = (*HEADINGS[:8], "wie alt", *HEADINGS[9:])
    sheet = sheet_of(own_words, *([*row[:8], "adult", *row[9:]] for row in sound_rows("mapped")))
    begin_import(page)
    choose_files(page, {"first.csv": sheet})
    expect(page.get_by_role("link", name="See what its columns mean")).to_be_visible()
    page.get_by_role("link", name="See what its columns mean").click()
    page.get_by_role("button", name="wie alt means").click()
    page.get_by_label("Search").fill("life stage")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="wie alt means: Life stage")).to_be_visible()
    page.get_by_role("button", name="Save the mapping").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Our herd")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The mapping “Our herd” is saved.")).to_be_visible()

    begin_import(page)
    choose_files(page, {"second.csv": sheet})
    page.get_by_role("link", name="See what its columns mean").click()
    expect(page.get_by_text("The saved mapping “Our herd” was applied.")).to_be_visible()
    expect(page.get_by_role("button", name="wie alt means: Life stage")).to_be_visible()


def test_on_a_phone_the_faults_come_first_and_nothing_is_wider_than_the_screen(
    visit: Callable[..., Visitor], curator: CodexClient
) -> None:
    visitor = visit(phone=True)
    visitor.sign_in("curator@example.org")
    page = visitor.page
    begin_import_on_a_phone(page)
    choose_files(page, {"herd.csv": sheet_of(HEADINGS, *with_faults("phone"))})
    grid = open_rows(page)
    faults = page.get_by_role("list", name="What is wrong")
    expect(faults.get_by_role("listitem").first).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    above, below = faults.bounding_box(), grid.bounding_box()
    assert above
    assert below
    assert above["y"] < below["y"]
    for tab in ("sheet", "columns", "rows", "files", "summary"):
        page.goto(f"{page.url.partition('?')[0]}?tab={tab}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.evaluate("window.innerWidth"), tab


def begin_import_on_a_phone(page: Page) -> None:
    page.goto("/imports")
    page.get_by_role("button", name="New import").first.click()
    expect(page.get_by_role("button", name="Choose files")).to_be_visible()
