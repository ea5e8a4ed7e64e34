"""Is what a question compares there before anybody asks, and does nothing else wait for it or fail with it?"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from acm_wbia.acm.models import FeatureSet
from acm_wbia.acm.models import Job as AcmJob
from acm_wbia.acm.operations import extraction_job
from houston.access import Role
from houston.house import House
from houston.models import Job
from houston.operations.submission_job import SubmissionJob
from houston.sheets.foreign.detections import BroughtDetections
from service_kit.client import Answer
from service_kit.jobs import JobFailed
from tests.houston.people import Browser, People
from tests.houston.workflows.herd import photo
from tests.houston.workflows.installation import Installation
from tests.houston.workflows.reports import identify, report
from tests.houston.workflows.seams import Through
from tests.houston.workflows.test_brought_detections import Imported, box

pytestmark = pytest.mark.usefixtures("installation")


def described(installation: Installation) -> set[uuid.UUID]:
    with installation.acm.database.read() as session:
        return set(session.scalars(select(FeatureSet.annotation_id)))


def asked(installation: Installation) -> list[tuple[str, str]]:
    with installation.acm.database.read() as session:
        rows = session.execute(select(AcmJob.queue, AcmJob.state).where(AcmJob.kind == "extract"))
        return [(row.queue, row.state) for row in rows]


def ahead(house: House) -> list[str]:
    with house.database.read() as session:
        return list(session.scalars(select(Job.state).where(Job.kind == SubmissionJob.EXTRACT)))


def test_features_are_there_before_anybody_asks(
    researcher: Browser, work: Callable[[], None], installation: Installation
) -> None:
    first, second = (report(researcher, work, photo(1, each)) for each in (1, 2))
    assert described(installation) == {uuid.UUID(each.annotation) for each in (first, second)}
    assert asked(installation) == [("bulk", "done")] * 2
    before = kept_by(installation)
    answer = identify(researcher, work, encounter=second.encounter)
    assert answer["state"] == "done"
    assert kept_by(installation) == before  # by the same algorithm


def kept_by(installation: Installation) -> list[Any]:
    with installation.acm.database.read() as session:
        rows = session.execute(select(FeatureSet.annotation_id, FeatureSet.extraction))
        return sorted(map(tuple, rows))


def test_those_of_boxes_that_an_import_brought_are_there_too(
    people: People, house: House, work: Callable[[], None], installation: Installation
) -> None:
    imported = Imported(people.person(Role.CURATOR).browser, house, ("a.jpg",))
    imported.apply(BroughtDetections((box("a.jpg"),)))
    work()
    (annotation,) = imported.assets()["a.jpg"]["annotations"]
    assert uuid.UUID(annotation["id"]) in described(installation)


class NoModel(Through):
    """ACM that has not got what the algorithm needs."""

    def __init__(self, client: Any, status: int) -> None:
        super().__init__(client)
        self._status = status

    def send(self, method: str, path: str, **options: Any) -> Answer:
        if options.get("json", {}).get("kind") == "extract":
            return Answer(self._status, {}, b'{"detail": "It is not installed."}')
        return super().send(method, path, **options)


@pytest.mark.parametrize(("status", "ends"), [(422, "done"), (500, "failed")])
def test_what_acm_refuses_changes_nothing_else(
    researcher: Browser, work: Callable[[], None], house: House, status: int, ends: str
) -> None:
    house.__dict__["acm"] = NoModel(house.acm, status)
    sent = report(researcher, work, photo(1, 1))
    told = researcher.get(f"/submissions/{sent.submission}").json
    assert (told["state"], told["reason"]) == ("curation", None)
    assert ahead(house) == [ends]


def test_an_extraction_that_fails_changes_nothing_else(
    researcher: Browser,
    work: Callable[[], None],
    installation: Installation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any) -> None:
        raise JobFailed("The model that describes animals is damaged.")

    monkeypatch.setattr(extraction_job, "look_at", fail)
    other, sent = (report(researcher, work, photo(1, each)) for each in (1, 2))
    told = researcher.get(f"/submissions/{sent.submission}").json
    assert (told["state"], told["reason"]) == ("curation", None)
    assert asked(installation) == [("bulk", "failed")] * 2
    assert described(installation) == set()
    monkeypatch.undo()
    assert identify(researcher, work, encounter=sent.encounter)["state"] == "done"
    assert described(installation) == {uuid.UUID(each.annotation) for each in (other, sent)}
