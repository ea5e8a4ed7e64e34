"""A Camtrap DP package becomes encounters: one an animal and event, with its pictures and boxes."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from houston.sheets.foreign.camtrap_dp import is_package, read_package, table_paths
from houston.sheets.foreign.camtrap_sheet import package_table
from houston.sheets.unreadable import SheetUnreadable
from tests.houston.sheets.foreign.rows import rows_of

DEPLOYMENT = {
    "deploymentID": "d1",
    "locationName": "by the stream",
    "latitude": "51.496",
    "longitude": "4.774",
    "coordinateUncertainty": "187",
    "deploymentStart": "2020-05-30T00:00:00+02:00",
    "deploymentEnd": "2020-07-01T00:00:00+02:00",
    "cameraModel": "Reconyx-HF2X",
}


def media(number: int, **more: str) -> dict[str, str]:
    return {
        "mediaID": f"m{number}",
        "deploymentID": "d1",
        "timestamp": f"2020-05-30T04:57:{30 + number}+02:00",
        "filePath": f"media/{number}.jpg",
        "fileName": f"{number}.jpg",
        **more,
    }


def seen(number: int, picture: int | None = None, **more: str) -> dict[str, str]:
    told = {
        "observationID": f"o{number}",
        "deploymentID": "d1",
        "eventID": "e1",
        "eventStart": "2020-05-30T02:57:37Z",
        "observationLevel": "event" if picture is None else "media",
        "observationType": "animal",
        "scientificName": "Vulpes vulpes",
    }
    return {**told, **({} if picture is None else {"mediaID": f"m{picture}"}), **more}


PICTURES = (media(1), media(2), media(3))
BOX = {"bboxX": "0.1", "bboxY": "0.2", "bboxWidth": "0.3", "bboxHeight": "0.4"}


@pytest.fixture
def package(tmp_path: Path):
    """Writes a package with these observations, and reads it."""

    def write(*observations: dict[str, str], pictures=PICTURES) -> Path:
        folder = tmp_path / "package"
        folder.mkdir()
        tables = {"deployments": [DEPLOYMENT], "media": pictures, "observations": observations}
        for name, rows in tables.items():
            with (folder / f"{name}.csv").open("w", newline="") as stream:
                names = list(dict.fromkeys(key for row in rows for key in row))
                writer = csv.DictWriter(stream, names)
                writer.writeheader()
                writer.writerows(rows)
        resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
        (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
        return folder

    return write


def test_one_animal_in_several_pictures_is_one_encounter(package) -> None:
    folder = package(
        seen(1, sex="female", count="1"), seen(2, 1, sex="female"), seen(3, 2, sex="female")
    )
    (row,) = rows_of(package_table(read_package(folder)))
    assert row["Taxonomy.scientificName"] == "Vulpes vulpes"
    assert row["Encounter.sex"] == "female"
    assert (row["Encounter.mediaAsset0"], row["Encounter.mediaAsset1"]) == (
        "media/1.jpg",
        "media/2.jpg",
    )
    assert row["Sighting.sightingID"] == "e1"
    assert row["observations.observationID"] == "o1 | o2 | o3"
    assert row["observations.count"] == "1"
    assert row["deployments.cameraModel"] == "Reconyx-HF2X"
    assert row["Encounter.verbatimLocality"] == "by the stream"


def test_two_animals_in_one_picture_are_two_encounters(package) -> None:
    folder = package(seen(1, 1, **BOX), seen(2, 1, **BOX), seen(3, 2, **BOX))
    table = package_table(read_package(folder))
    assert table.sheet.row_count == 3
    assert [each.row for each in table.brought.detections] == [2, 3, 4]
    assert {row["Sighting.sightingID"] for row in rows_of(table)} == {"e1"}


def test_an_individual_is_met_once_an_event_however_many_pictures_show_it(package) -> None:
    folder = package(
        seen(1, 1, individualID="Reinaert", **BOX),
        seen(2, 2, individualID="Reinaert", **BOX),
        seen(3, 2, individualID="Hermeline"),
    )
    table = package_table(read_package(folder))
    names = [row["MarkedIndividual.individualID"] for row in rows_of(table)]
    assert names == ["Reinaert", "Hermeline"]
    assert [each.individual for each in table.brought.detections] == ["Reinaert"] * 2


def test_what_is_said_of_an_event_alone_is_an_encounter_without_boxes(package) -> None:
    table = package_table(read_package(package(seen(1), seen(2, scientificName="Ardea cinerea"))))
    assert (table.sheet.row_count, table.brought.detections) == (2, ())
    assert not any("mediaAsset" in heading for heading in table.sheet.headings)


def test_time_is_that_of_the_camera_s_own_clock_with_its_offset(package) -> None:
    by_picture, by_event = rows_of(
        package_table(read_package(package(seen(1, 1), seen(2, sex="male", eventID="e2"))))
    )
    for row, second in ((by_picture, "31"), (by_event, "37")):
        told = [row[f"Encounter.{part}"] for part in ("year", "month", "day", "hour", "minutes")]
        assert told == ["2020", "5", "30", "4", "57"]
        assert (row["Encounter.seconds"], row["Encounter.utcOffset"]) == (second, "+02:00")


def test_who_or_what_classified_is_kept_with_the_box(package) -> None:
    machine = {
        "classificationMethod": "machine",
        "classifiedBy": "Western Europe species model",
        "classificationProbability": "0.9",
    }
    (box,) = package_table(read_package(package(seen(1, 1, **BOX, **machine)))).brought.detections
    assert (box.file, box.bbox) == ("media/1.jpg", [0.1, 0.2, 0.3, 0.4])
    assert (box.confidence, box.model) == (0.9, "Western Europe species model")
    assert box.verbatim == {"observationID": "o1", **machine}


def test_a_picture_said_to_be_blank_is_looked_at_by_nobody_again(package) -> None:
    folder = package(
        seen(1, 1, observationType="blank"), seen(2, 2, observationType="human"), seen(3, 3)
    )
    table = package_table(read_package(folder))
    assert [each.file for each in table.brought.empty] == ["media/1.jpg"]
    assert table.sheet.row_count == 1
    assert "1 of blank, 1 of human" in table.notes[1].message


def test_pictures_that_lie_elsewhere_are_named_only_when_they_are_there(package) -> None:
    far = [media(n, filePath=f"https://example.org/{n}/file") for n in (1, 2)]
    table = package_table(read_package(package(seen(1, 1), seen(2, 2), pictures=far)), {"1.jpg"})
    (row,) = rows_of(table)
    assert row["Encounter.mediaAsset0"] == "1.jpg"
    assert row["media.filePath"] == "https://example.org/2/file"
    assert "1 pictures are not among the uploaded files" in table.notes[-1].message


def test_a_zip_with_a_folder_in_it_is_the_same_package(package, tmp_path) -> None:
    folder = package(seen(1, 1, **BOX))
    packed = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "package"))
    assert is_package(packed)
    assert is_package(folder)
    assert read_package(packed) == read_package(folder)
    assert [path.name for path in table_paths(folder)] == [
        "datapackage.json", "deployments.csv", "media.csv", "observations.csv",
    ]  # fmt: skip


def test_a_table_that_is_missing_is_named(package) -> None:
    folder = package(seen(1))
    (folder / "media.csv").unlink()
    with pytest.raises(SheetUnreadable, match=r"media\.csv is missing"):
        read_package(folder)


def test_a_mistake_in_its_descriptor_is_told_by_its_place(package) -> None:
    folder = package(seen(1))
    (folder / "datapackage.json").write_text('{"profile":\n oops}')
    with pytest.raises(SheetUnreadable, match=r"a mistake in line 2, column 2\. Export"):
        read_package(folder)


def test_a_table_outside_the_package_is_not_opened(package) -> None:
    folder = package(seen(1))
    resources = [{"name": "media", "path": "../../secret.csv"}]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
    with pytest.raises(SheetUnreadable, match="secret"):
        read_package(folder)


def test_an_archive_of_pictures_is_no_package(tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("a.jpg", b"...")
    assert not is_package(tmp_path / "photos.zip")


@pytest.mark.shared
def test_the_example_of_the_standard_is_understood(shared_folder: Path) -> None:
    folder = shared_folder / "data" / "camtrap_dp_example"
    here = {path.name.casefold() for path in (folder / "media").iterdir()}
    table = package_table(read_package(folder), here)
    rows = rows_of(table)
    species = {row["Taxonomy.scientificName"] for row in rows}
    assert {"Vulpes vulpes", "Anas platyrhynchos", "Ardea", "Mustela putorius"} <= species
    assert len(table.brought.detections) > 0
    assert all(0 <= value <= 1 for each in table.brought.detections for value in each.bbox)
    named = {cell for row in rows for h, cell in row.items() if "mediaAsset" in h}
    assert {Path(name).name.casefold() for name in named} <= here
    assert all(row["Encounter.utcOffset"] in ("+01:00", "+02:00") for row in rows)
