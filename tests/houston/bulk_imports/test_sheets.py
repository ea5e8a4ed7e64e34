"""A sheet is read, its columns are mapped, its cells corrected and checked, all of it in the browser."""

from __future__ import annotations

import uuid

import pytest

from houston.access import Role
from houston.models import BulkImport
from houston.queries.bulk_import import faults_of as faults_of_check
from tests.houston.bulk_imports.sending import (
    edit,
    faults_of,
    import_of,
    open_import,
    rows_of,
    sheet_of,
    upload,
    use_sheet,
)
from tests.houston.sheets.compound import compound_file

HEADINGS = ["Encounter.sightingID", "Encounter.decimalLatitude", "colour"]
ROWS = [["s1", "-1.4", "red"], ["s2", "north", "blue"], ["s1", "north", "red"]]
LATITUDE, COLOUR = 1, 2


@pytest.fixture
def ready(browser, do_jobs):
    """An import whose sheet was read and checked."""
    import_id = open_import(browser, name="Seals 2015")
    use_sheet(browser, import_id, sheet_of(HEADINGS, *ROWS))
    do_jobs()
    return import_id


def test_an_import_is_opened_once_with_one_key(browser):
    headers = {"Idempotency-Key": "once"}
    ids = {browser.post("/bulk-imports", json={}, headers=headers).json["id"] for _ in "12"}
    assert len(ids) == 1
    assert [each["id"] for each in browser.get("/bulk-imports").json["items"]] == list(ids)


def test_a_sheet_is_read_recognised_and_checked(browser, ready):
    shown = import_of(browser, ready)
    assert shown["sheet"]["state"] == "ready"
    assert (shown["sheet"]["rows"], shown["sheet"]["name"]) == (3, "sheet.csv")
    assert shown["checked_revision"] == shown["revision"]
    assert shown["counts"] == {"error": 2, "warning": 0, "info": 0}
    assert not shown["allowed"]["commit"]
    columns = browser.get(f"/bulk-imports/{ready}/columns").json["items"]
    assert [(each["heading"], each["role"], each["filled"]) for each in columns] == [
        ("Encounter.sightingID", "data", 3),
        ("Encounter.decimalLatitude", "data", 3),
        ("colour", "kept", 3),
    ]
    assert columns[COLOUR]["samples"] == ["red", "blue"]


def test_what_is_no_sheet_is_told_in_a_sentence(browser, do_jobs):
    import_id = open_import(browser)
    use_sheet(browser, import_id, b"\x00\x01\x02\x03 no table", "odd.bin")
    do_jobs()
    sheet = import_of(browser, import_id)["sheet"]
    assert sheet["state"] == "failed"
    assert "neither a workbook nor a text file" in sheet["reason"]


def test_a_workbook_with_a_password_says_so_and_what_to_do(browser, do_jobs):
    locked = compound_file({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": bytes(5_000)})
    import_id = open_import(browser)
    use_sheet(browser, import_id, locked, "sheet.xlsx")
    do_jobs()
    sheet = import_of(browser, import_id)["sheet"]
    assert (sheet["state"], sheet["reason"]) == (
        "failed",
        "The workbook is protected by a password. Save it without one and upload that.",
    )


def test_faults_are_told_in_groups_and_at_their_cells(browser, ready):
    (group,) = faults_of(browser, ready)
    assert group["rows"] == [3, 4]
    assert (group["count"], group["heading"], group["value"]) == (2, HEADINGS[LATITUDE], "north")
    rows = rows_of(browser, ready, first=1, count=1)
    assert rows["total"] == 3
    assert rows["rows"] == [
        {
            "row": 3,
            "cells": ["s2", "north", "blue"],
            "edited": [],
            "faults": [
                {
                    "column": LATITUDE,
                    "code": "bad_number",
                    "severity": "error",
                    "message": "“north” is no number.",
                    "value": "north",
                    "suggestion": None,
                    "details": {},
                }
            ],
        }
    ]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ({"only": "error"}, [3, 4]),
        ({"only": "warning"}, []),
        ({"code": "bad_number"}, [3, 4]),
        ({"column": COLOUR}, []),
        ({"search": "RED"}, [2, 4]),
        ({"search": "red", "only": "error"}, [4]),
        ({"search": "north", "column": COLOUR}, []),
        ({"only": "edited"}, []),
    ],
)
def test_rows_are_chosen(browser, ready, query, rows):
    assert [each["row"] for each in rows_of(browser, ready, **query)["rows"]] == rows


def test_a_corrected_cell_is_checked_by_itself(browser, ready, do_jobs):
    assert edit(browser, ready, (3, LATITUDE, "-1.5")).json["changed"] == 1
    shown = import_of(browser, ready)
    assert shown["checking"]
    assert shown["checked_revision"] < shown["revision"]
    do_jobs()
    assert import_of(browser, ready)["counts"]["error"] == 1
    assert rows_of(browser, ready, only="edited")["rows"][0]["edited"] == [LATITUDE]


def test_who_reads_the_faults_while_a_check_ends_reads_them_to_the_end(
    browser, ready, do_jobs, house
):
    with house.database.read() as session:
        reading = faults_of_check(house, session.get_one(BulkImport, uuid.UUID(ready)))
    edit(browser, ready, (3, LATITUDE, "-1.5"))
    do_jobs()
    assert [group["value"] for group in reading.groups([0])] == ["north"]


def test_every_row_with_a_value_is_changed_at_once_and_taken_back_at_once(browser, ready, do_jobs):
    revision = import_of(browser, ready)["revision"]
    body = {"revision": revision, "column": LATITUDE, "from": "north", "to": "2"}
    done = browser.patch(f"/bulk-imports/{ready}/rows", json=body).json
    assert (done["changed"], done["can_undo"], done["can_redo"]) == (2, True, False)
    do_jobs()
    assert import_of(browser, ready)["allowed"]["commit"]
    undone = browser.post(f"/bulk-imports/{ready}/undo").json
    assert (undone["can_undo"], undone["can_redo"]) == (False, True)
    assert undone["cell"] == {"row": 3, "column": LATITUDE}
    do_jobs()
    assert import_of(browser, ready)["counts"]["error"] == 2
    again = browser.post(f"/bulk-imports/{ready}/redo").json
    assert again["cell"] == {"row": 3, "column": LATITUDE}
    assert [row["cells"][LATITUDE] for row in rows_of(browser, ready)["rows"]] == ["-1.4", "2", "2"]


def test_a_new_change_takes_the_place_of_what_was_undone(browser, ready):
    edit(browser, ready, (2, COLOUR, "green"))
    undone = browser.post(f"/bulk-imports/{ready}/undo").json
    assert undone["cell"] == {"row": 2, "column": COLOUR}
    done = edit(browser, ready, (2, COLOUR, "black")).json
    assert (done["can_redo"], done["cell"]) == (False, None)
    nothing = browser.post(f"/bulk-imports/{ready}/redo").json
    assert (nothing["changed"], nothing["cell"]) == (0, None)
    assert rows_of(browser, ready)["rows"][0]["cells"][COLOUR] == "black"


def test_who_did_not_see_the_last_change_is_told(browser, ready):
    edit(browser, ready, (2, COLOUR, "green"))
    body = {"revision": 1, "changes": [{"row": 2, "column": COLOUR, "value": "x"}]}
    refused = browser.patch(f"/bulk-imports/{ready}/rows", json=body)
    assert (refused.status_code, refused.json["code"]) == (409, "revision_moved")


def test_a_cell_that_is_not_there_cannot_be_changed(browser, ready):
    refused = edit(browser, ready, (5, 0, "x"), (2, 3, "x"), (1, 0, "x"))
    assert refused.status_code == 422
    assert [each["code"] for each in refused.json["errors"]] == ["no_such_cell"] * 3


def test_a_mapping_is_made_once_and_fits_the_next_sheet_by_itself(browser, ready, do_jobs):
    body = {"columns": [{"index": COLOUR, "target": "Encounter.colour"}], "save_as": "Ours"}
    mapped = browser.put(f"/bulk-imports/{ready}/mapping", json=body).json
    assert mapped["items"][COLOUR]["certainty"] == "chosen"
    assert mapped["mapping_name"] == "Ours"
    (saved,) = browser.get("/bulk-imports/mappings").json["items"]
    assert (saved["name"], saved["headings"]) == ("Ours", 3)

    other = open_import(browser)
    use_sheet(browser, other, sheet_of([*HEADINGS, "more"], ["s", "1", "red", "x"]))
    do_jobs()
    columns = browser.get(f"/bulk-imports/{other}/columns").json
    assert columns["mapping_name"] == "Ours"
    assert columns["items"][COLOUR]["target"] == "Encounter.colour"

    assert browser.delete(f"/bulk-imports/mappings/{saved['id']}").status_code == 204
    assert browser.get("/bulk-imports/mappings").json["items"] == []


def test_a_column_without_a_heading_can_be_mapped(browser, do_jobs):
    import_id = open_import(browser)
    use_sheet(browser, import_id, b"a,,b\n1,2,3\n")
    do_jobs()
    body = {"columns": [{"index": 1, "target": "Encounter.decimalLatitude"}]}
    mapped = browser.put(f"/bulk-imports/{import_id}/mapping", json=body).json["items"]
    assert (mapped[1]["heading"], mapped[1]["target"]) == (None, "Encounter.decimalLatitude")


def test_a_target_that_there_is_not_is_refused_and_changes_nothing(browser, ready, do_jobs):
    before = browser.get(f"/bulk-imports/{ready}/columns").json
    body = {"columns": [{"index": COLOUR, "target": "Colour"}], "save_as": "Ours"}
    refused = browser.put(f"/bulk-imports/{ready}/mapping", json=body)
    assert refused.status_code == 422
    (fault,) = refused.json["errors"]
    assert (fault["code"], fault["pointer"]) == ("unknown_target", "/columns/0/target")
    assert "Colour" in fault["message"]
    assert browser.get(f"/bulk-imports/{ready}/columns").json == before
    assert browser.get("/bulk-imports/mappings").json["items"] == []


def test_projects_and_people_are_looked_for(browser, people, do_jobs, house):
    mine = browser.post("/projects", json={"name": "KE:Mara Zebras"}).json["id"]
    import_id = open_import(browser)
    headings = ["Encounter.project0.researchProjectName", "Encounter.submitterID"]
    rows = [["mara zebras", "public"], [mine, "nobody@example.org"], ["Mara Zebra", "None"]]
    use_sheet(browser, import_id, sheet_of(headings, *rows))
    do_jobs()
    told = [
        (each["code"], each["severity"], each["rows"], each["suggestion"])
        for each in faults_of(browser, import_id)
    ]
    assert told == [
        ("project_unknown", "error", [4], "KE:Mara Zebras"),
        ("user_unknown", "warning", [3], None),
    ]


def test_an_import_is_its_owner_s_and_the_curators(browser, people, ready):
    other = people.person(Role.RESEARCHER).browser
    curator = people.person(Role.CURATOR).browser
    assert other.get(f"/bulk-imports/{ready}").status_code == 404
    assert other.get(f"/bulk-imports/{ready}/rows").status_code == 404
    assert curator.get(f"/bulk-imports/{ready}/rows").status_code == 200


def test_another_sheet_takes_the_place_of_the_first(browser, ready, do_jobs):
    edit(browser, ready, (2, COLOUR, "green"))
    before = import_of(browser, ready)["revision"]
    use_sheet(browser, ready, sheet_of(["a"], ["1"]), "other.csv")
    do_jobs()
    shown = import_of(browser, ready)
    assert shown["revision"] > before
    assert [row["cells"] for row in rows_of(browser, ready)["rows"]] == [["1"]]
    assert shown["counts"]["error"] == 0


def test_only_an_import_takes_a_sheet(browser):
    draft = browser.post("/submissions", json={}).json["id"]
    with pytest.raises(AssertionError, match="tus_metadata"):
        upload(browser, draft, "a.csv", b"a\n1\n", "sheet")


def test_an_import_is_not_sent_in_as_a_form(browser, ready):
    refused = browser.post(f"/submissions/{ready}/commit", json={"sightings": []})
    assert (refused.status_code, refused.json["code"]) == (409, "is_bulk_import")
