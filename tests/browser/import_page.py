"""The pages of an import, used as a person does."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import PATIENCE_MILLISECONDS

Row = Sequence[str]


def sheet_of(*rows: Row) -> bytes:
    """A CSV of these rows, the first being the headings."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def begin_import(page: Page) -> str:
    """Opens a new import; its id."""
    page.goto("/imports")
    page.get_by_role("button", name="New import").first.click()
    expect(page.get_by_text("Drop the sheet and the pictures here")).to_be_visible()
    return page.url.partition("?")[0].rsplit("/", 1)[-1]


def choose_files(page: Page, files: Mapping[str, bytes]) -> None:
    """Chooses all at once, as they come, and waits until they have arrived."""
    page.get_by_label("Choose files").last.set_input_files(
        [
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
            for name, content in files.items()
        ]
    )
    expect(page.get_by_text(f"{len(files)} of {len(files)} files")).to_be_visible(
        timeout=PATIENCE_MILLISECONDS
    )


def open_rows(page: Page) -> Locator:
    """The grid, once the sheet is read and checked."""
    expect(page.get_by_role("link", name="See its rows")).to_be_visible(
        timeout=PATIENCE_MILLISECONDS
    )
    page.get_by_role("link", name="See its rows").click()
    return grid_of(page)


def grid_of(page: Page) -> Locator:
    grid = page.get_by_role("grid")
    expect(grid.get_by_role("rowheader", name="2", exact=True)).to_be_visible()
    return grid


def cell(page: Page, row: int, column: int) -> Locator:
    """A cell of the sheet as it is shown whole: by the row's number and the column's position."""
    return page.locator(f'[data-row="{row - 2}"][data-column="{column}"]')


def type_over(page: Page, row: int, column: int, text: str) -> None:
    """Clicks the cell and types over what it says."""
    cell(page, row, column).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(cell(page, row, column)).to_have_text(re.compile("^" + re.escape(text)))


def fault_kind(page: Page, name: str) -> Locator:
    """The kind of fault of which these words tell, such as "Encounter.sex Unknown choice"."""
    faults = page.get_by_role("list", name="What is wrong")
    return faults.get_by_role("button", name=re.compile(name))
