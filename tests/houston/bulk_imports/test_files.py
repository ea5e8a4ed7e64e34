"""Thousands of pictures in any order: matched, missing, ambiguous, unused, the same twice; in archives, too."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.houston.bulk_imports.sending import (
    archive_of,
    edit,
    faults_of,
    files_of,
    import_of,
    open_import,
    rows_of,
    sheet_of,
    upload,
    use_sheet,
)
from tests.houston.sending import picture

HEADINGS = ["Encounter.mediaAsset0", "Encounter.mediaAsset1"]


@pytest.fixture
def draft(browser):
    return open_import(browser)


def told(browser, import_id):
    return {(each["name"], each["status"]) for each in files_of(browser, import_id)["items"]}


def test_pictures_are_matched_whether_they_come_before_the_sheet_or_after_it(
    browser, draft, do_jobs
):
    upload(browser, draft, "a/One.JPG", picture(1))
    use_sheet(browser, draft, sheet_of(HEADINGS, ["one.jpg", ""], ["two.jpg", "none"]))
    do_jobs()
    assert told(browser, draft) == {("a/One.JPG", "matched"), ("two.jpg", "missing")}
    upload(browser, draft, "two.jpg", picture(2))
    do_jobs()
    assert told(browser, draft) == {("a/One.JPG", "matched"), ("two.jpg", "matched")}
    shown = import_of(browser, draft)
    assert (shown["counts"]["error"], shown["file_counts"]["matched"]) == (0, 2)


def test_every_doubt_about_a_picture_is_told_at_its_cell(browser, draft, do_jobs):
    upload(browser, draft, "a/x.jpg", picture(1))
    upload(browser, draft, "b/x.jpg", picture(2))
    upload(browser, draft, "spare.jpg", picture(3))
    upload(browser, draft, "again.jpg", picture(3))
    upload(browser, draft, "notes.jpg", b"no picture at all")
    rows = [["x.jpg", "zebra_1.jpg"], ["notes.jpg", "x.jpg"], ["spare.jpg", "again.jpg"]]
    use_sheet(browser, draft, sheet_of(HEADINGS, *rows))
    do_jobs()
    assert told(browser, draft) == {
        ("x.jpg", "ambiguous"),
        ("zebra_1.jpg", "missing"),
        ("a/x.jpg", "unused"),
        ("b/x.jpg", "unused"),
        ("spare.jpg", "matched"),
        ("again.jpg", "duplicate"),
        ("notes.jpg", "refused"),
    }
    found = files_of(browser, draft, search="ZEBRA", limit=1)
    assert [each["name"] for each in found["items"]] == ["zebra_1.jpg"]
    (ambiguous,) = files_of(browser, draft, status="ambiguous")["items"]
    assert (ambiguous["candidates"], ambiguous["rows"]) == (["a/x.jpg", "b/x.jpg"], [2, 3])
    codes = {each["name"]: each["code"] for each in files_of(browser, draft)["items"]}
    assert (codes["x.jpg"], codes["zebra_1.jpg"]) == ("file_ambiguous", "file_missing")
    assert (codes["again.jpg"], codes["notes.jpg"]) == ("file_duplicate", "not_a_picture")
    faults = {
        (row["row"], fault["column"], fault["code"])
        for row in rows_of(browser, draft)["rows"]
        for fault in row["faults"]
    }
    assert faults == {
        (2, 0, "file_ambiguous"),
        (3, 1, "file_ambiguous"),
        (2, 1, "file_missing"),
        (3, 0, "file_refused"),
    }


def test_a_corrected_name_finds_its_picture(browser, draft, do_jobs, edm):
    upload(browser, draft, "right.jpg", picture(1))
    use_sheet(browser, draft, sheet_of(HEADINGS, ["rihgt.jpg", ""]))
    do_jobs()
    (fault,) = faults_of(browser, draft)
    assert fault["suggestion"] == "right.jpg"
    edit(browser, draft, (2, 0, fault["suggestion"]))
    do_jobs()
    assert faults_of(browser, draft) == []


def test_new_pictures_do_not_have_the_cells_checked_again(browser, draft, do_jobs, edm):
    use_sheet(browser, draft, sheet_of([*HEADINGS, "Encounter.decimalLatitude"], ["", "", "x"]))
    do_jobs()
    upload(browser, draft, "one.jpg", picture(1))
    do_jobs()
    assert len(edm.blocks) == 1
    assert [each["code"] for each in faults_of(browser, draft)] == ["bad_number"]


def test_an_archive_is_unpacked_member_by_member(browser, draft, do_jobs):
    members = {
        "trip/one.jpg": picture(1),
        "trip/two.jpg": picture(2),
        "__MACOSX/trip/._one.jpg": b"junk",
        "trip/sheet.csv": sheet_of(HEADINGS, ["one.jpg", "two.jpg"]),
        "trip/notes.txt": b"Only some words that are no picture.",
    }
    upload(browser, draft, "trip.zip", archive_of(members), "archive")
    do_jobs()
    files = browser.get(f"/submissions/{draft}/files").json["items"]
    states = {each["name"]: each["state"] for each in files}
    assert states == {
        "trip.zip": "ready",
        "trip/one.jpg": "ready",
        "trip/two.jpg": "ready",
        "trip/sheet.csv": "ready",
        "trip/notes.txt": "refused",
    }
    sheet = next(each["id"] for each in files if each["name"] == "trip/sheet.csv")
    browser.post(f"/bulk-imports/{draft}/sheet", json={"file": sheet})
    do_jobs()
    assert import_of(browser, draft)["file_counts"]["matched"] == 2


def test_dangerous_members_are_refused_and_the_others_are_kept(browser, draft, do_jobs):
    bomb = b"\0" * (40 * 1024**2)
    members = {
        "../outside.jpg": picture(1),
        "/root.jpg": picture(2),
        "C:/windows.jpg": picture(3),
        "inner.zip": archive_of({"a.jpg": picture(4)}),
        "bomb.jpg": bomb,
        "good.jpg": picture(5),
    }
    upload(browser, draft, "odd.zip", archive_of(members), "archive")
    do_jobs()
    files = browser.get(f"/submissions/{draft}/files").json["items"]
    codes = {each["name"]: each["code"] for each in files if each["name"] != "odd.zip"}
    assert codes == {
        "../outside.jpg": "member_outside",
        "/root.jpg": "member_outside",
        "C:/windows.jpg": "member_outside",
        "inner.zip": "member_is_archive",
        "bomb.jpg": "member_grows",
        "good.jpg": None,
    }
    assert all(each["reason"].endswith(".") for each in files if each["code"])


def test_an_archive_with_a_password_says_so(browser, draft, do_jobs):
    packed = bytearray(archive_of({"a.jpg": picture(1)}))
    for signature, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(signature) + flag] |= 1
    upload(browser, draft, "locked.zip", bytes(packed), "archive")
    do_jobs()
    files = browser.get(f"/submissions/{draft}/files").json["items"]
    assert "member_encrypted" in {each["code"] for each in files}


def test_what_is_no_archive_is_refused_at_once(browser, draft):
    file = upload(browser, draft, "not.zip", b"nothing of the kind", "archive")
    files = browser.get(f"/submissions/{draft}/files").json["items"]
    assert {each["id"]: each["code"] for each in files} == {file: "not_an_archive"}


def test_unpacking_goes_on_where_it_was_broken_off(browser, draft, do_jobs, house, monkeypatch):
    from houston.operations.bulk_imports import archive

    whole, calls = archive.look_at, []

    def dies_once(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise OSError("the machine went down")
        return whole(*arguments)

    monkeypatch.setattr(archive, "look_at", dies_once)
    members = {f"{n}.jpg": picture(n) for n in range(4)}
    upload(browser, draft, "four.zip", archive_of(members), "archive")
    do_jobs()
    files = browser.get(f"/submissions/{draft}/files").json["items"]
    assert sorted(each["name"] for each in files if each["state"] == "ready") == [
        "0.jpg",
        "1.jpg",
        "2.jpg",
        "3.jpg",
        "four.zip",
    ]


def test_umlauts_of_a_program_that_does_not_tell_its_letters(browser, draft, do_jobs):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("Zaehre.jpg", picture(1))
    packed = stream.getvalue().replace(b"Zaehre", "Zährt".encode())
    upload(browser, draft, "z.zip", packed, "archive")
    do_jobs()
    names = {each["name"] for each in browser.get(f"/submissions/{draft}/files").json["items"]}
    assert "Zährt.jpg" in names
