"""A sheet is taken away as a file: written by a job, kept while it is true, and handed to nobody who may not see it."""

from __future__ import annotations

import threading
import uuid

import pytest

from houston.access import Role
from houston.client.api import CodexClient
from houston.client.downloads import save_sheet
from houston.models import Job, User
from houston.sheets.reading import read_sheet
from service_kit.clock import now
from tests.houston.bulk_imports.sending import (
    edit,
    have_written,
    import_of,
    open_import,
    sheet_of,
    use_sheet,
    written,
)
from tests.houston.bulk_imports.whole.herd import HEADINGS, LATITUDE, begun, rows


@pytest.fixture
def checked(browser, work) -> str:
    """An import with one fault."""
    import_id = begun(browser)
    work()
    edit(browser, import_id, (2, LATITUDE, "north"))
    work()
    return import_id


@pytest.fixture
def committed(browser, work) -> str:
    import_id = begun(browser)
    work()
    assert browser.post(f"/bulk-imports/{import_id}/commit").status_code == 202
    work()
    return import_id


def sheet_in(tmp_path, content):
    path = tmp_path / "out"
    path.write_bytes(content)
    return read_sheet(path)


def encounters_in(sheet) -> list[str | None]:
    return sheet.columns[sheet.headings.index("Encounter.id")].values()


def fetch(browser, import_id, job):
    return browser.get(f"/bulk-imports/{import_id}/downloads/{job}")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("what", ["current", "faults"])
def test_the_sheet_comes_back_as_a_file(browser, work, tmp_path, checked, what, form):
    job = have_written(browser, checked, what, form)
    early = fetch(browser, checked, job["id"])
    assert (early.status_code, early.json["code"]) == (409, "sheet_being_made")
    work()
    done = browser.get(f"/jobs/{job['id']}").json
    assert (done["state"], done["result"]["rows"]) == ("done", 8)
    assert done["result"]["name"] == f"sheet-{what}.{form}"
    content = written(browser, checked, job["id"])
    sheet = sheet_in(tmp_path, content)
    assert sheet.headings[: len(HEADINGS)] == HEADINGS
    assert sheet.columns[LATITUDE][0] == "north"
    if (what, form) == ("faults", "csv"):
        assert "Encounter.decimalLatitude: " in (sheet.columns[-1][0] or "")
    if (what, form) == ("faults", "xlsx"):
        assert b"comments" in content


def test_the_original_is_there_at_once_and_when_everything_lies_in_git(browser, work, committed):
    answer = browser.get(f"/bulk-imports/{committed}/original")
    assert answer.data == sheet_of(HEADINGS, *rows(8))
    empty = open_import(browser)
    assert browser.get(f"/bulk-imports/{empty}/original").status_code == 404


def test_what_has_not_changed_is_written_once(browser, work, house, checked):
    first = have_written(browser, checked, "current")["id"]
    work()
    assert have_written(browser, checked, "current")["id"] == first
    edit(browser, checked, (3, LATITUDE, "south"))
    second = have_written(browser, checked, "current")["id"]
    assert second != first
    work()
    gone = fetch(browser, checked, first)
    assert (gone.status_code, gone.json["code"]) == (409, "sheet_outdated")
    assert written(browser, checked, second)
    assert len(list(house.workbench.downloads(uuid.UUID(checked)).glob("*.sheet"))) == 1


def test_a_sheet_is_not_kept_for_ever(browser, work, house, checked):
    first = have_written(browser, checked, "current")["id"]
    work()
    with house.database.write() as session:
        (forgetting,) = session.query(Job).filter_by(kind="forget_sheet")
        assert forgetting.due_at > now()
        forgetting.due_at = now()
    work()
    assert fetch(browser, checked, first).json["code"] == "sheet_outdated"
    again = have_written(browser, checked, "current")["id"]
    assert again != first
    work()
    assert written(browser, checked, again)


def test_records_come_as_rows_that_import_again(browser, work, tmp_path, committed, monkeypatch):
    monkeypatch.setattr("houston.operations.bulk_imports.download.ROWS_A_PAGE", 3)
    job = have_written(browser, committed, "rows", "csv")["id"]
    work()
    content = written(browser, committed, job)
    sheet = sheet_in(tmp_path, content)
    assert len(set(encounters_in(sheet))) == 8
    notes = sheet.columns[sheet.headings.index("field notes")].values()
    assert sorted(notes) == [f"note {n}" for n in range(8)]
    again = open_import(browser, name="Again")
    use_sheet(browser, again, content)
    work()
    assert import_of(browser, again)["sheet"]["rows"] == 8


def test_a_record_that_was_changed_makes_another_sheet(browser, work, tmp_path, committed):
    first = have_written(browser, committed, "rows", "csv")["id"]
    work()
    encounter = encounters_in(sheet_in(tmp_path, written(browser, committed, first)))[0]
    current = browser.get(f"/encounters/{encounter}")
    changed = browser.patch(
        f"/encounters/{encounter}",
        json={"comments": "limps"},
        headers={"If-Match": current.headers["ETag"]},
    )
    assert changed.status_code == 200, changed.text
    assert fetch(browser, committed, first).status_code == 200, "as it was when it was asked for"
    second = have_written(browser, committed, "rows", "csv")["id"]
    assert second != first
    work()
    assert b"limps" in written(browser, committed, second)


def test_a_record_that_went_is_not_handed_out_any_more(browser, work, tmp_path, committed):
    job = have_written(browser, committed, "rows", "csv")["id"]
    work()
    encounter = encounters_in(sheet_in(tmp_path, written(browser, committed, job)))[0]
    assert browser.delete(f"/encounters/{encounter}").status_code == 200
    refused = fetch(browser, committed, job)
    assert (refused.status_code, refused.json["code"]) == (409, "sheet_outdated")
    again = have_written(browser, committed, "rows", "csv")["id"]
    work()
    assert encounter not in encounters_in(sheet_in(tmp_path, written(browser, committed, again)))


def test_whose_rights_have_changed_has_it_made_again(browser, people, work, house, committed):
    job = have_written(browser, committed, "rows")["id"]
    work()
    browser.post("/projects", json={"name": "Mara"})
    assert fetch(browser, committed, job).json["code"] == "sheet_outdated"
    curator = people.person(Role.CURATOR)
    job = have_written(curator.browser, committed, "rows")["id"]
    work()
    assert fetch(curator.browser, committed, job).status_code == 200
    with house.change_access() as session:
        session.get_one(User, curator.id).roles = ["researcher"]
    assert fetch(curator.browser, committed, job).status_code == 404


def test_nobody_else_gets_it(browser, people, work, committed):
    job = have_written(browser, committed, "rows")["id"]
    work()
    other, curator = (people.person(role).browser for role in (Role.RESEARCHER, Role.CURATOR))
    assert fetch(other, committed, job).status_code == 404
    assert fetch(curator, committed, job).status_code == 404
    assert other.post(f"/bulk-imports/{committed}/downloads", json={}).status_code == 404
    assert have_written(curator, committed, "rows")["id"] != job


def test_what_broke_off_goes_on_after_the_last_page(browser, work, house, committed, monkeypatch):
    monkeypatch.setattr("houston.operations.bulk_imports.download.ROWS_A_PAGE", 2)
    asked = []
    call = house.edm.call

    def breaking(method, path, **options):
        if path.endswith("/sheets/rows"):
            asked.append(options["json"]["cursor"])
            if len(asked) == 3:
                raise OSError("The connection is gone.")
        return call(method, path, **options)

    monkeypatch.setattr(house.edm, "call", breaking)
    job = have_written(browser, committed, "rows", "csv")["id"]
    work()
    assert browser.get(f"/jobs/{job}").json["attempts"] == 2
    assert len(asked) == 5, "four pages, of which one was asked for twice"
    assert len(set(asked)) == 4
    assert len(written(browser, committed, job).splitlines()) == 9


def test_a_program_waits_for_the_sheet_and_writes_it(
    browser, work, tmp_path, committed, installation
):
    token = browser.post(
        "/auth/tokens", json={"name": "script", "scopes": ["read", "submit", "export"]}
    ).json["token"]
    client = CodexClient(installation.acm.settings.houston_url, token)
    target, told = tmp_path / "rows.csv", []
    program = threading.Thread(
        target=save_sheet,
        args=(client, committed, "rows", target, lambda *progress: told.append(progress)),
    )
    program.start()
    while program.is_alive():
        work()
        program.join(0.05)
    assert len(set(encounters_in(read_sheet(target)))) == 8
    assert told, "how far it is"
    assert [path.name for path in tmp_path.glob("rows*")] == ["rows.csv"]
