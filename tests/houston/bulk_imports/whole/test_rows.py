"""What single rows ask of an import: a picture that two of them share, projects of their own, sightings that are there."""

from __future__ import annotations

from collections import Counter

from houston.models import Asset, AssetEncounter, Pointer, PointerProject
from tests.houston.bulk_imports.sending import (
    faults_of,
    import_of,
    open_import,
    sheet_of,
    upload,
    use_sheet,
)
from tests.houston.bulk_imports.whole.herd import HEADINGS, PICTURE, rows
from tests.houston.sending import picture


def imported(browser, work, headings, content, *pictures, **wishes):
    import_id = open_import(browser, **wishes)
    for n, name in enumerate(pictures):
        upload(browser, import_id, name, picture(n))
    use_sheet(browser, import_id, sheet_of(headings, *content))
    work()
    sent = browser.post(f"/bulk-imports/{import_id}/commit")
    assert sent.status_code == 202, sent.text
    work()
    shown = import_of(browser, import_id)
    assert shown["state"] in ("curation", "done"), (shown, faults_of(browser, import_id))
    return import_id


def test_a_picture_that_several_rows_of_a_sighting_name_is_stored_once(browser, work, house):
    content = rows(2)
    for row in content:
        row[PICTURE] = "herd.JPG"
    imported(browser, work, HEADINGS, content, "trip/herd.jpg")
    with house.database.read() as session:
        assert session.query(Asset).count() == 1
        shown = session.query(AssetEncounter).order_by(AssetEncounter.position).all()
        assert [each.position for each in shown] == [0, 1]
        assert len({each.encounter_id for each in shown}) == 2


def test_a_row_goes_to_the_project_that_it_names(browser, work, house):
    project = browser.post("/projects", json={"name": "Mara"}).json["id"]
    headings = [*HEADINGS, "Encounter.project0.researchProjectName"]
    content = [[*row, "mara" if n < 2 else ""] for n, row in enumerate(rows(4))]
    imported(browser, work, headings, content, "zebra_0.jpg", "zebra_1.jpg", "zebra_2.jpg")
    with house.database.read() as session:
        in_project = (
            session.query(Pointer.kind)
            .join(PointerProject, PointerProject.pointer_id == Pointer.id)
            .order_by(Pointer.kind)
            .all()
        )
    counted = Counter(each.kind for each in in_project)
    assert counted == {"sighting": 1, "encounter": 2, "asset": 2, "annotation": 2}
    listed = browser.get("/encounters", query_string={"project": project}).json["items"]
    assert len(listed) == 2


def test_all_rows_go_to_the_projects_of_the_import(browser, work):
    project = browser.post("/projects", json={"name": "Mara"}).json["id"]
    imported(browser, work, HEADINGS, rows(2), "zebra_0.jpg", "zebra_1.jpg", projects=[project])
    listed = browser.get("/encounters", query_string={"project": project}).json["items"]
    assert len(listed) == 2


def test_a_sighting_that_is_there_is_joined(browser, work, house):
    imported(browser, work, HEADINGS, rows(2), "zebra_0.jpg", "zebra_1.jpg")
    with house.database.read() as session:
        sighting = session.query(Pointer).filter_by(kind="sighting").one().id
    third = rows(3)[2]
    third[0], third[PICTURE], third[8] = str(sighting), "", "Z-new"
    third[5:8] = rows(1)[0][5:8]
    joined = imported(browser, work, HEADINGS, [third])
    assert import_of(browser, joined)["encounters"] == 1
    with house.database.read() as session:
        assert session.query(Pointer).filter_by(kind="sighting").count() == 1
        assert session.query(Pointer).filter_by(kind="encounter", sighting=sighting).count() == 3


def test_the_importer_s_wish_to_approve_is_followed(browser, work, house):
    imported(browser, work, HEADINGS, rows(2), "zebra_0.jpg", "zebra_1.jpg", approve=True)
    with house.database.read() as session:
        states = {each.state for each in session.query(Pointer).filter_by(kind="encounter")}
    assert states == {"approved"}
