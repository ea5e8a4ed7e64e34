"""Folders and tags can say what a sheet would have said."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from houston.files.inspection import inspect
from houston.files.picture_tags import read_tags
from houston.sheets.foreign.folders import FiledPicture, Level, depth_of, table_of_folders
from tests.houston.sheets.foreign.rows import rows_of

MORNING = {"year": 2009, "month": 4, "day": 5, "hour": 0, "minute": 11, "second": 0}
SPECIES, INDIVIDUAL = "Taxonomy.commonName", "MarkedIndividual.individualID"


def tagged(*tags: str, field: str = "hierarchicalSubject", namespace: str = "lightroom") -> bytes:
    """A picture with these tags in its XMP."""
    items = "".join(f"<rdf:li>{tag}</rdf:li>" for tag in tags)
    where = {
        "lightroom": "http://ns.adobe.com/lightroom/1.0/",
        "digiKam": "http://www.digikam.org/ns/1.0/",
    }[namespace]
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        f'rdf:about="" xmlns:t="{where}"><t:{field}><rdf:Bag>{items}</rdf:Bag></t:{field}>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    stream = io.BytesIO()
    Image.new("RGB", (16, 16)).save(stream, "JPEG", xmp=xmp.encode())
    return stream.getvalue()


def tags_of(content: bytes) -> list[str]:
    with Image.open(io.BytesIO(content)) as image:
        return read_tags(image)


def test_tags_are_read_from_whichever_place_a_manager_keeps_them_in() -> None:
    assert tags_of(tagged("Species|Leopard Cat", "individual|2")) == [
        "Species|Leopard Cat",
        "individual|2",
    ]
    slashed = tagged("Species/Leopard Cat", field="TagsList", namespace="digiKam")
    assert tags_of(slashed) == ["Species|Leopard Cat"]


def test_a_tag_without_a_branch_says_nothing() -> None:
    assert tags_of(tagged("holiday", "Species|Leopard Cat")) == ["Species|Leopard Cat"]


def test_damaged_and_malicious_blocks_are_passed_over() -> None:
    image = Image.new("RGB", (8, 8))
    for block in (b"<x", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"", "<a/>"):
        image.info["xmp"] = block
        assert read_tags(image) == []


def test_an_uploaded_picture_is_kept_with_its_tags(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(tagged("Species|Leopard Cat"))
    assert inspect(tmp_path / "a.jpg", 10_000).exif["tags"] == ["Species|Leopard Cat"]


def test_stations_and_species_as_camera_trap_programs_file_them() -> None:
    pictures = [
        FiledPicture(f"StationA/Leopard Cat/IMG{n}.JPG", time={**MORNING, "minute": n})
        for n in (1, 2)
    ]
    assert depth_of(pictures) == 2
    first, second = rows_of(table_of_folders(pictures, [Level.SITE, Level.SPECIES]))
    assert first == {
        SPECIES: "Leopard Cat",
        "Encounter.verbatimLocality": "StationA",
        "Encounter.year": "2009",
        "Encounter.month": "4",
        "Encounter.day": "5",
        "Encounter.hour": "0",
        "Encounter.minutes": "1",
        "Encounter.seconds": "0",
        "Encounter.mediaAsset0": "StationA/Leopard Cat/IMG1.JPG",
    }
    assert second["Encounter.mediaAsset0"].endswith("IMG2.JPG")


def test_pictures_of_one_individual_and_day_are_one_encounter() -> None:
    pictures = [
        FiledPicture("Asha/1.jpg", time=MORNING),
        FiledPicture("Asha/2.jpg", time={**MORNING, "hour": 9}),
        FiledPicture("Asha/3.jpg", time={**MORNING, "day": 6}),
        FiledPicture("Babu/1.jpg", time=MORNING),
    ]
    rows = rows_of(table_of_folders(pictures, [Level.INDIVIDUAL]))
    assert [(row[INDIVIDUAL], row["Encounter.day"]) for row in rows] == [
        ("Asha", "5"), ("Asha", "6"), ("Babu", "5"),
    ]  # fmt: skip
    assert rows[0]["Encounter.mediaAsset1"] == "Asha/2.jpg"


@pytest.mark.parametrize(
    ("folder", "parts"),
    [
        ("2015-06-02", ("2015", "6", "2")),
        ("20150602", ("2015", "6", "2")),
        ("2015_06", ("2015", "6", None)),
        ("2015", ("2015", None, None)),
    ],
)
def test_a_folder_s_date_is_taken_as_far_as_it_goes(folder: str, parts: tuple) -> None:
    (row,) = rows_of(table_of_folders([FiledPicture(f"{folder}/a.jpg")], [Level.DATE]))
    assert tuple(row.get(f"Encounter.{part}") for part in ("year", "month", "day")) == parts


def test_a_folder_s_date_in_other_words_is_left_to_the_check() -> None:
    (row,) = rows_of(table_of_folders([FiledPicture("2. Juni 2015/a.jpg")], [Level.DATE]))
    assert row["Encounter.date"] == "2. Juni 2015"


def test_the_camera_adds_the_hour_only_to_the_folder_s_own_day() -> None:
    pictures = [
        FiledPicture("2009-04-05/a.jpg", time=MORNING),
        FiledPicture("2015-01-01/b.jpg", time=MORNING),
    ]
    right, wrong = rows_of(table_of_folders(pictures, [Level.DATE]))
    assert (right["Encounter.hour"], wrong.get("Encounter.hour")) == ("0", None)
    assert wrong["Encounter.year"] == "2015"


def test_a_tag_says_it_more_surely_than_a_folder() -> None:
    picture = FiledPicture("unsorted/a.jpg", ["Species|Leopard Cat", "camera|C1"], MORNING)
    (row,) = rows_of(table_of_folders([picture], [Level.SPECIES]))
    assert (row[SPECIES], row["Encounter.keyword0"]) == ("Leopard Cat", "camera|C1")


def test_two_individuals_in_one_picture_are_two_encounters_of_one_sighting() -> None:
    picture = FiledPicture("a.jpg", ["individual|1", "individual|2"], MORNING)
    rows = rows_of(table_of_folders([picture], []))
    assert [row[INDIVIDUAL] for row in rows] == ["1", "2"]
    assert {row["Sighting.sightingID"] for row in rows} == {"a.jpg"}
    assert {row["Encounter.mediaAsset0"] for row in rows} == {"a.jpg"}


def test_ignored_levels_and_windows_paths() -> None:
    picture = FiledPicture("D:\\DCIM\\Asha\\a.jpg", time=MORNING)
    (row,) = rows_of(table_of_folders([picture], [Level.IGNORE, Level.IGNORE, Level.INDIVIDUAL]))
    assert row[INDIVIDUAL] == "Asha"


@pytest.mark.shared
def test_the_tags_of_a_real_survey_are_read(shared_folder: Path) -> None:
    folder = shared_folder / "data" / "camera_traps" / "xmp_tags" / "sample_images_indiv_tag"
    pictures = []
    for path in sorted(folder.rglob("*.JPG")):
        told = inspect(path, 10_000_000).exif
        pictures.append(
            FiledPicture(
                str(path.relative_to(folder)), told["tags"], told["time"], told["location"]
            )
        )
    rows = rows_of(table_of_folders(pictures, [Level.IGNORE, Level.SITE]))
    assert {row[SPECIES] for row in rows} == {"Leopard Cat"}
    assert {row[INDIVIDUAL] for row in rows} == {"1", "2", "3"}
    assert sum("mediaAsset" in heading for row in rows for heading in row) == len(pictures)
