"""What comes after an import, and along with it: boxes that were brought, removal and restoring, a line that breaks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from houston.client.api import CodexClient
from tests.browser.import_page import begin_import, choose_files, sheet_of
from tests.browser.visitor import PATIENCE_MILLISECONDS, Visitor
from tests.end_to_end.pictures import picture

HEADINGS = (
    "Encounter.genus",
    "Encounter.specificEpithet",
    "Encounter.year",
    "MarkedIndividual.individualID",
    "Encounter.mediaAsset0",
)
BROKEN_LINE = "ERR_CONNECTION_RESET"
LONG = 10 * 1024 * 1024  # bytes: three of the pieces in which files are sent


@pytest.fixture
def researcher(visit: Callable[..., Visitor], curator: CodexClient) -> Visitor:
    visitor = visit()
    visitor.sign_in("curator@example.org")
    return visitor


def commit(page: Page, rows: int) -> None:
    page.get_by_role("button", name=re.compile(rf"^Import {rows} rows?$")).click()
    expect(page.get_by_text(re.compile(rf"^{rows} encounters? (is|are) stored"))).to_be_visible(
        timeout=PATIENCE_MILLISECONDS
    )


def zebra(name: str, file: str) -> list[str]:
    return ["Equus", "quagga", "2016", name, file]


def test_a_committed_import_is_removed_after_a_look_at_what_goes_and_restored(
    researcher: Visitor, curator: CodexClient
) -> None:
    page = researcher.page
    import_id = begin_import(page)
    rows = [zebra("After-1", "a.jpg"), zebra("After-2", "")]
    choose_files(page, {"a.jpg": picture(301, 1), "gone.csv": sheet_of(HEADINGS, *rows)})
    commit(page, 2)

    def stored() -> int:
        found = curator.call("GET", f"/encounters?submission={import_id}&total=true&limit=1")
        return int(found["total"])

    assert stored() == 2
    page.goto(f"/imports/{import_id}?tab=summary")
    page.get_by_role("button", name="Remove the import…").click()
    dialog = page.get_by_role("dialog")
    expect(
        dialog.get_by_text("2 encounters, 2 sightings and 2 individuals would go.")
    ).to_be_visible()
    dialog.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("The import is removed.")).to_be_visible()
    assert stored() == 0

    page.goto(f"/imports/{import_id}")
    expect(page.get_by_text("Within 30 days it can be restored.").first).to_be_visible()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_text(re.compile("^2 encounters are stored"))).to_be_visible()
    assert stored() == 2


def test_boxes_of_megadetector_come_along_and_are_seen(
    researcher: Visitor, curator: CodexClient
) -> None:
    page = researcher.page
    import_id = begin_import(page)
    detection = {"category": "1", "conf": 0.93, "bbox": [0.25, 0.2, 0.5, 0.6]}
    boxes = {
        "info": {"format_version": "1.4", "detector": "md_v5a"},
        "detection_categories": {"1": "animal"},
        "images": [{"file": "camera/boxed.jpg", "detections": [detection]}],
    }
    choose_files(
        page,
        {
            "boxed.jpg": picture(302, 1),
            "boxes.json": json.dumps(boxes).encode(),
            "boxed.csv": sheet_of(HEADINGS, zebra("After-3", "boxed.jpg")),
        },
    )
    commit(page, 1)
    (encounter,) = curator.call("GET", f"/encounters?submission={import_id}")["items"]
    (asset,) = curator.call("GET", f"/assets?encounters={encounter['id']}")["items"]
    x, y, width, height = asset["annotations"][0]["bbox"]
    shares = [x / asset["width"], y / asset["height"], width / asset["width"]]
    assert [round(share, 2) for share in shares] == [0.25, 0.2, 0.5]
    assert round(height / asset["height"], 2) == 0.6

    page.goto(f"/encounters/{encounter['id']}")
    outline = page.locator("main svg rect").first
    expect(outline).to_be_visible()
    assert float(outline.get_attribute("width") or 0) == pytest.approx(width)


def test_an_upload_whose_line_breaks_in_the_middle_of_a_file_goes_on_there(
    researcher: Visitor, curator: CodexClient, tmp_path: Path
) -> None:
    page = researcher.page
    import_id = begin_import(page)
    long = tmp_path / "long.jpg"
    long.write_bytes(picture(303, 1) + b"\0" * LONG)
    sent: list[int] = []

    def piece(route: Route) -> None:
        request = route.request
        if request.method == "PATCH":
            sent.append(int(request.headers["upload-offset"]))
            if len(sent) == 2:
                route.abort("connectionreset")
                return
        route.continue_()

    page.route("**/api/v1/uploads/**", piece)
    page.get_by_label("Choose files").last.set_input_files(long)
    expect(page.get_by_text("1 of 1 files")).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    researcher.complaints = [each for each in researcher.complaints if BROKEN_LINE not in each]
    assert sent[0] == 0
    assert sent[2] == sent[1] > 0  # it goes on where it was broken off, and not from the beginning
    (file,) = curator.call("GET", f"/submissions/{import_id}/files")["items"]
    assert (file["state"], file["size"]) == ("ready", long.stat().st_size)
