"""What was asked about an import's animals is found again from the import, by who asked."""

from __future__ import annotations

from houston.access import Role
from service_kit.identity import new_id
from tests.houston.bulk_imports.sending import open_import, sheet_of, upload, use_sheet
from tests.houston.bulk_imports.whole.herd import HEADINGS, rows
from tests.houston.sending import picture


def test_the_questions_of_an_import_are_listed_for_who_asked(browser, people, work):
    import_id = open_import(browser)
    upload(browser, import_id, "zebra_0.jpg", picture(0))
    nameless = [[*row[:8], "", *row[9:]] for row in rows(1)]
    use_sheet(browser, import_id, sheet_of(HEADINGS, *nameless))
    work()
    assert browser.post(f"/bulk-imports/{import_id}/commit").status_code == 202
    work()
    browser.post(f"/bulk-imports/{import_id}/identify")
    work()

    (asked,) = browser.get(f"/identifications?submission={import_id}").json["items"]
    assert asked["state"] == "done"
    assert browser.get(f"/identifications?submission={new_id()}").json["items"] == []
    other = people.person(Role.CURATOR).browser
    assert other.get(f"/identifications?submission={import_id}").json["items"] == []
