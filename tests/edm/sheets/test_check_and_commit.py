"""What the check lets pass is stored, and what could not be stored is told in its cells beforehand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.edm.service import an_encounter, sighting
from tests.edm.sheets.exporting import as_if_by_houston
from tests.edm.sheets.sheets import Sheets, row

LUNA = {"Encounter.individualID": "Luna"}
NICK = {"MarkedIndividual.nickname": "Lu"}


def named(number: int, label: str | None, value: str) -> dict[str, Any]:
    noun = f"MarkedIndividual.name{number}"
    return {f"{noun}.label": label, f"{noun}.value": value}


def sample(number: int, code: str, tissue: str) -> dict[str, str]:
    noun = f"TissueSample{number}"
    return {f"{noun}.sampleID": code, f"{noun}.tissueType": tissue}


def loci(names: str, *columns: str) -> dict[str, str]:
    noun = "MicrosatelliteMarkersAnalysis"
    alleles = {f"{noun}.alleles{at}": text for at, text in enumerate(columns)}
    return {"TissueSample.sampleID": "T", f"{noun}.alleleNames": names, **alleles}


WRONG: dict[str, tuple[list[dict[str, Any]], set[tuple[str, str, int]]]] = {
    "a catalogue that is called as the nickname's column": (
        [{**LUNA, **NICK, **named(0, "Nickname", "Moon")}],
        {("duplicate_context", "MarkedIndividual.name0.label", 2)},
    ),
    "a catalogue twice": (
        [{**LUNA, **named(0, "Atlas", "7"), **named(1, "ATLAS", "8")}],
        {("duplicate_context", "MarkedIndividual.name1.label", 2)},
    ),
    "a catalogue that is called as one without a label": (
        [{**LUNA, **named(0, None, "7"), **named(1, "name 0", "8")}],
        {("duplicate_context", "MarkedIndividual.name1.label", 2)},
    ),
    "a name of its own besides the own name": (
        [{**LUNA, **named(0, "default", "Moon")}],
        {("animal_contradicts", "MarkedIndividual.name0.label", 2)},
    ),
    "two names of one animal in a catalogue": (
        [{**LUNA, **named(0, "Atlas", "7")}, {**LUNA, **named(0, "atlas", "8")}],
        {("rows_disagree", "MarkedIndividual.name0.value", row) for row in (2, 3)},
    ),
    "one name of two animals in a catalogue": (
        [{**LUNA, **named(0, "Atlas", "7")}, {"Encounter.individualID": "Zoe", **named(0, "Atlas", "7")}],
        {("name_taken", "MarkedIndividual.name0.value", row) for row in (2, 3)},
    ),
    "a field of an animal in other letters": (
        [{**LUNA, "MarkedIndividual.story": text} for text in ("Born here.", "born here.")],
        {("rows_disagree", "MarkedIndividual.story", row) for row in (2, 3)},
    ),
    "measurements that differ only in case": (
        [{"Encounter.measurement.Girth": "4", "Encounter.measurement.girth": "5"}],
        {("columns_clash", "Encounter.measurement.Girth", 2)},
    ),
    "a locus twice": (
        [loci("EQ1,EQ2, EQ1", "1,2,3")],
        {("duplicate_member", "MicrosatelliteMarkersAnalysis.alleleNames", 2)},
    ),
    "a locus without a name": (
        [loci("EQ1,,EQ2", "1,2,3")],
        {("required", "MicrosatelliteMarkersAnalysis.alleleNames", 2)},
    ),
    "an allele without a locus": (
        [loci("EQ1,EQ2", "1,2,", "3,4,5")],
        {("too_many", "MicrosatelliteMarkersAnalysis.alleles1", 2)},
    ),
    "an allele that is too long": (
        [loci("EQ1", "x" * 51)],
        {("too_long", "MicrosatelliteMarkersAnalysis.alleles0", 2)},
    ),
    "one sample of two tissues": (
        [{**sample(0, "T-1", "skin"), **sample(1, "t-1", "hair")}],
        {("columns_clash", "TissueSample#.tissueType", 2)},
    ),
    "too many keywords of a picture": (
        [{"Encounter.mediaAsset0.keywords": "_".join(["k"] * 1_001)}],
        {("too_many", "Encounter.mediaAsset0.keywords", 2)},
    ),
    "too many tags": (
        [{**LUNA, **{f"SatelliteTag{n}.serialNumber": f"PTT-{n}" for n in range(51)}}],
        {("too_many", "SatelliteTag0.serialNumber", 2)},
    ),
    "a field of the sighting that its species does not have": (
        [
            {"Sighting.sightingID": "A", "Encounter.genus": "Giraffa", "Encounter.specificEpithet": "reticulata"},
            {"Sighting.sightingID": "A", "Encounter.genus": "Rhincodon", "Encounter.specificEpithet": "typus",
             "Sighting.seaState": "3"},
        ],
        {("field_not_for_species", "Sighting.seaState", 3)},
    ),
    "a zone that is not known": (
        [{"Encounter.timeZone": "Africa/Nairoby"}],
        {("unknown_zone", "Encounter.timeZone", 2)},
    ),
    "an offset that the zone does not have": (
        [
            {"Encounter.month": "6", "Encounter.day": "2", "Encounter.timeZone": zone, "Encounter.utcOffset": "+02:00"}
            for zone in ("Europe/Berlin", "Africa/Nairobi")
        ],
        {("offset_zone_disagree", "Encounter.utcOffset", 3)},
    ),
    "a place that is known to less than the Earth": (
        [{"Encounter.decimalLatitude": "1", "Encounter.decimalLongitude": "1",
          "Encounter.coordinateUncertaintyInMeters": "30000000"}],
        {("out_of_range", "Encounter.coordinateUncertaintyInMeters", 2)},
    ),
}  # fmt: skip
WELL: dict[str, list[dict[str, Any]]] = {
    "names in several catalogues": [{**LUNA, **NICK, **named(0, "Atlas", "7"), **named(1, None, "8")}],
    "a catalogue whose name is empty": [{**LUNA, **NICK, **named(0, "nickname", "")}],
    "the own name once more": [{**LUNA, **named(0, "default", "LUNA")}],
    "one name of one animal in two rows": [{**LUNA, **named(0, "Atlas", "a 7")}, {**LUNA, **named(0, "Atlas", "A 7")}],
    "one name in two catalogues": [{**LUNA, **named(0, "Atlas", "7")}, {"Encounter.individualID": "Zoe", **named(0, "Book", "7")}],
    "an animal that is called by one column or another": [
        {"Encounter.individualID": None, **NICK}, {**LUNA, "MarkedIndividual.nickname": "Moon"},
    ],
    "measurements in other letters that agree": [{"Encounter.measurement.Girth": "4", "Encounter.measurement.girth": "4.0"}],
    "a measurement and a field of other species": [{"Encounter.weight": "4", "Encounter.measurement.Weight": "4"}],
    "two samples, one of them twice": [{**sample(0, "T-1", "skin"), **sample(1, "T-1", "skin"), **sample(2, "T-2", "hair")}],
    "an allele that was not found": [loci("EQ1,EQ2", "1,2", ",4")],
    "two labels of one picture": [{"Encounter.mediaAsset0.angle": "45", "Encounter.mediaAsset0.side": "left"}],
    "switching the clocks": [
        {"Encounter.month": "10", "Encounter.day": "25", "Encounter.timeZone": "Europe/Berlin", "Encounter.utcOffset": offset}
        for offset in ("+01:00", "+02:00")
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_could_not_be_stored_is_told_in_its_cells(sheets: Sheets, case: str) -> None:
    cells, expected = WRONG[case]
    faults = sheets.faults(*({**row(), **each} for each in cells))
    found = {
        (fault["code"], fault["target"], number)
        for fault in faults
        if fault["severity"] == "error"
        for number in fault["rows"]
    }
    assert {(code, (target or "").replace("TissueSample1", "TissueSample#"), number) for code, target, number in found} == expected  # fmt: skip


@pytest.mark.parametrize("case", WELL)
def test_what_passes_the_check_is_stored(stored: Sheets, case: str) -> None:
    documents = stored.documents(*({**row(), **each} for each in WELL[case]))["sightings"]
    stored.edm.report(*as_if_by_houston(documents))


def test_a_name_in_a_catalogue_that_another_animal_bears_is_told(stored: Sheets) -> None:
    animal = {"names": [{"context": "Atlas", "value": "7"}, {"context": "nickname", "value": "Lu"}]}
    stored.edm.report(sighting(encounters=[an_encounter(individual_name="Zoe", animal=animal)]))
    rows = [
        {**row(), **cells}
        for cells in (
            {**LUNA, **NICK},
            {**LUNA, **named(0, "Atlas", "7")},
            {"Encounter.individualID": "zoe", **named(0, "atlas", "8")},
            {"Encounter.individualID": "zoe", **NICK, **named(0, "atlas", "7")},
        )
    ]
    faults = [fault for fault in stored.faults(*rows) if fault["severity"] == "error"]
    assert {(fault["code"], fault["target"], tuple(fault["rows"])) for fault in faults} >= {
        ("name_taken", "MarkedIndividual.nickname", (2,)),
        ("name_taken", "MarkedIndividual.name0.value", (3,)),
        ("animal_contradicts", "MarkedIndividual.name0.value", (4,)),
    }
    assert not [fault for fault in stored.faults(rows[3]) if fault["severity"] == "error"]
