"""Do records become a sheet that imports as the same records, for every column that there is?"""

from __future__ import annotations

import copy
from typing import Any

import pytest
from sqlalchemy import event

from service_kit.paging import encode_cursor
from tests.edm.service import PUBLIC, an_encounter, envelope, scope_of, sighting
from tests.edm.sheets.exporting import (
    as_if_by_houston,
    documents_of,
    exported,
    imported,
    without_ids,
)
from tests.edm.sheets.full_rows import ID, LAND, SEA, SECOND, SYNONYMS, a_full_row
from tests.edm.sheets.sheets import Sheets
from tests.edm.test_bulk_columns import places
from tests.edm.told import PEOPLE, TOLD

ME = scope_of("me")


@pytest.fixture
def sheets(stored: Sheets) -> Sheets:
    """What is exported was stored, so each test has an EDM of its own."""
    return stored


def comes_back(
    sheets: Sheets, elsewhere: Sheets, columns: set[str], genus: str, epithet: str
) -> None:
    """Imports a row that fills these columns, and imports it again elsewhere from its export."""
    documents = imported(sheets, a_full_row(columns, genus, epithet))
    rows = exported(sheets, submission="import-1", ids=False)
    assert without_ids(documents_of(elsewhere, rows)) == without_ids(documents)


def test_the_rows_fill_every_column_of_the_format() -> None:
    assert set(places()) == LAND | SEA | SECOND


def test_a_row_of_the_land_comes_back_as_it_was(sheets: Sheets, elsewhere: Sheets) -> None:
    comes_back(sheets, elsewhere, LAND, "Equus", "quagga")
    (row,) = exported(sheets, submission="import-1")
    assert row["Encounter.id"] == ID
    assert row["Local name"] == "punda milia"


def test_a_row_of_the_sea_comes_back_as_it_was(sheets: Sheets, elsewhere: Sheets) -> None:
    comes_back(sheets, elsewhere, SEA, "Rhincodon", "typus")


@pytest.mark.parametrize("swaps", SYNONYMS.values(), ids=SYNONYMS)
def test_a_row_with_synonyms_comes_back_as_it_was(
    sheets: Sheets, elsewhere: Sheets, swaps: list[tuple[set[str], set[str]]]
) -> None:
    columns = set(SEA)
    for first, second in swaps:
        columns = (columns - first) | second
    comes_back(sheets, elsewhere, columns, "Rhincodon", "typus")


def test_animals_of_one_sighting_come_back_as_one_sighting(
    sheets: Sheets, elsewhere: Sheets
) -> None:
    base = {
        "Encounter.genus": "Equus",
        "Encounter.specificEpithet": "quagga",
        "Encounter.year": "2015",
    }
    named = {**base, "Encounter.sightingID": "S1", "Sighting.groupSize": "3"}
    rows = [
        {**named, "Encounter.individualID": "Zoe", "MarkedIndividual.nickname": "Stripe"},
        {**named, "Encounter.individualID": "Ada"},
        {**base, "Encounter.individualID": "Zoe", "SocialUnit.socialUnitName": "Harem 4"},
    ]
    documents = imported(sheets, *rows)
    again = documents_of(elsewhere, exported(sheets, submission="import-1", ids=False))
    assert [len(each["encounters"]) for each in again] == [2, 1]
    assert without_ids(again) == without_ids(documents)


def test_the_last_page_has_all_headings_and_every_row_comes_once(sheets: Sheets) -> None:
    rows = [
        {
            "Encounter.genus": "Equus",
            "Encounter.specificEpithet": "quagga",
            "Encounter.year": "2015",
            f"Further {number}": str(number),
        }
        for number in range(5)
    ]
    imported(sheets, *rows)
    asked: dict[str, Any] = {"submission": "import-1", "limit": 2}
    first = sheets.edm.post("/sheets/rows", asked)
    second = sheets.edm.post("/sheets/rows", {**asked, "cursor": first["next"]})
    third = sheets.edm.post("/sheets/rows", {**asked, "cursor": second["next"]})
    assert set(first["headings"]) < set(second["headings"]) < set(third["headings"])
    assert third["next"] is None
    told = [
        text
        for page in (first, second, third)
        for cells in page["rows"]
        for heading, text in zip(page["headings"], cells, strict=True)
        if text and heading.startswith("Further ")
    ]
    assert sorted(told) == [*"01234"]


def test_a_word_of_two_sightings_is_none_wherever_they_are_and_looked_for_once(
    sheets: Sheets,
) -> None:
    for word in ("S1", "S1", "S2"):
        sheets.edm.report(sighting(custom_fields={"sighting_id": word}), submission="s")
    asked: dict[str, Any] = {"submission": "s", "limit": 1}
    words, searches = [], 0
    engine = sheets.edm.edm.database.engine

    def count(*statement: Any) -> None:
        nonlocal searches
        searches += "HAVING" in statement[2]

    event.listen(engine, "before_cursor_execute", count)
    try:
        while True:
            page = sheets.edm.post("/sheets/rows", asked)
            at = page["headings"].index("Encounter.sightingID")
            words += [row[at] for row in page["rows"]]
            if page["next"] is None:
                break
            asked["cursor"] = page["next"]
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert searches == 1
    assert len(set(words)) == 3
    assert [word for word in words if word.startswith("S")] == ["S2"]


def test_who_may_not_see_the_exact_place_gets_neither_it_nor_people(sheets: Sheets) -> None:
    encounter = an_encounter(
        verbatim={"helper": "Dan"},
        custom_fields={"submitter_name": "Ann Roe"},
        **{**copy.deepcopy(TOLD), "animal": None},
    )
    sheets.edm.report(
        sighting(encounters=[encounter], verbatim_locality="-1.4300, 35.1200"), submission="s"
    )
    (mine,) = exported(sheets, ME, submission="s")
    (public,) = exported(sheets, PUBLIC, submission="s")
    assert mine["Encounter.submitter0.fullName"] == PEOPLE[0]["name"]
    assert mine["Encounter.decimalLatitude"] == "-1.43"
    assert public["Encounter.decimalLatitude"] == "-1.4"
    shown = " ".join([*public, *public.values()])
    for secret in ("Ann", "ann@", "bo@", "Mara U", "Dan", "helper", "submitter", "35.12"):
        assert secret not in shown
    assert exported(sheets, scope_of("other"), submission="nothing") == []


def test_nothing_is_exported_that_the_caller_may_not_read(sheets: Sheets) -> None:
    mine = sheets.edm.one(submission="s", visibility="private")
    others = sheets.edm.one(submission="s", owner="other", visibility="private")
    (row,) = exported(sheets, ME, encounters=[mine, others])
    assert row["Encounter.id"] == mine


def test_what_is_not_published_yet_is_not_exported(sheets: Sheets) -> None:
    sheets.edm.report(sighting(), submission="s", staged=True)
    assert exported(sheets, submission="s") == []
    sheets.edm.post("/submissions/s/publish")
    assert len(exported(sheets, submission="s")) == 1


def test_what_was_learnt_of_an_animal_since_is_exported_with_its_first_row(sheets: Sheets) -> None:
    encounter, individual = sheets.edm.known("Zoe", submission="s")
    sheets.edm.one(encounters=[an_encounter(individual_name="Zoe")], submission="s")
    units = [{"name": "Harem 4", "role": "mare"}, {"name": "Harem 5"}]
    change = {"social_units": units, "satellite_tags": ["PTT-1", "PTT-2"]}
    sheets.edm.patch(f"/individuals/{individual}", change)
    first, second = exported(sheets, submission="s")
    assert first["Encounter.id"] == encounter
    assert (first["SocialUnit.socialUnitName"], first["Membership.role"]) == ("Harem 4", "mare")
    assert first["SatelliteTag.serialNumber"] == "PTT-1"
    assert first["SocialUnit1.socialUnitName"] == "Harem 5", "more than the format has room for"
    assert first["SatelliteTag1.serialNumber"] == "PTT-2"
    assert "SocialUnit.socialUnitName" not in second


def test_what_a_sheet_said_stands_beside_what_was_recorded_since(sheets: Sheets) -> None:
    verbatim = {"SexAnalysis.sex": "male?", "Local name": "=punda", "Count": 3}
    encounter = sheets.edm.one(encounters=[an_encounter(verbatim=verbatim)], submission="s")
    samples = [{"id": "T-1", "analyses": [{"kind": "sex", "value": "female"}]}]
    sheets.edm.patch(f"/encounters/{encounter}", {"samples": samples})
    (row,) = exported(sheets, submission="s")
    assert (row["SexAnalysis.sex"], row["SexAnalysis.sex (kept)"]) == ("female", "male?")
    assert (row["Local name"], row["Count"]) == ("'=punda", "3"), "no formula is handed out"


def test_two_sightings_of_one_name_stay_two(sheets: Sheets) -> None:
    rows = [
        {
            "Encounter.genus": "Equus",
            "Encounter.specificEpithet": "quagga",
            "Encounter.year": "2015",
        }
        for _ in range(2)
    ]
    for row in rows:
        one = documents_of(sheets, [row])
        one[0]["custom_fields"] = {"sighting_id": "S1"}
        sheets.edm.report(*as_if_by_houston(one), submission="import-1")
    words = [row["Encounter.sightingID"] for row in exported(sheets, submission="import-1")]
    assert len(set(words)) == 2
    assert "S1" not in words


@pytest.mark.parametrize("asked", [{}, {"submission": "s", "encounters": [ID]}, {"limit": 0}])
def test_it_must_be_said_which_records(sheets: Sheets, asked: dict[str, Any]) -> None:
    assert sheets.edm.call("POST", "/sheets/rows", asked).status_code == 422


@pytest.mark.parametrize(
    "cursor",
    [
        "WzFd",
        encode_cursor(["x", "y", [], "::", ""]),
        encode_cursor([ID, ID, "x", "::", ""]),
        encode_cursor([ID, ID, [], "x", ""]),
        encode_cursor([ID, ID, [], 1, ""]),
        encode_cursor([ID, ID, [], ":0:", "abc"]),
        encode_cursor([ID, ID, [], ":0:", 1]),
    ],
)
def test_a_cursor_of_another_list_is_refused(sheets: Sheets, cursor: str) -> None:
    answer = sheets.edm.call("POST", "/sheets/rows", {"submission": "s", "cursor": cursor})
    assert answer.status_code == 400


def test_a_report_by_form_is_exported_like_any_other(sheets: Sheets) -> None:
    body = envelope(sighting(encounters=[an_encounter(assets=["a.jpg"])]), submission="form")
    sheets.edm.post("/sightings", body)
    (row,) = exported(sheets, submission="form")
    assert row["Encounter.mediaAsset0"] == "a.jpg"
