"""What is to be sent is found out before anything is, and the same files are the same import."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from houston.client.import_plan import NothingToImport, plan_import


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    photos = tmp_path / "photos"
    (photos / "Asha").mkdir(parents=True)
    for name in (
        "b.JPG",
        "Asha/a.jpg",
        "Asha/no_extension",
        "notes.txt",
        ".hidden.jpg",
        "more.zip",
    ):
        (photos / name).write_bytes(name.encode())
    return photos


@pytest.fixture
def sheet(folder: Path) -> Path:
    (folder / "sheet.csv").write_text("Encounter.year\n2020\n")
    return folder / "sheet.csv"


def names(sources) -> list[str]:
    return [source.name for source in sources]


def test_pictures_keep_their_folders_and_what_is_none_is_left_alone(sheet, folder) -> None:
    plan = plan_import(sheet, [folder])
    assert names(plan.pictures) == ["Asha/a.jpg", "Asha/no_extension", "b.JPG"]
    assert names(plan.archives) == ["more.zip"]
    assert plan.left_alone == [".hidden.jpg", "notes.txt"]
    assert plan.sheet is not None
    assert (plan.sheet.name, plan.sheet.purpose) == ("sheet.csv", "sheet")
    assert plan.name == "sheet.csv · photos"


def test_the_same_sheet_and_folder_are_the_same_import_and_another_sheet_is_not(
    sheet, folder
) -> None:
    first = plan_import(sheet, [folder]).key
    (folder / "later.jpg").write_bytes(b"...")
    assert plan_import(sheet, [folder]).key == first
    assert plan_import(sheet, [folder], name="once more").key != first
    sheet.write_text("Encounter.year\n2021\n")
    assert plan_import(sheet, [folder]).key != first


def test_a_folder_alone_is_imported_as_it_is_filed(folder) -> None:
    plan = plan_import(folder, [])
    assert plan.sheet is None
    assert "Asha/a.jpg" in names(plan.pictures)


def test_the_tables_of_a_package_are_sent_as_one_file_and_its_pictures_by_themselves(
    tmp_path: Path,
) -> None:
    package = tmp_path / "package"
    (package / "media").mkdir(parents=True)
    for table in ("deployments", "media", "observations"):
        (package / f"{table}.csv").write_text("a\n")
    (package / "datapackage.json").write_text(json.dumps({"resources": []}))
    (package / "media" / "1.jpg").write_bytes(b"...")
    plan = plan_import(package, [])
    assert plan.sheet is not None
    assert (plan.sheet.name, plan.sheet.purpose) == ("package.zip", "package")
    assert names(plan.pictures) == ["media/1.jpg"]
    assert plan_import(package, []).key == plan.key


def test_results_of_megadetector_are_detections_wherever_they_are_named(folder, sheet) -> None:
    boxes = folder / "md.json"
    boxes.write_text(json.dumps({"images": [], "info": {}}))
    for plan in (plan_import(boxes, [folder]), plan_import(sheet, [folder], [boxes])):
        assert [(each.name, each.purpose) for each in plan.detections] == [
            ("md.json", "detections")
        ]
    assert plan_import(boxes, [folder]).sheet is None


def test_a_folder_without_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingToImport, match="neither a sheet nor a picture"):
        plan_import(tmp_path, [])
