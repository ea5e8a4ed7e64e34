"""The sheets that programs of the field write import as they are, with all their quirks."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest


def sheet(text: str, delimiter: str = ",") -> tuple[list[str | None], list[list[str | None]]]:
    """The headings and rows of a sheet, as the gateway's reader hands them over."""
    lines = list(csv.reader(io.StringIO(text.strip()), delimiter=delimiter))
    cells = [[cell or None for cell in line] for line in lines]
    return cells[0], cells[1:]


def send(
    sheets: Any,
    headings: list[str | None],
    rows: list[list[str | None]],
    mapping: dict[str, str | None] | None = None,
    **options: Any,
) -> tuple[str | None, dict[str, Any]]:
    """What the sheet becomes: recognised by its headings and first rows, then turned into documents."""
    samples = [[row[at] for row in rows[:50] if row[at]] for at in range(len(headings))]
    body = {"headings": headings, "samples": samples, "mapping": mapping or {}}
    recognised = sheets.edm.post("/sheets/columns", body)
    columns = [
        {
            "index": column["index"],
            "heading": column["heading"],
            "target": column["target"],
            "values": [row[column["index"]] for row in rows],
        }
        for column in recognised["columns"]
        if column["role"] != "ignored"
    ]
    block = {"columns": columns, "rows": {"first": 2, "count": len(rows)}, "options": options}
    answer = sheets.edm.post("/sheets/documents", block)
    errors = [fault for fault in answer["faults"] if fault["severity"] == "error"]
    assert errors == []
    return recognised["generator"], answer


def test_traptagger(sheets):
    text = """
Encounter.mediaAsset0,Encounter.mediaAsset1,Encounter.genus,Encounter.specificEpithet,Encounter.sightingID,MarkedIndividual.individualID,Encounter.year,Encounter.month,Encounter.day,Encounter.hour,Encounter.minutes,Encounter.decimalLatitude,Encounter.decimalLongitude,Encounter.sex
S1_0001.JPG,S1_0002.JPG,Panthera,pardus,c-1,None,2021,3,9,22,14,-24.9,31.5,None
S1_0009.JPG,None,Panthera,pardus,c-2,Tala,2021,3,10,4,1,-24.9,31.5,female
"""
    _, answer = send(sheets, *sheet(text))
    first, second = answer["sightings"]
    assert "individual_name" not in first["encounters"][0]
    assert first["encounters"][0]["assets"] == ["S1_0001.JPG", "S1_0002.JPG"]
    assert "region" not in first
    assert second["encounters"][0]["individual_name"] == "Tala"


def test_giraffespotter(sheets):
    text = """
Encounter.mediaAsset0,Encounter.genus,Encounter.specificEpithet,Occurrence.occurrenceID,Occurrence.groupSize,Encounter.occurrenceRemarks,Encounter.year,Encounter.month,Encounter.day,Encounter.dateInMilliseconds,Encounter.decimalLatitude,Encounter.decimalLongitude,Encounter.sex,TissueSample.sampleID,TissueSample.sampleID,TissueSample.sampleID,SexAnalysis.sex,version GS_20200813
DSC_1.JPG,Giraffa,reticulata,GS_1,12,none seen before,2019,7,4,1562198400000,0.3,36.9,male,,,,,
DSC_2.JPG,Giraffa,reticulata,GS_1,12.0,NA,2019,7,4,1562198400000,0.3,36.9,female,,,,,
"""
    generator, answer = send(sheets, *sheet(text))
    assert generator == "GiraffeSpotter"
    (sighting,) = answer["sightings"]
    assert sighting["custom_fields"] == {"group_size": 12, "sighting_id": "GS_1"}
    assert len(sighting["encounters"]) == 2
    assert all("samples" not in encounter for encounter in sighting["encounters"])
    assert answer["faults"] == []


def test_smart(sheets):
    text = """
Encounter.mediaAsset0,Encounter.genus,Encounter.specificEpithet,Sighting.sightingID,Encounter.individualID,Encounter.year,Encounter.month,Encounter.day,Sighting.transectName,Sighting.bearing
patrol7.JPG,Equus,quagga boehmi,P7-2,Z1,2020,1,5,north,270
patrol7.JPG,Equus,quagga boehmi,P7-2,Z2,2020,1,5,north,270
"""
    _, answer = send(sheets, *sheet(text))
    (sighting,) = answer["sightings"]
    assert sighting["species"] == "equus_quagga"
    assert [one["assets"] for one in sighting["encounters"]] == [["patrol7.JPG"]] * 2


def test_flukebook_by_r(sheets):
    text = """
,Encounter.mediaAsset0,Encounter.genus,Encounter.specificEpithet,Latitude,Longitude,Encounter.year,Encounter.month,Encounter.day,Encounter.individualID,survey.vessel,Sighting.seaState
1,fluke_1.png,Megaptera,novaeangliae,42.1,-70.3,2018,8,2,Salt,Pelican,2
2,fluke_2.png,Megaptera,novaeangliae,42.2,-70.2,2018,8,3,nan,Pelican,3
"""
    generator, answer = send(sheets, *sheet(text))
    assert generator == "Flukebook (R)"
    first, second = answer["sightings"]
    assert first["location"]["longitude"] == -70.3
    assert first["survey"] == {"vessel": "Pelican"}
    assert "individual_name" not in second["encounters"][0]
    assert answer["faults"] == []


def test_fire_salamander_by_r(sheets):
    # Zero-padded texts, a project by its name without a prefix, a region by its display name.
    text = """
Encounter.mediaAsset0,Encounter.genus,Encounter.specificEpithet,Encounter.year,Encounter.month,Encounter.day,Encounter.hour,Encounter.minutes,Encounter.locationID,Encounter.project0.researchProjectName,Encounter.keyword00
a.jpg,Lynx,lynx,'2021,'03,'09,'08,'05,Bavarian Forest,Salamander 2021,night
"""
    _, answer = send(sheets, *sheet(text))
    (sighting,) = answer["sightings"]
    assert sighting["region"] == "bavarian_forest"
    assert [sighting["time"][part] for part in ("month", "day", "hour", "minute")] == [3, 9, 8, 5]
    (encounter,) = sighting["encounters"]
    assert encounter["verbatim"] == {"Encounter.project0.researchProjectName": "Salamander 2021"}
    assert encounter["keywords"] == ["night"]


def test_inaturalist_scouts(sheets):
    text = """
"observation_id","observed_on","scientific_name","common_name","observer","quality_grade","url","photo_count","photo_filenames","Encounter.year","Encounter.month","Encounter.day","Latitude","Longitude"
"9","2022-05-01","Phoca vitulina","harbor seal","bo","research","https://example.org/9","2","9_1.jpg, 9_2.jpg","2022","","","53.7","7.1"
"""
    generator, answer = send(sheets, *sheet(text))
    assert generator == "iNaturalist"
    (sighting,) = answer["sightings"]
    assert sighting["species"] == "phoca_vitulina"
    assert sighting["custom_fields"] == {"observers": ["bo"]}
    assert [sighting["time"][part] for part in ("year", "month", "day")] == [2022, 5, 1]
    (encounter,) = sighting["encounters"]
    assert encounter["assets"] == ["9_1.jpg", "9_2.jpg"]
    assert encounter["custom_fields"] == {"other_catalog_numbers": "9"}
    assert set(encounter["verbatim"]) == {"quality_grade", "url", "photo_count"}
    assert answer["faults"] == []


def test_codex_flat_keys(sheets):
    text = """
sightingId,firstName,taxonomy,sex,assetReferences,locationId,comments,timeYear,timeMonth,timeDay,timeHour,timeMinutes,timeSeconds,timeSpecificity,utcOffset,verbatimLocality,decimalLatitude,decimalLongitude,custom-sighting-group_size,custom-encounter-body_condition
s1,Luna,Equus quagga,female,"a.jpg,b.jpg",mara,calm,2023,4,1,0,0,0,day,+03:00,by the river,-1.4,35.1,4,good
"""
    generator, answer = send(sheets, *sheet(text))
    assert generator == "Codex"
    (sighting,) = answer["sightings"]
    time = sighting["time"]
    assert (time["day"], time["hour"], time["utc_offset"]) == (1, None, "+03:00")
    assert sighting["custom_fields"] == {"group_size": 4, "sighting_id": "s1"}
    (encounter,) = sighting["encounters"]
    assert encounter["custom_fields"] == {"body_condition": "good"}
    assert encounter["assets"] == ["a.jpg", "b.jpg"]
    assert answer["faults"] == []


SEALS = {
    "dt": "Encounter.date",
    "ID": "Encounter.individualID",
    "age": "Encounter.lifeStage",
    "photo": "Encounter.mediaAsset0",
    "gender": "Encounter.sex",
    "comments": "Encounter.researcherComments",
    "image": None,
    # A row is a picture there, and an animal has several in one sighting.
    "SightingID": None,
    "scale": "Encounter.measurement.scale",
}


def test_the_harbour_seal_centre_with_a_mapping_made_by_hand(sheets):
    text = """
dt;encounter_no;ID;age;photo;aspect_letter;tagged;scale;comments;image;gender
02-Jun-15;38750;Calavera;adult;001-0206\\DSC_0001;FL;1;0,5080562;right;001-0206\\DSC_0001p54;female
03-Jun-15;38607;Chocolate;pup;001-0306\\DSCN3077;FL;1;1,304662;left;001-0306\\DSCN3077p32;unknown
"""
    generator, answer = send(sheets, *sheet(text, ";"), SEALS, species="phoca_vitulina")
    assert generator == "Harbour seal centre"
    first, second = answer["sightings"]
    assert [first["time"][part] for part in ("year", "month", "day")] == [2015, 6, 2]
    (encounter,) = second["encounters"]
    assert encounter["assets"] == ["001-0306\\DSCN3077"]
    assert encounter["measurements"] == [{"name": "scale", "value": 1.304662}]
    assert encounter["verbatim"]["encounter_no"] == "38607"


@pytest.mark.shared
def test_the_official_templates_are_recognised(sheets, shared_folder: Path):
    from python_calamine import load_workbook

    files = sorted((shared_folder / "compat").glob("*.xlsx"))
    assert len(files) == 4
    for file in files:
        (headings,) = load_workbook(file).get_sheet_by_index(0).to_python()
        columns = sheets.recognise(headings)
        assert {column["certainty"] for column in columns} == {"exact"}, file.name


@pytest.mark.shared
def test_the_harbour_seal_centres_own_sheets(sheets, shared_folder: Path):
    from python_calamine import load_workbook

    seals = shared_folder / "data" / "seals"
    text = (seals / "IDfield_ToExcel.csv").read_text(encoding="utf-8-sig")
    headings, rows = sheet(text, ";")
    _, answer = send(sheets, headings, rows, SEALS, species="phoca_vitulina")
    assert len(answer["sightings"]) == len(rows)
    filled = load_workbook(seals / "merged_file.xlsx").get_sheet_by_index(0).to_python()[:2_000]
    cells = [[str(cell) or None for cell in line] for line in filled]
    _, answer = send(sheets, cells[0], cells[1:], SEALS, species="phoca_vitulina")
    assert len(answer["sightings"]) == 1_999
