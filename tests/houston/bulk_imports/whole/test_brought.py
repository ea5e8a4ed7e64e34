"""Boxes and names of other systems become records, and no detector is asked about their pictures."""

from __future__ import annotations

import csv
import io
import json

from tests.houston.bulk_imports.sending import (
    archive_of,
    faults_of,
    import_of,
    open_import,
    sheet_of,
    upload,
    use_sheet,
)
from tests.houston.sending import picture

DEPLOYMENT = {
    "deploymentID": "d1",
    "latitude": "-1.4",
    "longitude": "35.1",
    "locationName": "by the river",
}
BOX = {"bboxX": "0.25", "bboxY": "0.25", "bboxWidth": "0.5", "bboxHeight": "0.5"}


def table(*rows: dict[str, str]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, names)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def media(number: int) -> dict[str, str]:
    return {
        "mediaID": f"m{number}", "deploymentID": "d1", "filePath": f"media/{number}.jpg",
        "timestamp": f"2020-05-30T04:57:0{number}+03:00",
    }  # fmt: skip


def seen(number: int, picture: int | None, **more: str) -> dict[str, str]:
    told = {
        "observationID": f"o{number}", "deploymentID": "d1", "eventID": f"e{number}",
        "eventStart": "2020-05-30T01:57:00Z", "observationLevel": "event" if picture is None else "media",
        "observationType": "animal", "scientificName": "Equus quagga",
    }  # fmt: skip
    return {**told, **({} if picture is None else {"mediaID": f"m{picture}"}), **more}


def package() -> bytes:
    tables = {
        "deployments": table(DEPLOYMENT),
        "media": table(media(1), media(2)),
        "observations": table(
            seen(1, 1, individualID="Asha", classificationMethod="human", **BOX),
            seen(2, 2),
            seen(3, None),
        ),
    }
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    return archive_of(
        {
            **{f"{name}.csv": content for name, content in tables.items()},
            "datapackage.json": json.dumps({"resources": resources}).encode(),
            "media/1.jpg": picture(1),
            "media/2.jpg": picture(2),
        }
    )


def committed(browser, work, import_id):
    work()
    shown = import_of(browser, import_id)
    assert shown["counts"]["error"] == 0, faults_of(browser, import_id)
    assert browser.post(f"/bulk-imports/{import_id}/commit").status_code == 202
    work()
    return import_of(browser, import_id)


def assets_of(browser, import_id):
    listed = browser.get(f"/assets?submission={import_id}").json["items"]
    return {each["name"]: each for each in listed}


def test_a_camtrap_dp_package_becomes_encounters_individuals_and_annotations(browser, work, house):
    import_id = open_import(browser)
    file = upload(browser, import_id, "package.zip", package(), "package")
    work()
    browser.post(f"/bulk-imports/{import_id}/sheet", json={"file": file})
    shown = committed(browser, work, import_id)
    assert (shown["encounters"], shown["sightings"], shown["individuals"]) == (3, 3, 1)
    assets = assets_of(browser, import_id)
    (box,) = assets["media/1.jpg"]["annotations"]
    assert box["bbox"] == [80.0, 60.0, 160.0, 120.0]
    record = browser.get(f"/encounters/{box['encounter']}").json
    assert record["individual"]["name"] == "Asha"
    assert record["time"]["utc_offset"] == "+03:00"
    assert (record["time"]["hour"], record["time"]["second"]) == (4, 1)
    assert record["verbatim"]["observations.classificationMethod"] == "human"
    (looked_at,) = assets["media/2.jpg"]["annotations"]
    assert looked_at["bbox"] != box["bbox"]
    stored = {entry.name: entry for entry in house.submissions.manifest(import_id).files}
    assert {"package.zip", "detections.json", "media/1.jpg"} <= set(stored)


def test_boxes_of_megadetector_are_those_of_the_rows_that_name_the_pictures(browser, work, house):
    import_id = open_import(browser)
    for number in (1, 2, 3):
        upload(browser, import_id, f"{number}.jpg", picture(number))
    found = {"category": "1", "conf": 0.9, "bbox": [0.0, 0.0, 0.5, 0.5]}
    boxes = {
        "info": {"format_version": "1.6", "detector": "md_v1000"},
        "images": [
            {"file": "card/1.jpg", "detections": [found, {**found, "conf": 0.1}]},
            {"file": "card/9.jpg", "detections": [found]},
            {"file": "card/2.jpg", "detections": []},
            {"file": "card/3.jpg", "failure": "cut off", "detections": None},
        ],
    }
    upload(browser, import_id, "md.json", json.dumps(boxes).encode(), "detections")
    headings = [
        "Encounter.mediaAsset0",
        "Encounter.genus",
        "Encounter.specificEpithet",
        "Encounter.year",
    ]
    rows = [[f"{number}.jpg", "Equus", "quagga", "2020"] for number in (1, 2, 3)]
    use_sheet(browser, import_id, sheet_of(headings, *rows))
    work()
    notes = browser.get(f"/bulk-imports/{import_id}/columns").json["notes"]
    assert {each["code"]: each["details"] for each in notes} == {
        "boxes_taken": {"file": "md.json", "boxes": 1, "pictures": 1},
        "boxes_unsure": {"file": "md.json", "count": 1, "threshold": 0.2},
        "pictures_empty": {"file": "md.json", "count": 1},
        "pictures_not_looked_at": {"file": "md.json", "count": 1},
        "boxes_elsewhere": {"file": "md.json", "count": 1},
    }
    shown = committed(browser, work, import_id)
    assert shown["assets"] == {"detected": 1, "nothing_found": 1, "failed": 1}
    assert shown["state"] == "curation"
    assets = assets_of(browser, import_id)
    assert assets["1.jpg"]["annotations"][0]["bbox"] == [0.0, 0.0, 160.0, 120.0]
    assert assets["3.jpg"]["reason"] == "cut off"
    assert assets["2.jpg"]["reason"] == "md_v1000 found nothing in it."
