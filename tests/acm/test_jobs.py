"""Is work asked for once done once, for whoever asked, and told of when it is over?"""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from acm_wbia.acm.models import DetectionOutcome, Job
from service_kit.content_hash import content_hash
from service_kit.identity import new_id
from service_kit.jobs import Queue
from service_kit.scope import NOTHING, Scope
from tests.acm.conftest import Acm, scope_of
from tests.acm.photos import flank

HOTSPOTTER = {"name": "hotspotter", "parameters": {}}
CALLBACK = "/internal/v1/callbacks/1"


def detect(*assets: str) -> dict[str, Any]:
    return {"assets": list(assets), "detector": "whole_picture"}


def tell(acm: Acm) -> list[uuid.UUID]:
    """The jobs that tell of others, each run once."""
    with acm.foundation.database.read() as session:
        ids = list(session.scalars(select(Job.id).where(Job.kind == "tell")))
    return [each for each in ids if acm.worker.run(each)]


def test_the_same_job_asked_for_twice_is_done_once(acm: Acm) -> None:
    document = {
        "id": str(new_id()),
        "kind": "detect",
        "arguments": detect(acm.keep_asset(flank(1))),
    }
    first = acm.call("POST", "/jobs", document)
    assert (first.status_code, first.json["state"]) == (202, "queued")
    assert acm.worker.run(uuid.UUID(document["id"]))
    again = acm.call("POST", "/jobs", document)
    assert again.json["state"] == "done"
    assert again.json["result"] == acm.job(document["id"])["result"]
    assert not acm.worker.run(uuid.UUID(document["id"]))


def test_one_id_for_two_kinds_of_work_is_refused(acm: Acm) -> None:
    job = acm.ask("detect", detect(acm.keep_asset(flank(1))))
    other = {"id": job, "kind": "detect", "arguments": detect(acm.keep_asset(flank(2)))}
    answer = acm.call("POST", "/jobs", other)
    assert (answer.status_code, answer.json["code"]) == (409, "job_differs")


@pytest.mark.parametrize(
    ("kind", "arguments", "pointer"),
    [
        ("dance", {}, "/kind"),
        ("detect", {"assets": []}, "/arguments/assets"),
        ("detect", {"assets": [str(new_id())], "detector": "crystal ball"}, "/arguments/detector"),
        ("extract", {"annotations": ["x"], "algorithm": HOTSPOTTER}, "/arguments/annotations/0"),
        (
            "extract",
            {"annotations": [str(new_id())], "algorithm": {"name": "hotspoter"}},
            "/arguments/algorithm/name",
        ),
        (
            "extract",
            {
                "annotations": [str(new_id())],
                "algorithm": {"name": "hotspotter", "parameters": {"upwrong": True}},
            },
            "/arguments/algorithm/parameters",
        ),
    ],
)
def test_work_that_cannot_be_done_is_refused_where_it_is_wrong(
    acm: Acm, kind: str, arguments: dict[str, Any], pointer: str
) -> None:
    document = {"id": str(new_id()), "kind": kind, "arguments": arguments}
    answer = acm.call("POST", "/jobs", document)
    assert answer.status_code == 422
    assert pointer in [fault["pointer"] for fault in answer.json["errors"]]


def test_a_match_set_that_was_not_sent_is_asked_for(acm: Acm) -> None:
    arguments = {
        "queries": [{"annotation": str(new_id()), "group": None}],
        "match_set": content_hash([]),
        "algorithm": HOTSPOTTER,
    }
    document = {"id": str(new_id()), "kind": "identify", "arguments": arguments}
    answer = acm.call("POST", "/jobs", document)
    assert (answer.status_code, answer.json["code"]) == (404, "match_set_unknown")


def test_a_job_is_seen_by_who_asked_for_it_and_by_who_may_read_everything(acm: Acm) -> None:
    arguments = detect(acm.keep_asset(flank(1), owner="me"))
    job = str(new_id())
    document = {"id": job, "kind": "detect", "arguments": arguments}
    acm.call("POST", "/jobs", document, scope=scope_of("me"), actor="anna")
    path = f"/jobs/{job}"
    assert acm.call("GET", path, scope=Scope(read=NOTHING), actor="anna").status_code == 200
    assert acm.call("GET", path).status_code == 200
    assert acm.call("GET", path, scope=scope_of("me"), actor="bert").status_code == 404
    acm.call("DELETE", path, scope=scope_of("me"), actor="bert")
    assert acm.call("GET", path).status_code == 200
    assert acm.call("GET", f"/jobs/{new_id()}").status_code == 404


def test_what_somebody_waits_for_has_a_queue_of_its_own(acm: Acm) -> None:
    asset = acm.keep_asset(flank(1))
    queues = {
        acm.foundation.jobs.get(
            uuid.UUID(acm.ask("detect", detect(asset), priority=priority))
        ).queue  # type: ignore[union-attr]
        for priority in ("interactive", "bulk")
    }
    assert queues == {Queue.INTERACTIVE, Queue.BULK}


def test_houston_is_told_when_a_job_is_done(acm: Acm) -> None:
    asset = acm.keep_asset(flank(1))
    callback = acm.houston.url + CALLBACK
    result = acm.done("detect", detect(asset), callback=callback)
    assert acm.houston.told == []
    tell(acm)
    ((path, told),) = acm.houston.told
    assert (path, told["id"], told["state"]) == (CALLBACK, result["job"], "done")
    assert told["result"]["assets"] == result["assets"]


def test_houston_is_told_when_a_job_failed_for_good(acm: Acm) -> None:
    job = acm.ask("detect", detect(acm.keep_asset(flank(1))), callback=CALLBACK)
    with acm.foundation.database.write() as session:
        session.get_one(Job, uuid.UUID(job)).attempts = acm.foundation.settings.job_attempts
    acm.worker.run(uuid.UUID(job))
    assert acm.job(job)["state"] == "failed"
    tell(acm)
    ((_, told),) = acm.houston.told
    assert (told["id"], told["state"]) == (job, "failed")
    assert told["error"]


def test_a_callback_that_is_lost_is_called_again_and_the_job_can_be_asked_for_meanwhile(
    acm: Acm,
) -> None:
    acm.houston.broken.add(CALLBACK)
    result = acm.done("detect", detect(acm.keep_asset(flank(1))), callback=CALLBACK)
    assert tell(acm)
    assert acm.houston.told == []
    assert acm.job(result["job"])["state"] == "done"
    acm.houston.broken.clear()
    assert tell(acm)
    assert len(acm.houston.told) == 1
    assert tell(acm) == [], "once is enough"


@pytest.mark.parametrize("callback", ["https://elsewhere.example/internal", "/api/v1/jobs"])
def test_callbacks_go_to_houstons_internal_api_only(acm: Acm, callback: str) -> None:
    arguments = detect(acm.keep_asset(flank(1)))
    document = {"id": str(new_id()), "kind": "detect", "arguments": arguments, "callback": callback}
    answer = acm.call("POST", "/jobs", document)
    assert answer.json["errors"][0]["pointer"] == "/callback"


def test_a_job_that_was_called_off_is_not_done(acm: Acm) -> None:
    job = acm.ask("detect", detect(acm.keep_asset(flank(1))))
    for _ in range(2):
        assert acm.call("DELETE", f"/jobs/{job}").status_code == 204
    assert not acm.worker.run(uuid.UUID(job))
    assert acm.call("GET", f"/jobs/{job}").status_code == 404


def test_a_job_that_is_called_off_while_it_runs_leaves_nothing(acm: Acm) -> None:
    assets = [acm.keep_asset(flank(animal)) for animal in range(3)]
    job = acm.ask("detect", detect(*assets))
    acm.houston.before_answering = lambda: acm.call("DELETE", f"/jobs/{job}")
    acm.worker.run(uuid.UUID(job))
    assert acm.call("GET", f"/jobs/{job}").status_code == 404
    with acm.foundation.database.read() as session:
        assert session.scalars(select(DetectionOutcome)).all() == []


def test_a_job_that_failed_can_be_tried_again(acm: Acm) -> None:
    asset = acm.keep_asset(flank(1))
    job = acm.ask("detect", detect(asset))
    with acm.foundation.database.write() as session:
        session.get_one(Job, uuid.UUID(job)).attempts = acm.foundation.settings.job_attempts
    acm.worker.run(uuid.UUID(job))
    assert acm.call("POST", f"/jobs/{job}/retry").json["state"] == "queued"
    assert acm.worker.run(uuid.UUID(job))
    assert acm.job(job)["result"]["assets"][0]["state"] == "detected"


def test_the_work_of_one_worker_is_never_told_as_work_of_acm(acm: Acm) -> None:
    acm.done("detect", detect(acm.keep_asset(flank(1))), callback=CALLBACK)
    with acm.foundation.database.read() as session:
        telling = session.scalars(select(Job.id).where(Job.kind == "tell")).one()
    assert acm.call("POST", f"/jobs/{telling}/retry").status_code == 404
