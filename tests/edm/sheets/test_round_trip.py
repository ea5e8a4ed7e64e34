"""Does what the format has no room for come back from an export all the same?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.edm.service import an_encounter, sighting
from tests.edm.sheets.exporting import documents_of, exported, imported, there_and_back
from tests.edm.sheets.sheets import Sheets, row
from tests.edm.told import ANIMAL


@pytest.fixture
def sheets(stored: Sheets) -> Sheets:
    """What is exported was stored, so each test has an EDM of its own."""
    return stored


def the_encounter(documents: list[dict[str, Any]]) -> dict[str, Any]:
    (one,) = documents
    (encounter,) = one["encounters"]
    return dict(encounter)


def test_the_clock_and_how_exactly_the_place_is_known(sheets: Sheets, elsewhere: Sheets) -> None:
    day = {"Encounter__month": "7", "Encounter__day": "2", "Encounter__hour": "7"}
    place = {"Encounter__decimalLatitude": "-1.4", "Encounter__decimalLongitude": "35.1"}
    cells = row(
        **day,
        **place,
        Encounter__timeZone="Africa/Nairobi",
        Encounter__utcOffset="+03:00",
        Encounter__coordinateUncertaintyInMeters="30.5",
    )
    (written,) = there_and_back(sheets, elsewhere, cells)
    assert written["Encounter.timeZone"] == "Africa/Nairobi"
    (one,) = documents_of(elsewhere, [written])
    assert one["location"]["uncertainty_metres"] == 30.5
    assert (one["time"]["zone"], one["time"]["utc_offset"]) == ("Africa/Nairobi", "+03:00")
    assert "verbatim" not in one["encounters"][0]


def test_encounters_of_one_sighting_keep_clocks_of_their_own(
    sheets: Sheets, elsewhere: Sheets
) -> None:
    rows = [
        row(Sighting__sightingID="S1", Sighting__timeZone=zone, Encounter__hour=None)
        for zone in ("Africa/Nairobi", "Africa/Nairobi", "Africa/Kampala")
    ]
    there_and_back(sheets, elsewhere, *rows)
    (one,) = documents_of(elsewhere, rows)
    assert [each.get("time", {}).get("zone") for each in one["encounters"]] == [
        None, None, "Africa/Kampala",
    ]  # fmt: skip


def test_units_of_measurements(sheets: Sheets, elsewhere: Sheets) -> None:
    cells = {
        **row(Encounter__weight="310", Encounter__weight__unit="kg"),
        "Encounter.measurement.Fork length (cm.)": "12.5",
        "Encounter.measurement.Fork length (cm.).unit": "cm",
        "Encounter.measurement.Fork length (cm.).samplingProtocol": "calipers",
        "Encounter.measurement1": "4",
        "Encounter.measurement1.unit": "mm",
    }
    (written,) = there_and_back(sheets, elsewhere, cells)
    measurements = the_encounter(documents_of(elsewhere, [written]))["measurements"]
    assert {each["name"]: each.get("unit") for each in measurements} == {
        "weight": "kg", "Fork length (cm.)": "cm", "measurement1": "mm",
    }  # fmt: skip


def test_a_field_of_one_species_and_a_measurement_of_another(
    sheets: Sheets, elsewhere: Sheets
) -> None:
    seal = {"Encounter__genus": "Phoca", "Encounter__specificEpithet": "vitulina"}
    rows = [row(**seal, Encounter__weight="31.5 kg"), row(Encounter__weight="310")]
    imported(sheets, *rows)
    for encounter in sheets.edm.get("/encounters")["items"]:
        if encounter["measurements"]:
            told = [{**encounter["measurements"][0], "unit": "kg"}]
            sheets.edm.patch(f"/encounters/{encounter['id']}", {"measurements": told})
    written = exported(sheets, submission="import-1", ids=False)
    found = [each["encounters"][0] for each in documents_of(elsewhere, written)]
    assert [each["custom_fields"] for each in found if "custom_fields" in each] == [
        {"weight": {"value": 31.5, "unit": "kg", "method": None}}
    ]
    assert [each["measurements"] for each in found if "measurements" in each] == [
        [{"name": "weight", "value": 310, "unit": "kg"}]
    ]


SEVERAL = {
    "TissueSample.sampleID": "T-1", "TissueSample.tissueType": "skin",
    "SexAnalysis.sex": "female", "SexAnalysis.processingLabTaskID": "L-1", "SexAnalysis.analysisID": "A-1",
    "MitochondrialDNAAnalysis.haplotype": "H1", "MitochondrialDNAAnalysis.analysisID": "A-2",
    "MitochondrialDNAAnalysis.processingLabTaskID": "L-2",
    # A second analysis of the same sample.
    "TissueSample1.sampleID": "T-1", "SexAnalysis1.sex": "male",
    "MicrosatelliteMarkersAnalysis1.analysisID": "M-1",
    "MicrosatelliteMarkersAnalysis1.processingLabTaskID": "L-3",
    "MicrosatelliteMarkersAnalysis1.alleleNames": "EQ1,EQ2",
    "MicrosatelliteMarkersAnalysis1.alleles0": "112,90", "MicrosatelliteMarkersAnalysis1.alleles1": "118",
    # A second sample.
    "TissueSample2.sampleID": "T-2", "TissueSample2.tissueType": "hair", "SexAnalysis2.sex": "female",
}  # fmt: skip


def test_several_samples_with_several_analyses_of_a_kind(sheets: Sheets, elsewhere: Sheets) -> None:
    there_and_back(sheets, elsewhere, {**row(), **SEVERAL})
    first, second = the_encounter(documents_of(elsewhere, [{**row(), **SEVERAL}]))["samples"]
    assert (first["id"], first["tissue_type"], second["id"]) == ("T-1", "skin", "T-2")
    assert first["analyses"] == [
        {"kind": "sex", "id": "A-1", "task_id": "L-1", "value": "female"},
        {"kind": "haplotype", "id": "A-2", "task_id": "L-2", "value": "H1"},
        {"kind": "sex", "value": "male"},
        {
            "kind": "microsatellites",
            "id": "M-1",
            "task_id": "L-3",
            "alleles": {"EQ1": ["112", "118"], "EQ2": ["90"]},
        },
    ]
    assert second["analyses"] == [{"kind": "sex", "value": "female"}]


def test_a_sample_in_which_nothing_was_looked_for_stands_between_others(
    sheets: Sheets, elsewhere: Sheets
) -> None:
    samples = {f"TissueSample{n}.sampleID": f"T-{n}" for n in range(12)}
    written = there_and_back(sheets, elsewhere, {**row(), **samples, "SexAnalysis11.sex": "male"})
    assert (written[0]["TissueSample11.sampleID"], written[0]["SexAnalysis11.sex"]) == (
        "T-11", "male",
    )  # fmt: skip


def test_several_units_with_their_roles_and_several_tags(sheets: Sheets, elsewhere: Sheets) -> None:
    cells = {
        **row(Encounter__individualID="Zoe"),
        "SocialUnit.socialUnitName": "Harem 4", "Membership.role": "mare",
        "SocialUnit1.socialUnitName": "Harem 4", "Membership1.role": "foal",
        "SocialUnit2.socialUnitName": "Herd",
        "SatelliteTag.serialNumber": "PTT-1", "SatelliteTag1.serialNumber": "PTT-2",
    }  # fmt: skip
    (written,) = there_and_back(sheets, elsewhere, cells)
    animal = the_encounter(documents_of(elsewhere, [written]))["animal"]
    assert animal == {
        "social_units": [
            {"name": "Harem 4", "role": "mare"},
            {"name": "Harem 4", "role": "foal"},
            {"name": "Herd", "role": None},
        ],
        "satellite_tags": ["PTT-1", "PTT-2"],
    }


def test_one_unit_that_a_row_names_twice_is_one(sheets: Sheets) -> None:
    units = {f"SocialUnit{n}.socialUnitName": name for n, name in enumerate(("Herd", "HERD"))}
    cells = {**row(Encounter__individualID="Zoe"), **units}
    animal = the_encounter(documents_of(sheets, [cells]))["animal"]
    assert animal == {"social_units": [{"name": "Herd", "role": None}]}


def test_what_was_kept_is_kept_again_and_means_nothing_else(
    sheets: Sheets, elsewhere: Sheets
) -> None:
    verbatim = {
        "Sighting.comments": "windy",
        "notes": "mapped to nothing",
        "Membership.role": "alpha",
        "Encounter.coordinateUncertaintyInMeters": "about a mile",
        "Encounter.submitterID": "ann",
        "Local name": "punda",
    }
    sheets.edm.report(sighting(encounters=[an_encounter(verbatim=verbatim)]), submission="s")
    (written,) = exported(sheets, submission="s", ids=False)
    assert written["Sighting.comments (kept)"] == "windy"
    assert written["Encounter.submitterID"] == "ann", "the gateway's"
    (one,) = documents_of(elsewhere, [written])
    assert one["encounters"][0]["verbatim"] == verbatim
    assert "comments" not in one


def test_what_was_learnt_of_an_animal_since_comes_back(sheets: Sheets, elsewhere: Sheets) -> None:
    told = an_encounter(individual_name="Zoe", animal=ANIMAL)
    report = sheets.edm.report(sighting(encounters=[told]), submission="s")
    record = sheets.edm.get(f"/encounters/{report['encounters'][0]['id']}")
    units = [*ANIMAL["social_units"], {"name": "Harem 5", "role": "mare"}]
    change = {"social_units": units, "satellite_tags": ["PTT-1", "PTT-2"]}
    sheets.edm.patch(f"/individuals/{record['individual']['id']}", change)
    written = exported(sheets, submission="s", ids=False)
    animal = the_encounter(documents_of(elsewhere, written))["animal"]
    assert animal["social_units"] == units
    assert animal["satellite_tags"] == ["PTT-1", "PTT-2"]
