"""An import goes and comes back by a job: all of it, once, wherever that is broken off."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import update

from houston.access import Role
from houston.models import Job, Pointer, Submission
from houston.operations.bulk_imports import removing
from houston.operations.purge_submission import RESTORABLE_DAYS, purge_submission
from service_kit.clock import now
from service_kit.jobs import JobContext, Wait
from tests.houston.bulk_imports.sending import edit, import_of, open_import, sheet_of, use_sheet
from tests.houston.bulk_imports.whole.herd import HEADINGS, begun, rows

MOMENTS = [
    (removing, "_begin", 1),
    (removing._Going, "_portion", 1),
    (removing._Going, "_portion", 2),
    (removing._Going, "go_on", 1),
    (removing._Going, "go_on", 5),
    (removing._Going, "hold", 1),
]
"""Where it may be broken off: the nth call of a step."""


@pytest.fixture
def small_portions(monkeypatch):
    monkeypatch.setattr(removing, "ENCOUNTERS_AT_ONCE", 3)
    monkeypatch.setattr(removing, "POINTERS_AT_ONCE", 4)
    monkeypatch.setattr(removing, "BREATH_SECONDS", 0)


@pytest.fixture
def imported(browser, work, small_portions):
    """An import of eight rows with its records."""
    import_id = begun(browser)
    work()
    assert browser.post(f"/bulk-imports/{import_id}/commit").status_code == 202
    work()
    return import_id


def encounters_of(browser, import_id):
    found = browser.get("/encounters", query_string={"submission": import_id, "limit": 200})
    assert found.status_code == 200, found.text
    return found.json["items"]


def ask(browser, import_id, step):
    """The job that removes it, or brings it back."""
    answer = browser.post(f"/bulk-imports/{import_id}/{step}")
    assert answer.status_code == 202, answer.text
    return answer.json


def job_of(browser, job):
    return browser.get(f"/jobs/{job['id']}").json


def live_pointers(house, import_id):
    with house.database.read() as session:
        return (
            session.query(Pointer)
            .filter(Pointer.submission == uuid.UUID(import_id), Pointer.deleted_at.is_(None))
            .count()
        )


def told(monkeypatch):
    """What the job says of itself, as it goes on."""
    said = []

    def go_on(going, done, message):
        said.append((done, going.encounters + going.pointers, message))
        going.context.progress(done, going.encounters + going.pointers, message)

    monkeypatch.setattr(removing._Going, "go_on", go_on)
    return said


def test_an_import_goes_and_comes_back_with_all_that_it_made(browser, work, imported, house):
    before = live_pointers(house, imported)
    preview = browser.get(f"/bulk-imports/{imported}/removal").json
    assert (preview["encounters"], preview["assets"]) == (8, 3)
    job = ask(browser, imported, "remove")
    shown = import_of(browser, imported)
    assert (shown["removal"], shown["job"], shown["deleted_at"]) == ("removing", job["id"], None)
    assert not any(shown["allowed"].values()), "nothing else meanwhile"
    work()
    assert job_of(browser, job)["state"] == "done"
    assert encounters_of(browser, imported) == []
    assert live_pointers(house, imported) == 0
    shown = import_of(browser, imported)
    assert (shown["removal"], shown["allowed"]["restore"]) == (None, True)
    ask(browser, imported, "restore")
    assert import_of(browser, imported)["removal"] == "restoring"
    work()
    assert len(encounters_of(browser, imported)) == 8
    assert live_pointers(house, imported) == before > 0
    shown = import_of(browser, imported)
    assert (shown["removal"], shown["deleted_at"], shown["encounters"]) == (None, None, 8)


def is_noted(house, sighting):
    with house.database.read() as session:
        return session.get_one(Pointer, uuid.UUID(sighting)).deleted_at is None


def test_a_sighting_lives_as_long_as_somebody_has_an_encounter_in_it(
    browser, work, imported, house, small_portions
):
    first = encounters_of(browser, imported)[0]["sighting"]
    later = open_import(browser, name="Later")
    use_sheet(browser, later, sheet_of(HEADINGS, ["later", *rows(1)[0][1:8], "", "", ""]))
    work()
    assert browser.post(f"/bulk-imports/{later}/commit").status_code == 202
    work()
    second = encounters_of(browser, later)[0]["sighting"]
    joined = browser.post(f"/sightings/{first}/join", json={"from": [second]})
    assert joined.status_code == 200, joined.text
    ask(browser, imported, "remove")
    work()
    assert browser.get(f"/sightings/{first}").status_code == 200, "EDM keeps it"
    assert browser.get(f"/permissions?on=sighting:{first}").status_code == 200
    assert is_noted(house, first)
    with house.database.write() as session:
        long_ago = now() - timedelta(days=RESTORABLE_DAYS + 1)
        session.execute(update(Submission).values(deleted_at=long_ago))
        session.execute(update(Job).where(Job.kind == "purge_submission").values(due_at=now()))
    work()
    with house.database.read() as session:
        assert session.get(Submission, uuid.UUID(imported)) is None
    assert is_noted(house, first), "when the import is gone for good, too"
    with house.database.write() as session:
        session.execute(update(Submission).values(deleted_at=None))
    ask(browser, later, "remove")
    work()
    assert browser.get(f"/sightings/{first}").status_code == 404
    assert not is_noted(house, first)
    ask(browser, later, "restore")
    work()
    assert browser.get(f"/sightings/{first}").status_code == 200
    assert is_noted(house, first)
    assert not is_noted(house, second), "it had gone when the two were joined"


def test_it_says_how_far_it_is(browser, work, imported, monkeypatch):
    said = told(monkeypatch)
    ask(browser, imported, "remove")
    work()
    # Eight encounters in EDM; and here those, four sightings, three pictures and an animal in each.
    total = 8 + 18
    assert said == [
        (0, total, "0 of 8 encounters removed"),
        (3, total, "3 of 8 encounters removed"),
        (6, total, "6 of 8 encounters removed"),
        *[(8 + done, total, "Noting what is gone") for done in (0, 4, 8, 12, 16)],
    ]
    said.clear()
    ask(browser, imported, "restore")
    work()
    assert [message for _, _, message in said[:3]] == [
        f"{done} of 8 encounters brought back" for done in (0, 3, 6)
    ]
    assert {message for _, _, message in said[3:]} == {"Noting what is back"}


@pytest.mark.parametrize("kind", ["remove", "restore"])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(("owner", "step", "nth"), MOMENTS)
def test_broken_off_anywhere_it_ends_complete_and_once(
    browser, work, house, imported, monkeypatch, owner, step, nth, after, kind
):
    everything = live_pointers(house, imported)
    if kind == "restore":
        ask(browser, imported, "remove")
        work()
    whole = getattr(owner, step)
    calls = []

    def dies_once(*arguments, **options):
        calls.append(step)
        if len(calls) == nth and not after:
            raise MemoryError("killed")
        answer = whole(*arguments, **options)
        if len(calls) == nth and after:
            raise MemoryError("killed")
        return answer

    monkeypatch.setattr(owner, step, dies_once)
    job = ask(browser, imported, kind)
    work()
    assert len(calls) > nth, "it was broken off, and begun anew"
    assert job_of(browser, job)["state"] == "done"
    there = kind == "restore"
    assert len(encounters_of(browser, imported)) == (8 if there else 0)
    assert live_pointers(house, imported) == (everything if there else 0)
    assert (import_of(browser, imported)["deleted_at"] is None) == there
    with house.database.read() as session:
        purges = session.query(Job).filter_by(kind="purge_submission").count()
    assert purges == 1


@pytest.mark.parametrize("then", ["remove", "restore"])
@pytest.mark.parametrize("first", ["remove", "restore"])
def test_what_failed_half_way_is_finished_or_taken_back(
    browser, work, house, imported, monkeypatch, first, then
):
    everything = live_pointers(house, imported)
    if first == "restore":
        ask(browser, imported, "remove")
        work()
    call, calls = house.edm.call, []

    def breaks_for_good(method, path, **options):
        if path.endswith(("/remove", "/restore")):
            calls.append(path)
            if len(calls) > 1:
                raise RuntimeError("always")
        return call(method, path, **options)

    with monkeypatch.context() as patched:
        patched.setattr(house.edm, "call", breaks_for_good)
        job = ask(browser, imported, first)
        work()
    assert job_of(browser, job)["state"] == "failed"
    shown = import_of(browser, imported)
    assert shown["removal"] == ("removal_failed" if first == "remove" else "restoration_failed")
    assert "always" not in shown["reason"]
    assert job["id"] in shown["reason"]
    assert shown["allowed"]["remove"]
    assert shown["allowed"]["restore"]
    assert 0 < len(encounters_of(browser, imported)) < 8
    ask(browser, imported, then)
    work()
    there = then == "restore"
    assert len(encounters_of(browser, imported)) == (8 if there else 0)
    assert live_pointers(house, imported) == (everything if there else 0)
    shown = import_of(browser, imported)
    assert ((shown["deleted_at"] is None), shown["removal"], shown["reason"]) == (there, None, None)


def test_asked_for_twice_it_is_one_job_and_the_other_way_round_waits(browser, work, imported):
    job = ask(browser, imported, "remove")
    assert ask(browser, imported, "remove")["id"] == job["id"]
    for refused in ("restore", "detect", "identify", "retry"):
        options = {"json": {}} if refused == "retry" else {}
        answer = browser.post(f"/bulk-imports/{imported}/{refused}", **options)
        assert (answer.status_code, answer.json["code"]) == (409, "submission_busy"), refused
    work()
    assert ask(browser, imported, "remove")["id"] == job["id"]
    back = ask(browser, imported, "restore")
    assert back["id"] != job["id"]
    work()
    assert ask(browser, imported, "restore")["id"] == back["id"]
    assert ask(browser, imported, "remove")["id"] not in (job["id"], back["id"])


def test_names_that_others_bear_by_now_are_told_and_nothing_is_back(browser, work, imported):
    ask(browser, imported, "remove")
    work()
    other = open_import(browser, name="Later")
    use_sheet(browser, other, sheet_of(HEADINGS, *[[*row[:9], "", row[10]] for row in rows(2)]))
    work()
    assert browser.post(f"/bulk-imports/{other}/commit").status_code == 202
    work()
    job = ask(browser, imported, "restore")
    work()
    failed = job_of(browser, job)
    assert failed["state"] == "failed"
    assert failed["reason"] == (
        "Other animals are called “Z-0-0”, “Z-1-0” by now. Rename those, then restore the import again."
    )
    assert encounters_of(browser, imported) == []
    shown = import_of(browser, imported)
    assert (shown["reason"], shown["allowed"]["restore"]) == (failed["reason"], True)


def test_a_draft_goes_and_comes_back_with_its_sheet(browser, work, small_portions):
    import_id = begun(browser)
    work()
    ask(browser, import_id, "remove")
    refused = edit(browser, import_id, (2, 0, "other"))
    assert (refused.status_code, refused.json["code"]) == (409, "submission_busy")
    work()
    assert import_of(browser, import_id)["deleted_at"]
    ask(browser, import_id, "restore")
    work()
    shown = import_of(browser, import_id)
    assert (shown["deleted_at"], shown["allowed"]["commit"]) == (None, True)


def test_what_is_being_committed_is_not_removed(browser, work, small_portions):
    import_id = begun(browser)
    work()
    browser.post(f"/bulk-imports/{import_id}/commit")
    for step in ("remove", "restore"):
        refused = browser.post(f"/bulk-imports/{import_id}/{step}")
        assert (refused.status_code, refused.json["code"]) == (409, "submission_busy")


def test_after_a_month_it_does_not_come_back(browser, work, imported, house):
    ask(browser, imported, "remove")
    work()
    with house.database.write() as session:
        long_ago = now() - timedelta(days=RESTORABLE_DAYS + 1)
        session.execute(update(Submission).values(deleted_at=long_ago))
    assert browser.post(f"/bulk-imports/{imported}/restore").status_code == 410


def test_what_is_on_its_way_back_when_its_time_is_over_is_not_purged(
    browser, work, imported, house
):
    ask(browser, imported, "remove")
    work()
    ask(browser, imported, "restore")
    with house.database.write() as session:
        long_ago = now() - timedelta(days=RESTORABLE_DAYS + 1)
        session.execute(update(Submission).values(deleted_at=long_ago))
        purge = session.query(Job).filter_by(kind="purge_submission").one()
    context = JobContext(house.jobs, "test", purge.id, purge.kind, purge.arguments, 1, None)
    assert isinstance(purge_submission(house, context), Wait)
    with house.database.read() as session:
        assert session.get(Submission, uuid.UUID(imported)) is not None


def test_it_is_not_for_others_and_not_removed_as_a_report(browser, work, imported, people):
    stranger = people.person(Role.RESEARCHER).browser
    for step in ("remove", "restore"):
        assert stranger.post(f"/bulk-imports/{imported}/{step}").status_code == 404
    for refused in (
        browser.delete(f"/submissions/{imported}"),
        browser.post(f"/submissions/{imported}/restore"),
    ):
        assert (refused.status_code, refused.json["code"]) == (409, "is_bulk_import")
