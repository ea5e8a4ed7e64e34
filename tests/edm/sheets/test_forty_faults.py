"""A sheet in which forty different things are wrong: all of them are told at once, each at its cells."""

from __future__ import annotations

from service_kit.identity import new_id
from tests.edm.sheets.sheets import row

SAME = str(new_id())
GIRAFFE = {"Encounter__genus": "Giraffa", "Encounter__specificEpithet": "reticulata"}

# What is wrong with each row: its cells, the code, the column. Rows begin with 2.
PLANTED: list[tuple[dict[str, object], str, str]] = [
    ({"Encounter__year": "soon"}, "wrong_type", "Encounter.year"),
    ({"Encounter__year": "999"}, "out_of_range", "Encounter.year"),
    ({"Encounter__year": "3015"}, "in_future", "Encounter.year"),
    ({"Encounter__month": "13"}, "out_of_range", "Encounter.month"),
    ({"Encounter__month": "6.5"}, "wrong_type", "Encounter.month"),
    ({"Encounter__month": "2", "Encounter__day": "30"}, "no_such_date", "Encounter.day"),
    ({"Encounter__day": "3"}, "finer_without_coarser", "Encounter.day"),
    (
        {"Encounter__month": "2", "Encounter__day": "3", "Encounter__hour": "24"},
        "out_of_range",
        "Encounter.hour",
    ),
    (
        {
            "Encounter__month": "2",
            "Encounter__day": "3",
            "Encounter__hour": "4",
            "Encounter__minutes": "60",
        },
        "out_of_range",
        "Encounter.minutes",
    ),
    ({"Encounter__year": None}, "required", "Encounter.year"),
    ({"Encounter__dateInMilliseconds": "ages"}, "wrong_type", "Encounter.dateInMilliseconds"),
    ({"Sighting__year": "2014"}, "columns_clash", "Encounter.year"),
    (
        {"Encounter__decimalLatitude": "91", "Encounter__decimalLongitude": "35"},
        "out_of_range",
        "Encounter.decimalLatitude",
    ),
    (
        {"Encounter__decimalLatitude": "1", "Encounter__decimalLongitude": "-181"},
        "out_of_range",
        "Encounter.decimalLongitude",
    ),
    (
        {"Encounter__decimalLatitude": "here", "Encounter__decimalLongitude": "35"},
        "wrong_type",
        "Encounter.decimalLatitude",
    ),
    ({"Encounter__decimalLatitude": "1"}, "incomplete_location", "Encounter.decimalLongitude"),
    ({"Encounter__decimalLongitude": "1"}, "incomplete_location", "Encounter.decimalLatitude"),
    ({"Encounter__genus": "Unicornis"}, "unknown_species", "Encounter.genus"),
    (
        {"Encounter__genus": None, "Encounter__specificEpithet": None},
        "required",
        "Encounter.genus",
    ),
    ({"Encounter__locationID": "Atlantis"}, "unknown_region", "Encounter.locationID"),
    ({"Encounter__sex": "boy"}, "not_in_vocabulary", "Encounter.sex"),
    ({"Encounter__lifeStage": "tiny"}, "not_in_vocabulary", "Encounter.lifeStage"),
    ({"Encounter__livingStatus": "limbo"}, "not_in_vocabulary", "Encounter.livingStatus"),
    ({"Encounter__state": "finished"}, "not_in_vocabulary", "Encounter.state"),
    (
        {"Encounter__photographer0__emailAddress": "bo@example"},
        "bad_email",
        "Encounter.photographer0.emailAddress",
    ),
    ({"Encounter__keyword0": "k" * 257}, "too_long", "Encounter.keyword0"),
    ({"Encounter__individualID": "n" * 201}, "too_long", "Encounter.individualID"),
    ({"Encounter__catalogNumber": SAME[:-1]}, "not_a_uuid", "Encounter.catalogNumber"),
    ({"Encounter__catalogNumber": SAME}, "duplicate_id", "Encounter.catalogNumber"),
    ({"Encounter__catalogNumber": SAME}, "duplicate_id", "Encounter.catalogNumber"),
    ({**GIRAFFE, "Encounter__depth": "5"}, "field_not_for_species", "Encounter.depth"),
    ({"Encounter__elevation": "12000"}, "out_of_range", "Encounter.elevation"),
    ({"Sighting__groupSize": "many"}, "wrong_type", "Sighting.groupSize"),
    ({"Sighting__weather": "lovely"}, "not_a_choice", "Sighting.weather"),
    ({"Encounter__sample_id": "#1"}, "pattern_mismatch", "Encounter.sample_id"),
    ({"Encounter__behavior": "a\x00b"}, "bad_characters", "Encounter.behavior"),
    ({"Encounter__verbatimLocality": "a\nb"}, "bad_characters", "Encounter.verbatimLocality"),
    ({"TissueSample__sampleID": "T", "MicrosatelliteMarkersAnalysis__alleleNames": "EQ1,EQ1"}, "duplicate_member", "MicrosatelliteMarkersAnalysis.alleleNames"),
    ({"TissueSample__sampleID": "T", "MicrosatelliteMarkersAnalysis__alleleNames": "EQ1,,EQ2"}, "required", "MicrosatelliteMarkersAnalysis.alleleNames"),
    (
        {"Encounter__sightingID": "B", "Encounter__individualID": "Luna"},
        "same_individual_twice",
        "Encounter.individualID",
    ),
    (
        {"Encounter__sightingID": "B", "Encounter__individualID": "luna"},
        "same_individual_twice",
        "Encounter.individualID",
    ),
    ({"Encounter__mediaAsset0": "p" * 1025}, "too_long", "Encounter.mediaAsset0"),
    (
        {"Encounter__individualID": "Zuri", "Encounter__state": "unidentifiable"},
        "state_without_identity",
        "Encounter.state",
    ),
]  # fmt: skip


def test_all_are_told_in_one_answer_at_the_right_cells(sheets):
    assert len(PLANTED) >= 40
    faults = sheets.faults(*(row(**cells) for cells, _, _ in PLANTED))
    errors = [fault for fault in faults if fault["severity"] == "error"]
    found = {
        (number, fault["code"], fault["target"]) for fault in errors for number in fault["rows"]
    }
    planted = {(at, code, target) for at, (_, code, target) in enumerate(PLANTED, 2)}
    assert found == planted
    for fault in errors:
        assert fault["message"][0].isupper() or fault["message"][0] == "'", fault
        assert fault["message"].endswith((".", "?")), fault
        assert fault["columns"], fault
    assert sheets.edm.get("/statistics")["encounters"] == 0
