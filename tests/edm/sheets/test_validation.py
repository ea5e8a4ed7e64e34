"""What is wrong with the rows of a sheet, and where exactly?"""

from __future__ import annotations

from tests.edm.sheets.sheets import row


def test_a_row_with_the_least_that_is_needed_is_in_order(sheets):
    assert sheets.faults(row()) == []


def test_a_fault_names_its_cell_and_all_rows_that_have_it(sheets):
    rows = [row(), row(Encounter__locationID="Serengety"), row(Encounter__locationID="Serengety")]
    (fault,) = sheets.faults(*rows)
    assert fault["code"] == "unknown_region"
    assert fault["columns"] == [4]
    assert fault["rows"] == [3, 4]
    assert fault["value"] == "Serengety"
    assert fault["suggestion"] == "serengeti"
    assert "Serengeti" in fault["message"]


def test_nothing_is_created(sheets):
    sheets.documents(row())
    assert sheets.edm.get("/statistics")["encounters"] == 0
