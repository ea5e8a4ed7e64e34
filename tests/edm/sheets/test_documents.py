"""What do the rows of a sheet become?"""

from __future__ import annotations

import base64
import csv
import struct
from pathlib import Path

import pytest

from tests.edm.sheets.sheets import row


def test_a_row_becomes_a_sighting_of_one_animal(sheets):
    one = sheets.sighting(
        Encounter__month="6",
        Encounter__day="2",
        Encounter__decimalLatitude="-1.43",
        Encounter__decimalLongitude="35.12",
        Encounter__verbatimLocality="by the bridge",
        Encounter__sex="female",
        Encounter__lifeStage="Adult",
        Encounter__livingStatus="alive",
        Encounter__behavior="grazing",
        Encounter__researcherComments="calm",
        MarkedIndividual__individualID="Luna",
        Sighting__comments="a quiet day",
    )
    (encounter,) = one.pop("encounters")
    assert one == {
        "species": "equus_quagga",
        "time": {
            "year": 2015, "month": 6, "day": 2, "hour": None, "minute": None, "second": None,
            "utc_offset": None, "zone": None, "source": "imported",
        },
        "location": {"latitude": -1.43, "longitude": 35.12, "source": "imported"},
        "region": "mara",
        "verbatim_locality": "by the bridge",
        "comments": "a quiet day",
    }  # fmt: skip
    assert encounter == {
        "row": 2,
        "state": "unapproved",
        "individual_name": "Luna",
        "sex": "female",
        "life_stage": "adult",
        "living_status": "alive",
        "behaviour": "grazing",
        "comments": "calm",
        "assets": ["zebra.jpg"],
        "media": [{"asset": "zebra.jpg"}],
    }


def test_pictures_keep_what_is_said_of_them(sheets):
    encounter = sheets.encounter(
        Encounter__mediaAsset0="a.jpg",
        Encounter__mediaAsset0__keywords="left_flank_night",
        Encounter__mediaAsset0__angle="45",
        Encounter__mediaAsset3="Pictures\\b (2).JPG",
        Encounter__quality3="0.8",
        Encounter__mediaAssets="c.jpg; d.jpg, a.jpg",
    )
    assert encounter["assets"] == ["a.jpg", "Pictures\\b (2).JPG", "c.jpg", "d.jpg"]
    assert encounter["media"][:2] == [
        {"asset": "a.jpg", "keywords": ["left", "flank", "night"], "labels": {"angle": "45"}},
        {"asset": "Pictures\\b (2).JPG", "quality": 0.8},
    ]


def test_several_rows_may_name_one_picture(sheets):
    rows = [row(Encounter__sightingID="A"), row(Encounter__sightingID="A")]
    (one,) = sheets.documents(*rows)["sightings"]
    assert [encounter["assets"] for encounter in one["encounters"]] == [["zebra.jpg"]] * 2


def test_measurements_and_samples_have_their_places(sheets):
    encounter = sheets.encounter(
        Encounter__measurement__tail="0.4",
        Encounter__weight="310",
        Encounter__weight__samplingProtocol="scales",
        TissueSample__sampleID="T-1",
        TissueSample__tissueType="skin",
        SexAnalysis__sex="F",
        SexAnalysis__processingLabTaskID="L-9",
        MitochondrialDNAAnalysis__haplotype="H2",
        MicrosatelliteMarkersAnalysis__analysisID="M-3",
        MicrosatelliteMarkersAnalysis__alleleNames="EQ1, EQ2",
        MicrosatelliteMarkersAnalysis__alleles0="112,98",
        MicrosatelliteMarkersAnalysis__alleles1="118,98",
    )
    assert encounter["measurements"] == [
        {"name": "tail", "value": 0.4},
        {"name": "weight", "value": 310, "sampling_protocol": "scales"},
    ]
    assert encounter["samples"] == [
        {
            "id": "T-1",
            "tissue_type": "skin",
            "analyses": [
                {"kind": "sex", "value": "female", "task_id": "L-9"},
                {"kind": "haplotype", "value": "H2"},
                {
                    "kind": "microsatellites",
                    "id": "M-3",
                    "alleles": {"EQ1": ["112", "118"], "EQ2": ["98", "98"]},
                },
            ],
        }
    ]


def test_a_measurement_is_a_field_of_the_species_that_records_it(sheets):
    seal = {"Encounter__genus": "Phoca", "Encounter__specificEpithet": "vitulina"}
    encounter = sheets.encounter(**seal, Encounter__weight="31.5")
    assert encounter["custom_fields"] == {"weight": {"value": 31.5, "unit": "kg", "method": None}}
    assert sheets.encounter(Encounter__weight="310")["measurements"] == [
        {"name": "weight", "value": 310}
    ]
    assert [fault["code"] for fault in sheets.faults(row(Encounter__weight="heavy"))] == [
        "wrong_type"
    ]


def test_people_surveys_and_facts_of_the_animal_have_their_places(sheets):
    one = sheets.sighting(
        Encounter__photographer0__emailAddress="bo@example.org",
        Encounter__photographer0__fullName="Bo",
        Encounter__informOther1__emailAddress="ann@example.org",
        Survey__id="S-1",
        SurveyTrack__vesselID="Pelican",
        MarkedIndividual__individualID="Luna",
        MarkedIndividual__nickname="Lu",
        MarkedIndividual__name0__label="catalogue",
        MarkedIndividual__name0__value="Z-7",
        SocialUnit__socialUnitName="Harem 4",
        Membership__role="mare",
        SatelliteTag__serialNumber="PTT-1",
        MarkedIndividual__tag_number="12",
    )
    assert one["survey"] == {"id": "S-1", "vessel": "Pelican"}
    (encounter,) = one["encounters"]
    assert encounter["people"] == [
        {"role": "informed", "email": "ann@example.org"},
        {"role": "photographer", "email": "bo@example.org", "name": "Bo"},
    ]
    assert encounter["animal"] == {
        "names": [
            {"context": "nickname", "value": "Lu"},
            {"context": "catalogue", "value": "Z-7"},
        ],
        "social_units": [{"name": "Harem 4", "role": "mare"}],
        "satellite_tags": ["PTT-1"],
        "custom_fields": {"tag_number": "12"},
    }


def test_unknown_columns_and_the_gateways_are_kept_word_for_word(sheets):
    encounter = sheets.encounter(
        Colour=" 'Red ", Encounter__submitterID="ann", Encounter__project0__projectIdPrefix="MARA-"
    )
    assert encounter["verbatim"] == {
        "Colour": " 'Red ",
        "Encounter.submitterID": "ann",
        "Encounter.project0.projectIdPrefix": "MARA-",
    }


def test_what_a_sheet_calls_a_sighting_is_kept(sheets):
    one = sheets.sighting(Encounter__sightingID="2015 A.0")
    assert one["custom_fields"] == {"sighting_id": "2015 A.0"}
    assert "id" not in one


def test_the_imports_own_offset_counts_for_times_without_one(sheets):
    rows = [row(Encounter__utcOffset="+02:00"), row()]
    first, second = sheets.documents(*rows, utc_offset="+03:00")["sightings"]
    assert (first["time"]["utc_offset"], second["time"]["utc_offset"]) == ("+02:00", "+03:00")


def test_a_sheet_with_an_error_becomes_nothing(sheets):
    block = sheets.block([row(), row(Encounter__year="soon")])
    answer = sheets.edm.post("/sheets/documents", block)
    assert (answer["sightings"], answer["joins"]) == ([], [])
    assert [fault["code"] for fault in answer["faults"]] == ["wrong_type"]


# how a block travels


def test_columns_travel_plain_encoded_or_packed_and_mean_the_same(sheets):
    texts = ["mara", None, "Nowhere", "mara"]
    distinct, codes = ["mara", None, "Nowhere"], [0, 1, 2, 0]
    packed = [base64.b64encode(struct.pack(f"<4{width}", *codes)).decode() for width in "HI"]
    answers = []
    for values in (texts, *({"distinct": distinct, "codes": each} for each in (codes, *packed))):
        block = sheets.block([row(Encounter__locationID=None)] * 4)
        block["columns"][4]["values"] = values
        answers.append(sheets.edm.post("/sheets/validate", block))
    assert answers[0]["faults"][0]["rows"] == [4] or answers[0]["faults"]
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize(
    "broken",
    [
        {"values": ["a"]},
        {"values": "a"},
        {"values": [1, 2]},
        {"values": [["a"], ["b"]]},
        {"values": {"distinct": ["a"], "codes": [0, 1]}},
        {"values": {"distinct": ["a"], "codes": [0, -1]}},
        {"values": {"distinct": ["a"], "codes": "AAA"}},
        {"values": {"distinct": ["a"], "codes": "?"}},
        {"target": "Encounter.nothing"},
    ],
)
def test_a_malformed_block_is_refused_in_words(sheets, broken):
    block = sheets.block([row(), row()])
    block["columns"][0] |= broken
    answer = sheets.edm.call("POST", "/sheets/validate", block)
    assert answer.status_code == 422, answer.json
    assert answer.json["errors"][0]["pointer"].startswith("/columns/0/")


def test_a_block_has_a_limit(sheets):
    block = {"columns": [], "rows": {"first": 2, "count": 50_001}}
    assert sheets.edm.call("POST", "/sheets/validate", block).status_code == 422
    block["options"] = {"checks": "keys"}
    assert sheets.edm.call("POST", "/sheets/validate", block).status_code == 200


def test_a_column_that_was_mapped_to_the_wrong_thing_is_answered_in_good_time(sheets):
    # Each of these is looked for among all names, until nobody would read the proposals.
    count = 5_000
    block = sheets.block([row()])
    for column, word in ((1, "genus"), (4, "place")):
        block["columns"][column]["values"] = [f"{word} {number}" for number in range(count)]
    for column in (0, 2, 3):
        block["columns"][column]["values"] *= count
    block["rows"]["count"] = count
    faults = sheets.edm.post("/sheets/validate", block)["faults"]
    codes = [fault["code"] for fault in faults]
    assert codes.count("unknown_species") == codes.count("unknown_region") == count


def test_an_empty_sheet_is_nothing(sheets):
    answer = sheets.edm.post("/sheets/documents", {"columns": [], "rows": []})
    assert answer == {"faults": [], "sightings": [], "joins": []}


@pytest.mark.shared
def test_every_column_of_the_format_is_recognised_and_read(sheets, shared_folder: Path):
    with (shared_folder / "compat" / "bulk_import_columns.csv").open(encoding="utf-8") as file:
        names = [line["column"] for line in csv.DictReader(file)]
    headings = [
        name.replace("#", "0")
        .replace("<labelled keyword>", "angle")
        .replace("<measurement name>", "tail")
        for name in names
    ]
    columns = sheets.recognise(headings)
    assert [column["heading"] for column in columns if column["target"] is None] == []
    assert {column["certainty"] for column in columns} <= {"exact", "synonym"}
