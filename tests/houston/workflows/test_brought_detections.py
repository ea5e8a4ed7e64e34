"""Boxes that came along are annotations without any detector, however often the work is begun anew."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select, update

from houston.access import Role
from houston.models import Annotation, Asset, Submission, SubmissionKind
from houston.operations.brought_detections import apply_brought_detections
from houston.operations.detection_request import request_detection
from houston.operations.submission_job import SubmissionJob
from houston.queries.brought import by_picture, join_files
from houston.sheets.foreign.detections import BroughtDetections, Detection, Remark
from houston.tasks import all_handlers
from service_kit.jobs import Handlers, JobRunner, JobState, Queue
from service_kit.scope import SYSTEM_SCOPE
from tests.houston.sending import open_draft, picture, sighting, upload
from tests.houston.workflows.seams import box as found
from tests.houston.workflows.seams import break_once, see

pytestmark = pytest.mark.usefixtures("installation")

WIDTH, HEIGHT = 320, 240


def box(file: str, x: float = 0.25, confidence: float = 0.9, **more) -> Detection:
    return Detection(file, [x, 0.25, 0.25, 0.5], "zebra", confidence, "md_v5a", **more)


class Imported:
    """A bulk import as its commit leaves it: records are there, and no detector was asked."""

    def __init__(self, browser, house, *rows: tuple[str, ...]) -> None:
        self.house, self.browser = house, browser
        self.id = open_draft(browser)
        names = list(dict.fromkeys(name for row in rows for name in row))
        for seed, name in enumerate(names):
            upload(browser, self.id, name, picture(seed, (WIDTH, HEIGHT)))
        told = sighting()
        told["encounters"] = [{"assets": list(row)} for row in rows]
        sent = browser.post(f"/submissions/{self.id}/commit", json={"sightings": [told]})
        assert sent.status_code == 202, sent.text
        self._run(SubmissionJob.COMMIT, all_handlers(house))
        with house.database.write() as session:
            session.execute(update(Asset).values(detection_job=None))
            session.execute(update(Submission).values(kind=SubmissionKind.BULK))
        self.encounters = [uuid.UUID(each) for each in self.told()["encounters"]]
        self.rows = {number + 2: each for number, each in enumerate(self.encounters)}

    def told(self):
        return self.browser.get(f"/submissions/{self.id}").json

    def apply(self, brought: BroughtDetections) -> set[str]:
        """The names of the pictures that were settled."""
        settled: set[uuid.UUID] = set()

        def work(context):
            nonlocal settled
            settled = apply_brought_detections(
                self.house, context, uuid.UUID(self.id), brought, lambda: self.rows
            )

        handlers = Handlers()
        handlers.register("brought")(work)
        with self.house.database.write() as session:
            self.house.jobs.submit(session, "brought", {}, queue=Queue.BULK)
        self._run("brought", handlers)
        return {each["name"] for each in self.assets().values() if uuid.UUID(each["id"]) in settled}

    def assets(self):
        listed = self.browser.get(f"/assets?submission={self.id}").json["items"]
        return {each["name"]: each for each in listed}

    def owners(self, name: str) -> dict[float, str | None]:
        """Whose each box of a picture is, by its left edge."""
        with self.house.database.read() as session:
            asset = session.scalars(select(Asset.id).where(Asset.name == name)).one()
            found = session.scalars(select(Annotation).where(Annotation.asset_id == asset)).all()
        known = self.house.acm.call(
            "POST", "/acm/v1/annotations/search", scope=SYSTEM_SCOPE,
            json={"ids": [str(each.id) for each in found]},
        )["annotations"]  # fmt: skip
        edges = {each["id"]: each["bbox"][0] / WIDTH for each in known}
        return {edges[str(each.id)]: each.encounter_id for each in found}

    def _run(self, kind: str, handlers: Handlers) -> None:
        runner = JobRunner(self.house.jobs, handlers)
        while waiting := self._waiting(kind):
            runner.run(waiting[0])

    def _waiting(self, kind: str) -> list[uuid.UUID]:
        model = self.house.jobs.model
        with self.house.database.read() as session:
            return list(
                session.scalars(
                    select(model.id).where(model.kind == kind, model.state == JobState.QUEUED)
                )
            )


@pytest.fixture
def imported(people, house):
    browser = people.person(Role.CURATOR).browser
    return lambda *rows: Imported(browser, house, *rows)


def test_a_box_is_an_annotation_in_pixels_and_nobody_else_looks(imported) -> None:
    done = imported(("a.jpg",))
    assert done.apply(BroughtDetections((box("card/a.jpg"),))) == {"a.jpg"}
    shown = done.assets()["a.jpg"]
    (annotation,) = shown["annotations"]
    assert annotation["bbox"] == [80.0, 60.0, 80.0, 120.0]
    assert (annotation["class"], annotation["confidence"]) == ("zebra", 0.9)
    assert annotation["encounter"] == str(done.encounters[0])
    assert shown["state"] == "detected"


def test_a_picture_of_which_nothing_is_said_is_left_to_the_detector(imported) -> None:
    done = imported(("a.jpg",), ("b.jpg",))
    assert done.apply(BroughtDetections((box("a.jpg"),))) == {"a.jpg"}
    assert done.assets()["b.jpg"]["state"] == "pending"


def test_a_picture_without_an_animal_and_one_that_failed_say_why(imported) -> None:
    done = imported(("empty.jpg",), ("bad.jpg",))
    done.apply(
        BroughtDetections(
            (), (Remark("empty.jpg", "Nothing in it."),), (Remark("bad.jpg", "Cut off."),)
        )
    )
    told = {name: (each["state"], each["reason"]) for name, each in done.assets().items()}
    assert told == {
        "empty.jpg": ("nothing_found", "Nothing in it."),
        "bad.jpg": ("failed", "Cut off."),
    }


def test_a_box_of_a_row_is_its_row_s(imported) -> None:
    done = imported(("a.jpg",), ("a.jpg",))
    done.apply(BroughtDetections((box("a.jpg", 0.5, row=2), box("a.jpg", 0.125, row=3))))
    assert done.owners("a.jpg") == {0.5: done.encounters[0], 0.125: done.encounters[1]}


def test_as_many_boxes_as_rows_are_shared_out(imported) -> None:
    done = imported(("a.jpg",), ("a.jpg",))
    done.apply(BroughtDetections((box("a.jpg", 0.5), box("a.jpg", 0.125))))
    assert done.owners("a.jpg") == {0.5: done.encounters[0], 0.125: done.encounters[1]}
    assert len(done.told()["encounters"]) == 2


@pytest.mark.parametrize("edges", [(0.0,), (0.0, 0.25, 0.5)])
def test_fewer_or_more_boxes_than_rows_are_left_to_a_curator(imported, edges) -> None:
    done = imported(("a.jpg",), ("a.jpg",))
    done.apply(BroughtDetections(tuple(box("a.jpg", edge) for edge in edges)))
    assert done.owners("a.jpg") == dict.fromkeys(edges)
    assert len(done.told()["encounters"]) == 2


def test_the_surest_box_is_the_one_row_s_and_the_others_are_encounters_of_their_own(
    imported,
) -> None:
    done = imported(("a.jpg",))
    done.apply(BroughtDetections((box("a.jpg", 0.0, 0.5), box("a.jpg", 0.5, 0.9))))
    owners = done.owners("a.jpg")
    assert owners[0.5] == done.encounters[0]
    assert owners[0.0] not in (None, done.encounters[0])
    assert len(done.told()["encounters"]) == 2


def test_a_box_that_acm_refuses_fails_its_picture_alone(imported) -> None:
    done = imported(("a.jpg",), ("b.jpg",))
    far = Detection("b.jpg", [2.0, 2.0, 0.5, 0.5])
    done.apply(BroughtDetections((box("a.jpg"), far)))
    states = {name: each["state"] for name, each in done.assets().items()}
    assert states == {"a.jpg": "detected", "b.jpg": "failed"}


def test_said_twice_it_is_done_once(imported) -> None:
    done = imported(("a.jpg",), ("b.jpg",))
    brought = BroughtDetections((box("a.jpg"), box("b.jpg"), box("b.jpg", 0.5)))
    first = (done.apply(brought), done.assets(), done.told()["encounters"])
    assert (done.apply(brought), done.assets(), done.told()["encounters"]) == first


@pytest.mark.parametrize("broken_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_whichever_call_breaks_each_box_is_kept_once(imported, house, nth, broken_after) -> None:
    done = imported(("a.jpg",), ("b.jpg",))
    counter = break_once(house, nth, broken_after)
    done.apply(BroughtDetections((box("a.jpg"), box("b.jpg"), box("b.jpg", 0.5))))
    assert counter.calls >= nth
    shown = done.assets()
    assert [len(shown[name]["annotations"]) for name in ("a.jpg", "b.jpg")] == [1, 2]
    assert len(done.told()["encounters"]) == 3


@pytest.mark.parametrize(("boxes", "owned"), [(2, 2), (3, 0), (1, 0)])
def test_a_detector_s_boxes_are_shared_out_by_the_same_rule(imported, house, work, boxes, owned):
    see(house, lambda asset: [found(100.0 * n, 0) for n in range(boxes)])
    done = imported(("a.jpg",), ("a.jpg",))
    with house.database.write() as session:
        asset = session.scalars(select(Asset.id)).one()
        submission = session.get_one(Submission, uuid.UUID(done.id))
        request_detection(house, session, submission, [asset], Queue.BULK)
    work()
    owners = [each["encounter"] for each in done.assets()["a.jpg"]["annotations"]]
    assert (len(owners), sum(each is not None for each in owners)) == (boxes, owned)


def test_a_path_comes_before_a_base_name_and_nobody_guesses() -> None:
    one, two = uuid.uuid4(), uuid.uuid4()
    files = ["x/A/IMG1.JPG", "x/B/IMG1.JPG", "x/C/IMG1.JPG", "IMG2.JPG"]
    pictures = [(one, "B/IMG1.jpg"), (two, "deep\\IMG2.jpg")]
    assert join_files(files, pictures) == {"x/B/IMG1.JPG": one, "IMG2.JPG": two}
    assert join_files(["A/IMG1.JPG", "C/IMG1.JPG"], [(one, "IMG1.JPG")]) == {}


def test_what_was_found_outweighs_a_remark_on_the_same_picture() -> None:
    one = uuid.uuid4()
    brought = BroughtDetections((box("a.jpg"),), (Remark("a.jpg", "nothing"),))
    said = by_picture(brought, [(one, "a.jpg")])[one]
    assert (len(said.detections), said.reason) == (1, None)
