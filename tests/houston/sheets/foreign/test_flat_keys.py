"""Codex's flat keys become official headings; of the time no part is taken that its precision does not cover."""

from __future__ import annotations

import pytest

from houston.sheets.foreign.flat_keys import flat_rows, is_flat, read_flat, read_flat_sheet
from houston.sheets.sheet import Sheet
from houston.sheets.unreadable import SheetUnreadable
from tests.houston.sheets.foreign.rows import rows_of

ROW = {
    "sightingId": "s1",
    "firstName": "Asha",
    "taxonomy": "Equus quagga",
    "sex": "female",
    "assetReferences": "a.jpg, b.jpg",
    "locationId": "Mara",
    "comments": "by the river",
    "timeYear": 2021,
    "timeMonth": 4.0,
    "timeDay": 3,
    "timeHour": 17,
    "timeMinutes": 5,
    "timeSeconds": 0,
    "timeSpecificity": "time",
    "utcOffset": "+03:00",
    "verbatimLocality": "gate 2",
    "decimalLatitude": 0,
    "decimalLongitude": 35.25,
    "custom-sighting-group_size": 7,
    "custom-encounter-coat": "typical",
    "somethingElse": True,
}


def cells(table, row=0):
    return rows_of(table)[row]


def test_every_key_has_its_official_heading() -> None:
    assert cells(read_flat([ROW])) == {
        "Sighting.sightingID": "s1",
        "MarkedIndividual.individualID": "Asha",
        "Taxonomy.scientificName": "Equus quagga",
        "Encounter.sex": "female",
        "Encounter.locationID": "Mara",
        "Encounter.researcherComments": "by the river",
        "Encounter.utcOffset": "+03:00",
        "Encounter.verbatimLocality": "gate 2",
        "Encounter.decimalLatitude": "0",
        "Encounter.decimalLongitude": "35.25",
        "Encounter.year": "2021",
        "Encounter.month": "4",
        "Encounter.day": "3",
        "Encounter.hour": "17",
        "Encounter.minutes": "5",
        "Encounter.seconds": "0",
        "Encounter.mediaAsset0": "a.jpg",
        "Encounter.mediaAsset1": "b.jpg",
        "Sighting.group_size": "7",
        "Encounter.coat": "typical",
        "somethingElse": "TRUE",
    }


@pytest.mark.parametrize(
    ("specificity", "parts"),
    [("year", ["year"]), ("month", ["year", "month"]), ("day", ["year", "month", "day"])],
)
def test_fillers_beyond_the_precision_are_no_parts_of_the_time(specificity, parts) -> None:
    known = cells(read_flat([{**ROW, "timeSpecificity": specificity}]))
    time = ("year", "month", "day", "hour", "minutes", "seconds")
    assert [each for each in time if f"Encounter.{each}" in known] == parts


def test_rows_may_have_different_keys() -> None:
    first, second = rows_of(read_flat([{"timeYear": 2020}, {"timeYear": None, "sex": "male"}]))
    assert (first, second) == ({"Encounter.year": "2020"}, {"Encounter.sex": "male"})


@pytest.mark.parametrize("wrap", [lambda r: [r], lambda r: r, lambda r: {"encounters": [r]}])
def test_an_array_an_object_and_a_named_list_are_all_understood(wrap) -> None:
    assert flat_rows(wrap(ROW)) == [ROW]


def test_a_sheet_with_flat_headings_is_the_same() -> None:
    headings = [key for key, value in ROW.items() if isinstance(value, str)]
    assert is_flat(headings)
    told = [ROW[heading] for heading in headings]
    table = read_flat_sheet(Sheet.of_rows(headings, [told]))
    assert cells(table) == cells(read_flat([dict(zip(headings, told, strict=True))]))


def test_other_sheets_are_not_taken_for_one() -> None:
    assert not is_flat(["Encounter.year", "Encounter.sex", None])
    assert flat_rows({"images": [], "info": {}}) is None


def test_an_entry_that_is_no_object_is_refused_with_its_number() -> None:
    with pytest.raises(SheetUnreadable, match="Entry 2"):
        read_flat([ROW, "text"])
