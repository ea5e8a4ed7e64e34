"""A folder of pictures without a sheet becomes records; chosen once more, its files are not sent again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from houston.client.api import CodexClient
from tests.browser.import_page import begin_import
from tests.browser.visitor import PATIENCE_MILLISECONDS, Visitor
from tests.end_to_end.pictures import picture

ZEBRA = "Plains zebra (Equus quagga)"
PICTURES, ANIMALS = 4, 2


@pytest.fixture
def herd(tmp_path: Path) -> Path:
    """Pictures as they are filed in the field: a folder a day, in it one for each animal."""
    root = tmp_path / "herd"
    for animal, name in enumerate(("Amy", "Zoe")):
        folder = root / "2015-06-02" / name
        folder.mkdir(parents=True)
        for scene in (1, 2):
            (folder / f"{scene}.jpg").write_bytes(picture(150 + animal, scene))
    return root


def choose_folder(page: Page, folder: Path) -> None:
    page.get_by_label("Choose a folder").last.set_input_files(folder)
    expect(page.get_by_text(f"{PICTURES} of {PICTURES} files")).to_be_visible(
        timeout=PATIENCE_MILLISECONDS
    )


def test_folders_say_who_and_when_and_become_records(
    visit: Callable[..., Visitor], curator: CodexClient, herd: Path
) -> None:
    visitor = visit()
    visitor.sign_in("curator@example.org")
    page = visitor.page
    import_id = begin_import(page)
    page.get_by_label("Species of rows that name none").select_option(label=ZEBRA)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    choose_folder(page, herd)

    for level, meaning in enumerate(("Ignore", "Date", "Individual"), 1):
        page.get_by_label(f"Folder level {level}").select_option(meaning)
    page.get_by_role("button", name="Show the rows").click()
    rows = page.get_by_role("table", name="Rows made of the folders").get_by_role("row")
    expect(rows).to_have_count(1 + ANIMALS)  # pictures of one animal and one day are one encounter
    for told in ("Amy", "herd/2015-06-02/Amy/1.jpg", "herd/2015-06-02/Amy/2.jpg"):
        expect(rows.nth(1)).to_contain_text(told)
    page.get_by_role("button", name="Make the sheet").click()

    page.get_by_role("button", name=f"Import {ANIMALS} rows").click()
    expect(page.get_by_text(f"{ANIMALS} encounters are stored")).to_be_visible(
        timeout=PATIENCE_MILLISECONDS
    )
    stored = curator.call("GET", f"/bulk-imports/{import_id}")
    assert stored["individuals"] == ANIMALS
    assert sum(stored["assets"].values()) == PICTURES
    first = curator.call("GET", f"/encounters?submission={import_id}")["items"][0]
    assert [first["time"][part] for part in ("year", "month", "day")] == [2015, 6, 2]


TABLES = {
    "deployments": (
        "deploymentID,latitude,longitude,deploymentStart,deploymentEnd",
        "d1,-1.4,35.1,2024-06-01T00:00:00+03:00,2024-06-30T00:00:00+03:00",
    ),
    "media": (
        "mediaID,deploymentID,timestamp,filePath,filePublic,fileMediatype",
        "m1,d1,2024-06-03T07:30:00+03:00,media/1.jpg,true,image/jpeg",
    ),
    "observations": (
        "observationID,deploymentID,mediaID,eventStart,eventEnd,observationLevel,observationType,"
        "scientificName",
        "o1,d1,m1,2024-06-03T07:30:00+03:00,2024-06-03T07:30:00+03:00,media,animal,Equus quagga",
    ),
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A Camtrap DP package as it lies in a folder."""
    root = tmp_path / "trip"
    (root / "media").mkdir(parents=True)
    (root / "media" / "1.jpg").write_bytes(picture(152, 1))
    for name, lines in TABLES.items():
        (root / f"{name}.csv").write_text("\n".join(lines) + "\n")
    resources = [{"name": name, "path": f"{name}.csv"} for name in TABLES]
    (root / "datapackage.json").write_text(json.dumps({"resources": resources}))
    return root


def test_a_camera_trap_package_in_a_folder_is_the_sheet_with_its_pictures(
    visit: Callable[..., Visitor], curator: CodexClient, package: Path
) -> None:
    visitor = visit()
    visitor.sign_in("curator@example.org")
    page = visitor.page
    import_id = begin_import(page)
    page.get_by_label("Choose a folder").last.set_input_files(package)
    expect(page.get_by_text("How Camtrap DP was understood")).to_be_visible(
        timeout=PATIENCE_MILLISECONDS
    )
    page.get_by_role("button", name="Import 1 row").click()
    expect(page.get_by_text("1 encounter is stored")).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    (stored,) = curator.call("GET", f"/encounters?submission={import_id}")["items"]
    assert stored["species"] == "equus_quagga"
    assert visitor.complaints == []


def test_files_chosen_again_after_the_browser_was_closed_are_not_sent_again(
    visit: Callable[..., Visitor], curator: CodexClient, herd: Path
) -> None:
    visitor = visit()
    visitor.sign_in("curator@example.org")
    import_id = begin_import(visitor.page)
    choose_folder(visitor.page, herd)
    visitor.page.close()

    later = visit()
    later.sign_in("curator@example.org")
    later.page.goto(f"/imports/{import_id}")
    choose_folder(later.page, herd)
    expect(later.page.get_by_text(f"{PICTURES} files were here already.")).to_be_visible()
    files = curator.call("GET", f"/submissions/{import_id}/files")["items"]
    assert sorted(file["name"] for file in files) == [
        f"herd/2015-06-02/{name}/{scene}.jpg" for name in ("Amy", "Zoe") for scene in (1, 2)
    ]
