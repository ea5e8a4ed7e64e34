"""What else a person sees of an import: what cameras say, files to take away, problems, and questions to ask."""

from __future__ import annotations

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from houston.access import Role
from houston.models import Asset
from tests.houston.bulk_imports.sending import (
    faults_of,
    files_of,
    import_of,
    open_import,
    sheet_of,
    upload,
    use_sheet,
)
from tests.houston.bulk_imports.whole.herd import HEADINGS, begun, rows
from tests.houston.sending import picture


def commit(browser, import_id):
    assert browser.post(f"/bulk-imports/{import_id}/commit").status_code == 202


def taken_at(moment: str, latitude: float) -> bytes:
    """A picture whose camera wrote when and where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = moment
    place = exif.get_ifd(IFD.GPSInfo)
    place[GPS.GPSLatitude], place[GPS.GPSLatitudeRef] = (latitude, 0.0, 0.0), "S"
    place[GPS.GPSLongitude], place[GPS.GPSLongitudeRef] = (35.0, 6.0, 0.0), "E"
    return picture(7, exif=exif)


def test_what_the_camera_says_is_compared_with_the_row(browser, work):
    import_id = open_import(browser)
    upload(browser, import_id, "zebra_0.jpg", taken_at("2015:06:03 07:30:00", 1.0))
    upload(browser, import_id, "zebra_1.jpg", taken_at("2015:06:01 07:30:00", 1.0) + b"\0")
    upload(browser, import_id, "zebra_2.jpg", taken_at("2015:06:02 07:30:00", 4.0))
    use_sheet(browser, import_id, sheet_of(HEADINGS, *rows(3)))
    work()
    differences = {
        each["name"]: [difference["what"] for difference in each["exif_differs"]]
        for each in files_of(browser, import_id)["items"]
    }
    assert differences == {"zebra_0.jpg": ["time"], "zebra_1.jpg": [], "zebra_2.jpg": ["place"]}
    told = [
        (each["code"], each["severity"], each["rows"])
        for each in faults_of(browser, import_id)
        if each["code"] == "exif_differs"
    ]
    assert told == [("exif_differs", "info", [2]), ("exif_differs", "info", [4])]
    assert import_of(browser, import_id)["allowed"]["commit"]


def test_the_same_picture_in_another_import_is_told_plainly(browser, people, work):
    first = begun(browser)
    work()
    commit(browser, first)
    work()
    second = begun(browser)
    work()
    (known, *_) = files_of(browser, second, status="duplicate")["items"]
    assert known["reason"].startswith("This is the same picture as “zebra_0.jpg” of import “Herd”")
    stranger = people.person(Role.RESEARCHER).browser
    theirs = begun(stranger)
    work()
    assert files_of(stranger, theirs, status="duplicate")["items"] == []


def test_pictures_that_could_not_be_looked_at_are_a_list_and_are_tried_again(
    browser, work, house, monkeypatch
):
    import_id = begun(browser)
    work()
    commit(browser, import_id)
    work()
    with house.database.write() as session:
        failed = session.query(Asset).order_by(Asset.id).first()
        failed.state, failed.reason = "failed", "The detector is away."
    (problem,) = browser.get(f"/bulk-imports/{import_id}/problems").json["items"]
    assert (problem["row"], problem["reason"]) == (2, "The detector is away.")
    assert browser.post(f"/bulk-imports/{import_id}/retry", json={}).status_code == 202
    work()
    assert browser.get(f"/bulk-imports/{import_id}/problems").json["items"] == []
    assert browser.post(f"/bulk-imports/{import_id}/retry", json={}).status_code == 409


def test_animals_without_a_name_are_asked_about(browser, work):
    import_id = open_import(browser)
    upload(browser, import_id, "zebra_0.jpg", picture(0))
    nameless = [[*row[:8], "", *row[9:]] for row in rows(1)]
    use_sheet(browser, import_id, sheet_of(HEADINGS, *nameless))
    work()
    commit(browser, import_id)
    work()
    assert browser.post(f"/bulk-imports/{import_id}/identify").status_code == 202
    work()
    assert len(browser.get("/identifications").json["items"]) == 1
