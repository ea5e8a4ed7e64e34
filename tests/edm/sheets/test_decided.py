"""What a sheet says that has been decided or numbered already: states, and catalogue numbers of others."""

from __future__ import annotations

import pytest

from tests.edm.sheets.exporting import as_if_by_houston, documents_of, exported
from tests.edm.sheets.sheets import Sheets, row

REJECTED = row(Encounter__state="rejected")


def found(faults):
    return [(fault["code"], fault["severity"], fault["rows"]) for fault in faults]


def test_what_was_rejected_is_rejected_again_and_told_by_who_may_approve(
    stored: Sheets, elsewhere: Sheets
) -> None:
    (one,) = stored.documents(REJECTED, may_approve=True)["sightings"]
    stored.edm.report(*as_if_by_houston([one]), submission="s", state="approved")
    (written,) = exported(stored, submission="s", ids=False)
    assert written["Encounter.state"] == "rejected"
    told = elsewhere.faults(written, may_approve=True)
    assert found(told) == [("imported_rejected", "info", [2])]
    (again,) = elsewhere.documents(written, may_approve=True)["sightings"]
    assert again["encounters"][0]["state"] == "rejected"


@pytest.mark.parametrize("state", ["rejected", "approved", "unidentifiable"])
def test_who_may_not_approve_decides_nothing_by_a_sheet(sheets: Sheets, state: str) -> None:
    cells = row(Encounter__state=state)
    assert found(sheets.faults(cells)) == [("not_approved", "warning", [2])]
    (one,) = documents_of(sheets, [cells])
    assert one["encounters"][0]["state"] == "unapproved"


def test_what_is_rejected_names_no_animal(sheets: Sheets) -> None:
    cells = {**REJECTED, "Encounter.individualID": "Luna"}
    codes = [fault["code"] for fault in sheets.faults(cells, may_approve=True)]
    assert "state_without_identity" in codes


def test_a_museum_s_number_is_kept_as_another_catalogue_s(
    stored: Sheets, elsewhere: Sheets
) -> None:
    rows = [
        row(Encounter__catalogNumber="USNM 12"),
        row(Encounter__catalogNumber="13.0", Encounter__otherCatalogNumbers="B-7"),
        row(Encounter__catalogNumber="018F4A5E-7C1B-7D2A-9F00-3A5B6C7D8E9F"),
    ]
    assert found(stored.faults(*rows)) == [("catalogue_number", "info", [2, 3])]
    documents = documents_of(stored, rows)
    encounters = [one["encounters"][0] for one in documents]
    numbers = [each.get("custom_fields", {}).get("other_catalog_numbers") for each in encounters]
    assert numbers == ["USNM 12", "B-7; 13", None]
    assert [each.get("id") for each in encounters] == [
        None,
        None,
        rows[2]["Encounter.catalogNumber"].lower(),
    ]
    stored.edm.report(*as_if_by_houston(documents), submission="s")
    written = exported(stored, submission="s", ids=False)
    again = [one["encounters"][0].get("custom_fields") for one in documents_of(elsewhere, written)]
    assert sorted(map(str, again)) == sorted(str(each.get("custom_fields")) for each in encounters)


def test_a_slip_in_an_id_is_told(sheets: Sheets) -> None:
    cells = row(Encounter__catalogNumber="018f4a5e-7c1b-7d2a-9f00-3a5b6c7d8e9")
    assert [fault["code"] for fault in sheets.faults(cells)] == ["not_a_uuid"]
