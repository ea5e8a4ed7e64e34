"""From a sheet to records, with all three services: once, whole, or not at all."""

from __future__ import annotations

import uuid

import pytest

from edm.caller import HOUSEKEEPING
from edm.operations.staging import discard
from houston.models import Annotation, Asset, AssetEncounter, Pointer, Submission
from houston.operations.bulk_imports.publish import publish
from houston.operations.rebuild_assets import rebuild_assets
from service_kit.client import RemoteProblem
from service_kit.clock import now
from tests.houston.bulk_imports.sending import (
    edit,
    faults_of,
    import_of,
    open_import,
    rows_of,
    sheet_of,
    use_sheet,
)
from tests.houston.bulk_imports.whole.herd import HEADINGS, LATITUDE, begun, rows


def encounters_of(browser, import_id):
    found = browser.get("/encounters", query_string={"submission": import_id, "limit": 200})
    assert found.status_code == 200, found.text
    return found.json["items"]


def commit(browser, import_id):
    return browser.post(f"/bulk-imports/{import_id}/commit")


def test_a_sheet_becomes_records(browser, work, house):
    import_id = begun(browser)
    work()
    shown = import_of(browser, import_id)
    assert shown["counts"]["error"] == 0, faults_of(browser, import_id)
    assert shown["file_counts"]["matched"] == 3
    assert commit(browser, import_id).status_code == 202
    work()
    shown = import_of(browser, import_id)
    assert shown["state"] in ("curation", "done")
    assert (shown["encounters"], shown["sightings"]) == (8, 4)
    assert sum(shown["assets"].values()) == 3
    assert len(encounters_of(browser, import_id)) == 8
    files = {entry.name for entry in house.submissions.manifest(import_id).files}
    assert {"sheet.csv", "mapping.json", "patch.json", "documents-00000.json"} <= files
    with house.database.read() as session:
        assert session.query(Pointer).filter_by(kind="encounter").count() == 8
        assert session.query(Asset).count() == 3


def test_the_whole_sheet_shows_which_of_its_dates_begin_with_the_month(browser, work, monkeypatch):
    # A few rows by themselves, as they become documents, would not show it.
    monkeypatch.setattr("houston.operations.bulk_imports.documents.ROWS_A_DOCUMENT", 1)
    import_id = open_import(browser, name="Dates")
    headings = ["Encounter.genus", "Encounter.specificEpithet", "Encounter.date"]
    dates = ("03/04/2015", "06/25/2015", "05/06/2015")
    rows = [["Equus", "quagga", date] for date in dates]
    use_sheet(browser, import_id, sheet_of(headings, *rows))
    work()
    assert "ambiguous_date" not in {each["code"] for each in faults_of(browser, import_id)}
    commit(browser, import_id)
    work()
    months = {each["time"]["month"] for each in encounters_of(browser, import_id)}
    assert months == {3, 5, 6}


def test_a_sheet_with_faults_creates_nothing_and_tells_them_all(browser, work, house):
    import_id = begun(browser)
    work()
    edit(browser, import_id, (2, LATITUDE, "north"), (5, LATITUDE, "95"))
    work()
    refused = commit(browser, import_id)
    assert (refused.status_code, refused.json["code"]) == (422, "sheet_has_errors")
    places = {(each["row"], each["column"]) for each in refused.json["errors"]}
    assert {(2, "Encounter.decimalLatitude"), (5, "Encounter.decimalLatitude")} <= places
    with house.database.read() as session:
        assert session.query(Pointer).count() == 0
    edit(browser, import_id, (2, LATITUDE, "-1.00"), (5, LATITUDE, "-1.01"))
    work()
    assert commit(browser, import_id).status_code == 202
    work()
    assert import_of(browser, import_id)["encounters"] == 8


def test_what_was_not_checked_is_checked_by_the_commit(browser, work, house):
    import_id = begun(browser)
    work()
    edit(browser, import_id, (2, LATITUDE, "north"))
    assert commit(browser, import_id).status_code == 202
    work()
    shown = import_of(browser, import_id)
    assert shown["state"] == "invalid"
    assert shown["counts"]["error"] >= 1
    assert rows_of(browser, import_id, only="error")["rows"][0]["row"] == 2
    with house.database.read() as session:
        assert session.query(Pointer).count() == 0


def test_a_picture_that_was_imported_before_is_told_and_stored_once(browser, work, house):
    places = []
    for season in ("first", "second"):
        import_id = begun(browser)
        of_season = [[f"{season}-{row[0]}", *row[1:]] for row in rows(8)]
        use_sheet(browser, import_id, sheet_of(HEADINGS, *of_season))
        work()
        commit(browser, import_id)
        work()
        entries = house.submissions.manifest(import_id).files
        picture = next(each for each in entries if each.name == "zebra_0.jpg")
        places.append(house.submissions.stored_object(import_id, picture.asset_id))
    assert places[0] != places[1]
    assert places[0].stat().st_ino == places[1].stat().st_ino
    assert "picture_known" in {each["code"] for each in faults_of(browser, import_id)}


def test_lost_pictures_of_an_import_are_made_again_from_its_repository(
    browser, work, house, monkeypatch
):
    import_id = begun(browser)
    work()
    commit(browser, import_id)
    work()
    with house.database.write() as session:
        before = {each.asset_id: each.encounter_id for each in session.query(AssetEncounter)}
        for table in (AssetEncounter, Annotation, Asset):
            session.query(table).delete()
    with monkeypatch.context() as patched:
        # What was accepted once is made again, whatever is accepted by now.
        strict = house.settings.model_copy(update={"largest_picture_pixels": 1})
        patched.setattr(house, "settings", strict)
        assert dict(rebuild_assets(house)) == {import_id: 3}
    assert dict(rebuild_assets(house)) == {import_id: 0}
    with house.database.read() as session:
        assert {
            each.asset_id: each.encounter_id for each in session.query(AssetEncounter)
        } == before
        assert session.query(Asset).count() == 3


def test_records_that_waited_too_long_to_be_shown_are_made_once_more(
    browser, work, house, installation, monkeypatch
):
    import_id = begun(browser)
    work()
    forgotten = []

    def forget(committing):
        if not forgotten:
            forgotten.append(discard(installation.edm, HOUSEKEEPING, import_id))
        publish(committing)

    monkeypatch.setattr("houston.operations.bulk_imports.commit.publish", forget)
    commit(browser, import_id)
    work()
    shown = import_of(browser, import_id)
    assert forgotten[0]["encounters"] == 8
    assert (shown["state"], shown["encounters"]) == ("curation", 8), shown["reason"]
    assert len(encounters_of(browser, import_id)) == 8


STEPS = (
    "houston.operations.bulk_imports.commit.make_documents",
    "houston.operations.bulk_imports.commit.store_import",
    "houston.operations.bulk_imports.commit.stage_records",
    "houston.operations.bulk_imports.commit.note_records",
    "houston.operations.bulk_imports.commit.publish",
    "houston.operations.bulk_imports.commit.request_work",
    "houston.operations.bulk_imports.documents._part",
    "houston.operations.bulk_imports.store._store",
    "houston.operations.bulk_imports.stage._send",
    "houston.operations.bulk_imports.records._note",
)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_a_commit_that_breaks_off_anywhere_ends_complete_and_once(
    browser, work, house, monkeypatch, step, after
):
    monkeypatch.setattr("houston.operations.bulk_imports.documents.ROWS_A_DOCUMENT", 4)
    import_id = begun(browser)
    work()
    module, name = step.rsplit(".", 1)
    whole = getattr(__import__(module, fromlist=[name]), name)
    died = []

    def dies_once(*arguments, **options):
        if not after and not died:
            died.append(True)
            raise MemoryError("killed")
        answer = whole(*arguments, **options)
        if not died:
            died.append(True)
            raise MemoryError("killed")
        return answer

    monkeypatch.setattr(step, dies_once)
    assert commit(browser, import_id).status_code == 202
    work()
    shown = import_of(browser, import_id)
    assert died
    assert shown["state"] in ("curation", "done"), shown["reason"]
    assert (shown["encounters"], shown["sightings"]) == (8, 4)
    assert sum(shown["assets"].values()) == 3
    assert len(encounters_of(browser, import_id)) == 8


@pytest.mark.parametrize("step", STEPS[:5])
def test_a_commit_can_be_called_off_until_its_records_are_shown(
    browser, work, house, monkeypatch, step
):
    import_id = begun(browser)
    work()
    module, name = step.rsplit(".", 1)
    whole = getattr(__import__(module, fromlist=[name]), name)

    def cancelled_meanwhile(*arguments, **options):
        assert browser.post(f"/bulk-imports/{import_id}/cancel").status_code == 200
        return whole(*arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(step, cancelled_meanwhile)
        commit(browser, import_id)
        work()
    shown = import_of(browser, import_id)
    assert (shown["state"], shown["cancelling"]) == ("draft", False)
    assert encounters_of(browser, import_id) == []
    with house.database.read() as session:
        assert session.query(Pointer).count() == session.query(Asset).count() == 0
        assert session.query(Submission).one().stored_as is None
    commit(browser, import_id)
    work()
    assert import_of(browser, import_id)["encounters"] == 8
    assert len(encounters_of(browser, import_id)) == 8


def test_what_is_shown_can_no_longer_be_called_off(browser, work):
    import_id = begun(browser)
    work()
    commit(browser, import_id)
    work()
    refused = browser.post(f"/bulk-imports/{import_id}/cancel")
    assert (refused.status_code, refused.json["code"]) == (409, "import_published")


def test_an_import_that_failed_goes_on_or_is_called_off(browser, work, house, monkeypatch):
    import_id = begun(browser)
    work()
    with monkeypatch.context() as patched:

        def breaks(*_: object) -> None:
            raise MemoryError("always")

        patched.setattr("houston.operations.bulk_imports.commit.note_records", breaks)
        commit(browser, import_id)
        work()
    assert import_of(browser, import_id)["state"] == "failed"
    assert browser.post(f"/bulk-imports/{import_id}/cancel").status_code == 200
    work()
    assert import_of(browser, import_id)["state"] == "draft"


def test_two_thousand_rows_become_records(browser, work):
    import_id = begun(browser, 2_000)
    work()
    commit(browser, import_id)
    work()
    shown = import_of(browser, import_id)
    assert (shown["encounters"], shown["sightings"]) == (2_000, 1_000)


def test_two_imports_that_name_one_animal_at_one_moment_come_one_after_the_other(
    browser, work, house, monkeypatch
):
    import_id = begun(browser)
    work()
    call, refused = house.edm.call, []

    def names_taken_once(method, path, **options):
        if path.endswith("/publish") and not refused:
            refused.append(path)
            raise RemoteProblem(409, {"code": "name_taken", "detail": "Z-0-0 is another's now."})
        return call(method, path, **options)

    monkeypatch.setattr(house.edm, "call", names_taken_once)
    commit(browser, import_id)
    work()
    shown = import_of(browser, import_id)
    assert refused
    assert (shown["encounters"], shown["sightings"], shown["individuals"]) == (8, 4, 4)
    assert len(encounters_of(browser, import_id)) == 8


def test_a_removed_import_no_longer_tells_of_new_individuals(browser, work, house):
    import_id = begun(browser)
    work()
    commit(browser, import_id)
    work()
    assert import_of(browser, import_id)["individuals"] == 4
    with house.database.write() as session:
        session.get_one(Submission, uuid.UUID(import_id)).deleted_at = now()
    assert import_of(browser, import_id)["individuals"] == 0
