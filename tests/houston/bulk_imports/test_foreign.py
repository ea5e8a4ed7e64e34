"""What other systems wrote is a sheet like any other once it is uploaded; folders can stand for one."""

from __future__ import annotations

import json
import uuid

import pytest

from houston.operations.bulk_imports.foreign import detections_of
from tests.houston.bulk_imports.sending import (
    archive_of,
    import_of,
    open_import,
    rows_of,
    upload,
    use_sheet,
)
from tests.houston.sending import picture
from tests.houston.sheets.foreign.test_folders import tagged

DEPLOYMENTS = "deploymentID,latitude,longitude\nd1,51.4,4.7\n"
MEDIA = "mediaID,deploymentID,timestamp,filePath\nm1,d1,2020-05-30T04:57:37+02:00,media/1.jpg\n"
OBSERVATIONS = (
    "observationID,deploymentID,mediaID,eventID,observationLevel,observationType,scientificName,"
    "bboxX,bboxY,bboxWidth,bboxHeight\n"
    "o1,d1,m1,e1,media,animal,Vulpes vulpes,0.1,0.2,0.3,0.4\n"
)
BOXES = {
    "info": {"format_version": "1.4"},
    "images": [
        {"file": "x/a.jpg", "detections": [{"category": "1", "conf": 0.9, "bbox": [0, 0, 0.5, 1]}]}
    ],
}


def package() -> bytes:
    tables = {"deployments": DEPLOYMENTS, "media": MEDIA, "observations": OBSERVATIONS}
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    members = {f"{name}.csv": text.encode() for name, text in tables.items()}
    members["datapackage.json"] = json.dumps({"resources": resources}).encode()
    members["media/1.jpg"] = picture(1)
    return archive_of(members)


def cells(browser, import_id) -> list[dict[str, str]]:
    headings = [
        each["heading"] for each in browser.get(f"/bulk-imports/{import_id}/columns").json["items"]
    ]
    rows = rows_of(browser, import_id)["rows"]
    return [
        {h: c for h, c in zip(headings, row["cells"], strict=True) if c is not None} for row in rows
    ]


def test_a_camtrap_dp_package_is_a_sheet_with_its_pictures_and_boxes(browser, house, do_jobs):
    import_id = open_import(browser)
    file = upload(browser, import_id, "package.zip", package(), "package")
    browser.post(f"/bulk-imports/{import_id}/sheet", json={"file": file})
    do_jobs()
    shown = import_of(browser, import_id)
    assert (shown["sheet"]["state"], shown["sheet"]["generator"]) == ("ready", "Camtrap DP")
    (row,) = cells(browser, import_id)
    assert row["Taxonomy.scientificName"] == "Vulpes vulpes"
    assert row["Encounter.mediaAsset0"] == "media/1.jpg"
    assert shown["file_counts"]["matched"] == 1
    (note,) = browser.get(f"/bulk-imports/{import_id}/columns").json["notes"]
    assert note["message"] == "1 observations of 1 deployments became 1 rows and 1 boxes."
    assert note["details"] == {"rows": 1, "observations": 1, "deployments": 1, "boxes": 1}
    (box,) = detections_of(house, uuid.UUID(import_id)).detections
    assert (box.file, box.row, box.bbox) == ("media/1.jpg", 2, [0.1, 0.2, 0.3, 0.4])


@pytest.mark.parametrize(
    "content",
    [b'[{"sightingId": "s1", "timeYear": 2020}]', b"sightingId,timeYear\ns1,2020\n"],
    ids=["json", "csv"],
)
def test_flat_keys_are_a_sheet_under_official_headings(browser, do_jobs, content):
    import_id = open_import(browser)
    use_sheet(browser, import_id, content, "flat")
    do_jobs()
    assert cells(browser, import_id) == [{"Sighting.sightingID": "s1", "Encounter.year": "2020"}]
    assert import_of(browser, import_id)["sheet"]["generator"] == "Codex's flat keys"


def test_boxes_of_megadetector_come_beside_a_sheet(browser, house, do_jobs):
    import_id = open_import(browser)
    upload(browser, import_id, "md.json", json.dumps(BOXES).encode(), "detections")
    use_sheet(browser, import_id, b"Encounter.mediaAsset0\na.jpg\n")
    do_jobs()
    (box,) = detections_of(house, uuid.UUID(import_id)).detections
    assert (box.file, box.row) == ("x/a.jpg", None)


def test_detections_that_cannot_be_read_are_refused_with_a_sentence(browser):
    import_id = open_import(browser)
    file = upload(browser, import_id, "md.json", b'{"images": [', "detections")
    files = browser.get(f"/submissions/{import_id}").json["files"]
    (told,) = [each for each in files if each["id"] == file]
    assert (told["state"], told["code"]) == ("refused", "foreign_unreadable")
    assert "breaks off" in told["reason"]


def test_folders_are_shown_as_a_sheet_before_they_are_made_one(browser, do_jobs):
    import_id = open_import(browser)
    upload(browser, import_id, "StationA/Asha/1.jpg", picture(1))
    upload(browser, import_id, "StationA/2.jpg", tagged("individual|Babu"))
    levels = {"levels": ["site", "individual"]}
    shown = browser.post(f"/bulk-imports/{import_id}/folders", json=levels).json
    assert (shown["total"], shown["depth"], len(shown["rows"])) == (2, 2, 2)
    assert import_of(browser, import_id)["sheet"]["state"] == "none"
    made = browser.post(f"/bulk-imports/{import_id}/folders", json={**levels, "preview": False})
    assert made.status_code == 200, made.text
    do_jobs()
    assert [row["MarkedIndividual.individualID"] for row in cells(browser, import_id)] == [
        "Babu",
        "Asha",
    ]
    assert import_of(browser, import_id)["file_counts"]["matched"] == 2


def test_without_pictures_there_are_no_folders_to_ask(browser):
    import_id = open_import(browser)
    body = {"levels": ["individual"], "preview": False}
    assert browser.post(f"/bulk-imports/{import_id}/folders", json=body).status_code == 409
