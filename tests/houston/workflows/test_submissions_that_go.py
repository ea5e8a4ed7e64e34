"""A submission that is deleted or forgotten takes all that is its own along, and comes back in time."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from houston.access import Role
from houston.models import Annotation, Asset, Job, Pointer, Submission, SubmissionFile
from houston.queries.boxes import boxes_of
from service_kit.clock import now
from tests.houston.sending import open_draft, picture, upload
from tests.houston.workflows.reports import report

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def contributor(people):
    return people.person(Role.CONTRIBUTOR)


def test_a_deleted_submission_takes_its_records_along_and_brings_them_back(contributor, work):
    browser = contributor.browser
    done = report(browser, work, picture())
    assert browser.delete(f"/submissions/{done.submission}").status_code == 204
    assert browser.get(f"/encounters/{done.encounter}").status_code == 404
    assert browser.get(f"/assets/{done.asset}").status_code == 404
    assert browser.get("/submissions").json["items"] == []
    (listed,) = browser.get("/submissions?deleted=true").json["items"]
    assert listed["id"] == done.submission
    restored = browser.post(f"/submissions/{done.submission}/restore")
    assert (restored.status_code, restored.json["deleted_at"]) == (200, None)
    assert browser.get(f"/encounters/{done.encounter}").status_code == 200
    assert browser.get(f"/assets/{done.asset}").status_code == 200


def let_days_pass(house, days):
    """Moves what was deleted, and the jobs that wait for it, into the past."""
    with house.database.write() as session:
        session.execute(update(Submission).values(deleted_at=now() - timedelta(days=days)))
        session.execute(
            update(Job)
            .where(Job.kind == "purge_submission")
            .values(due_at=Job.due_at if days < 30 else now())
        )


def test_a_deleted_submission_goes_for_good_after_a_month(contributor, work, house):
    browser = contributor.browser
    done = report(browser, work, picture())
    browser.delete(f"/submissions/{done.submission}")
    let_days_pass(house, 29)
    work()
    assert house.submissions.exists(done.submission)
    let_days_pass(house, 31)
    assert browser.post(f"/submissions/{done.submission}/restore").status_code == 410
    work()
    assert browser.get(f"/submissions/{done.submission}").status_code == 404
    assert not house.submissions.exists(done.submission)
    assert boxes_of(house, [uuid.UUID(done.annotation)]) == {}
    with house.database.read() as session:
        for model in (Asset, Annotation, Pointer, SubmissionFile):
            assert session.scalars(select(model)).all() == []


def test_what_was_restored_is_not_purged(contributor, work, house):
    browser = contributor.browser
    done = report(browser, work, picture())
    browser.delete(f"/submissions/{done.submission}")
    browser.post(f"/submissions/{done.submission}/restore")
    with house.database.write() as session:
        session.execute(update(Job).where(Job.kind == "purge_submission").values(due_at=now()))
    work()
    assert browser.get(f"/assets/{done.asset}/medium.webp").status_code == 200


def test_a_forgotten_draft_goes_with_its_files(contributor, work, house):
    draft = open_draft(contributor.browser)
    file = upload(contributor.browser, draft, "a.jpg", picture())
    with house.database.write() as session:
        session.execute(update(Submission).values(updated_at=now() - timedelta(days=91)))
    work()
    assert contributor.browser.get(f"/submissions/{draft}").status_code == 404
    assert not house.landing.path(uuid.UUID(file)).exists()
