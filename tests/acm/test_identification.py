"""Is the animal found again, only where it may be looked for, and the same whoever looks and however often?"""

from __future__ import annotations

import threading
import uuid
from typing import Any

import pytest

from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations import extraction
from acm_wbia.acm.settings import AcmSettings
from acm_wbia.acm.tasks import all_handlers
from acm_wbia.wbia.errors import ModelFileWrong, NetworkBrokeOff
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from service_kit.identity import new_id
from service_kit.jobs import JobRunner
from tests.acm.conftest import Acm, scope_of
from tests.acm.photos import flank, plain

HOTSPOTTER = {"name": "hotspotter", "parameters": {}}


def member(annotation: str, name: str | None, group: str | None = None) -> dict[str, Any]:
    return {"annotation": annotation, "name": name, "group": group}


def identify(
    match_set: str, *queries: str, group: str | None = None, **options: Any
) -> dict[str, Any]:
    asked = [{"annotation": each, "group": group} for each in queries]
    return {"queries": asked, "match_set": match_set, "algorithm": HOTSPOTTER, **options}


def catalogue(acm: Acm, animals: int = 3) -> list[dict[str, Any]]:
    return [
        member(acm.keep_animal(animal, 0), f"animal {animal}", f"encounter {animal}")
        for animal in range(animals)
    ]


def without_ids(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "job"}


def test_the_answer_says_what_was_compared_with_what_and_how(acm: Acm) -> None:
    members = catalogue(acm)
    query = acm.keep_animal(1, 1)
    match_set = acm.keep_match_set(members)
    answer = acm.done("identify", identify(match_set, query))
    assert answer["match_set"] == {"hash": match_set, "size": 3}
    card = acm.call("GET", "/models").json["algorithms"][0]
    assert answer["algorithm"] == {key: card[key] for key in ("name", "version", "parameters")}
    (found,) = answer["queries"]
    assert set(found["individuals"][0]) == {
        "name",
        "score",
        "probability",
        "annotation",
    }
    assert set(found["annotations"][0]) == {"annotation", "name", "score", "matches"}
    assert found["individuals"][0]["name"] == "animal 1"
    scores = [each["score"] for each in found["individuals"]]
    assert scores == sorted(scores, reverse=True)


def test_a_limit_limits(acm: Acm) -> None:
    match_set = acm.keep_match_set(catalogue(acm))
    answer = acm.done("identify", identify(match_set, acm.keep_animal(1, 1), limit=1))
    assert len(answer["queries"][0]["individuals"]) == 1
    assert len(answer["queries"][0]["annotations"]) == 1


def test_an_animal_without_a_name_is_a_candidate_of_its_own(acm: Acm) -> None:
    known = acm.keep_animal(1, 0)
    match_set = acm.keep_match_set([member(known, None), member(acm.keep_animal(2, 0), None)])
    answer = acm.done("identify", identify(match_set, acm.keep_animal(1, 1)))
    best = answer["queries"][0]["individuals"][0]
    assert (best["name"], best["annotation"]) == (None, known)


def test_pictures_of_the_querys_own_encounter_are_never_compared(acm: Acm) -> None:
    own = member(acm.keep_animal(1, 0), "animal 1", "the encounter")
    query = acm.keep_animal(1, 1)
    alone = acm.keep_match_set([own])
    answer = acm.done("identify", identify(alone, query, group="the encounter"))
    (found,) = answer["queries"]
    assert (found["state"], found["individuals"]) == ("done", [])
    assert "encounter" in found["reason"]
    both = acm.keep_match_set([own, *catalogue(acm, 1)])
    answer = acm.done("identify", identify(both, query, group="the encounter"))
    names = [each["name"] for each in answer["queries"][0]["individuals"]]
    assert "animal 1" not in names
    another_group = acm.done("identify", identify(both, query, group="another"))
    assert another_group["queries"][0]["individuals"][0]["name"] == "animal 1"


def test_a_query_that_is_a_member_is_not_compared_with_itself(acm: Acm) -> None:
    members = catalogue(acm)
    match_set = acm.keep_match_set(members)
    query = members[0]["annotation"]
    answer = acm.done("identify", identify(match_set, query))
    assert query not in [each["annotation"] for each in answer["queries"][0]["annotations"]]


def test_an_empty_match_set_says_why_nobody_was_found(acm: Acm) -> None:
    answer = acm.done("identify", identify(acm.keep_match_set([]), acm.keep_animal(1, 1)))
    (found,) = answer["queries"]
    assert (found["state"], found["individuals"], found["annotations"]) == ("done", [], [])
    assert "empty" in found["reason"]
    assert answer["match_set"]["size"] == 0


def test_a_match_set_in_which_nothing_can_be_compared_says_so(acm: Acm) -> None:
    fog = acm.keep_annotation(acm.keep_asset(plain()), [0, 0, 320, 240])
    match_set = acm.keep_match_set([member(fog, "ghost")])
    answer = acm.done("identify", identify(match_set, acm.keep_animal(1, 1)))
    assert "None of the 1 annotations" in answer["queries"][0]["reason"]


def test_queries_that_cannot_be_compared_fail_each_with_its_reason_and_stop_no_other(
    acm: Acm,
) -> None:
    match_set = acm.keep_match_set(catalogue(acm))
    small = acm.keep_annotation(acm.keep_asset(flank(1, 1)), [5, 5, 12, 12])
    outside = acm.keep_annotation(acm.keep_asset(flank(1, 1)), [5000, 5, 100, 100])
    broken = acm.keep_annotation(acm.keep_asset(b"no picture"), [0, 0, 320, 240])
    fog = acm.keep_annotation(acm.keep_asset(plain()), [0, 0, 320, 240])
    unknown = str(new_id())
    good = acm.keep_animal(1, 1)
    answer = acm.done("identify", identify(match_set, small, outside, broken, fog, unknown, good))
    states = {each["annotation"]: each for each in answer["queries"]}
    assert states.pop(good)["individuals"][0]["name"] == "animal 1"
    for each in states.values():
        assert (each["state"], each["individuals"]) == ("failed", [])
        assert each["reason"].endswith(".")
    assert "12 × 12" in states[small]["reason"]
    assert "outside the picture" in states[outside]["reason"]
    assert "no such annotation" in states[unknown]["reason"]


def test_an_annotation_without_a_class_is_answered_why_it_cannot_be_matched(acm: Acm) -> None:
    asset = acm.keep_asset(flank(1, 1))
    query = acm.keep_annotation(asset, [0, 0, 320, 240], **{"class": None})
    match_set = acm.keep_match_set(catalogue(acm))
    (found,) = acm.done("identify", identify(match_set, query))["queries"]
    assert (found["state"], found["individuals"]) == ("failed", [])
    assert "without a class cannot be matched" in found["reason"]
    acm.call("PATCH", f"/annotations/{query}", {"class": "zebra"})
    (found,) = acm.done("identify", identify(match_set, query))["queries"]
    assert found["individuals"][0]["name"] == "animal 1"


def test_a_query_is_answered_with_how_well_it_can_be_told_from_others(acm: Acm) -> None:
    match_set = acm.keep_match_set(catalogue(acm))
    good, small = (
        acm.keep_animal(1, 1),
        acm.keep_annotation(acm.keep_asset(flank(2, 1)), [100, 100, 60, 40]),
    )
    first, second = acm.done("identify", identify(match_set, good, small))["queries"]
    assert first["identifiability"]["score"] > 0.5
    assert first["identifiability"]["hindrance"] is None
    assert second["identifiability"]["hindrance"] == "too_small"
    assert "60 × 40 pixels" in second["identifiability"]["reason"]
    kept = acm.call("GET", f"/annotations/{small}").json
    assert kept["identifiability"] == second["identifiability"]["score"]
    acm.call("PATCH", f"/annotations/{small}", {"bbox": [40, 40, 200, 160]})
    (again,) = acm.done("identify", identify(match_set, small))["queries"]
    assert again["identifiability"]["score"] > second["identifiability"]["score"]


def test_members_that_are_gone_or_out_of_the_askers_scope_are_passed_over(acm: Acm) -> None:
    gone, yours = (
        member(acm.keep_animal(0, 0), "gone"),
        member(acm.keep_animal(1, 0, owner="you"), "yours"),
    )
    mine = member(acm.keep_animal(2, 0, owner="me"), "mine")
    match_set = acm.keep_match_set([gone, yours, mine])
    acm.call("DELETE", f"/annotations/{gone['annotation']}")
    query = acm.keep_animal(1, 1, owner="me")
    job = str(new_id())
    document = {"id": job, "kind": "identify", "arguments": identify(match_set, query)}
    acm.call("POST", "/jobs", document, scope=scope_of("me"))
    acm.worker.run(uuid.UUID(job))
    (found,) = acm.job(job)["result"]["queries"]
    assert {each["name"] for each in found["individuals"]} <= {"mine"}


def test_each_picture_is_looked_at_once_however_often_it_is_compared(acm: Acm) -> None:
    match_set = acm.keep_match_set(catalogue(acm))
    query = acm.keep_animal(1, 1)
    first = acm.done("identify", identify(match_set, query))
    assert len(acm.houston.fetched) == 4
    second = acm.done("identify", identify(match_set, query))
    assert len(acm.houston.fetched) == 4
    assert without_ids(first) == without_ids(second)


def test_names_and_encounters_are_those_of_the_match_set_that_was_asked_for(acm: Acm) -> None:
    annotation, query = acm.keep_animal(1, 0), acm.keep_animal(1, 1)
    for name in ("Zim-001", "Zim-002"):
        match_set = acm.keep_match_set([member(annotation, name)])
        answer = acm.done("identify", identify(match_set, query))
        assert answer["queries"][0]["individuals"][0]["name"] == name


def test_a_box_that_was_moved_is_looked_at_anew(acm: Acm) -> None:
    moved = acm.keep_annotation(acm.keep_asset(plain()), [0, 0, 320, 240])
    match_set = acm.keep_match_set(catalogue(acm))
    assert acm.done("identify", identify(match_set, moved))["queries"][0]["state"] == "failed"
    document = acm.call("GET", f"/annotations/{moved}").json
    replaced = acm.asset(document["asset"], flank(1, 1))
    acm.call("PUT", "/assets", {"assets": [replaced]})
    found = acm.done("identify", identify(match_set, moved))["queries"][0]
    assert found["individuals"][0]["name"] == "animal 1"
    acm.call("PATCH", f"/annotations/{moved}", {"bbox": [5, 5, 12, 12]})
    assert acm.done("identify", identify(match_set, moved))["queries"][0]["state"] == "failed"


def test_a_member_whose_box_was_moved_is_compared_as_it_is_now(acm: Acm) -> None:
    members = catalogue(acm)
    match_set, query = acm.keep_match_set(members), acm.keep_animal(1, 1)
    asked = identify(match_set, query)
    assert acm.done("identify", asked)["queries"][0]["individuals"][0]["name"] == "animal 1"
    acm.call("PATCH", f"/annotations/{members[1]['annotation']}", {"bbox": [5, 5, 12, 12]})
    names = [each["name"] for each in acm.done("identify", asked)["queries"][0]["individuals"]]
    assert "animal 1" not in names


def test_evidence_is_for_those_who_may_see_both_pictures(acm: Acm) -> None:
    mine, yours = acm.keep_animal(1, 0, owner="me"), acm.keep_animal(1, 1, owner="you")
    answer = acm.done("identify", identify(acm.keep_match_set([member(mine, "m")]), yours))
    path = f"/evidence/{answer['job']}/{yours}/{mine}"
    assert acm.call("GET", path).status_code == 200
    assert acm.call("GET", path, scope=scope_of("me")).status_code == 404
    unseen = f"{answer['job']}/{yours}/{new_id()}"
    for other in (unseen, f"{new_id()}/{yours}/{mine}", f"{answer['job']}/{mine}/{yours}"):
        assert acm.call("GET", f"/evidence/{other}").status_code == 404


def test_why_is_told_as_points_as_a_heat_map_and_as_pictures_that_are_drawn_once(acm: Acm) -> None:
    known, query = acm.keep_animal(1, 0, owner="me"), acm.keep_animal(1, 1, owner="you")
    answer = acm.done("identify", identify(acm.keep_match_set([member(known, "k")]), query))
    path = f"/evidence/{answer['job']}/{query}/{known}"
    points = acm.call("GET", path).json["matches"]
    assert {len(each) for each in points} == {5}
    heat = acm.call("GET", f"{path}/heat-map").json
    assert [heat[side]["annotation"] for side in ("query", "candidate")] == [query, known]
    for side in heat.values():
        assert side["bbox"] == [0, 0, 320, 240]
        assert (len(side["values"]), len(side["values"][0])) == (30, 40)
        assert max(map(max, side["values"])) == 1
    fetched = len(acm.houston.fetched)
    for kind in ("points", "heat-map"):
        drawn = [acm.call("GET", f"{path}/{kind}.webp") for _ in "12"]
        assert (drawn[0].mimetype, drawn[0].data[8:12]) == ("image/webp", b"WEBP")
        assert drawn[0].data == drawn[1].data
    assert len(acm.houston.fetched) == fetched + 4, "two originals a picture, and none again"
    for end in ("/heat-map", "/points.webp", "/heat-map.webp"):
        assert acm.call("GET", path + end, scope=scope_of("me")).status_code == 404
    assert acm.call("GET", f"{path}/other.webp").status_code == 404
    acm.call("DELETE", f"/jobs/{answer['job']}")
    assert list(acm.foundation.settings.files.rglob("*.webp")) == []


def test_a_forgotten_identification_takes_its_evidence_along(acm: Acm) -> None:
    known, query = acm.keep_animal(1, 0), acm.keep_animal(1, 1)
    answer = acm.done("identify", identify(acm.keep_match_set([member(known, "k")]), query))
    assert acm.call("DELETE", f"/jobs/{answer['job']}").status_code == 204
    assert acm.call("GET", f"/evidence/{answer['job']}/{query}/{known}").status_code == 404
    assert list(acm.foundation.settings.files.rglob("*.npz")) == []


def test_a_member_out_of_reach_is_tried_again_and_at_last_passed_over(acm: Acm) -> None:
    lost = acm.keep_asset(flank(1))
    acm.houston.broken.add(f"/internal/v1/assets/{lost}/original")
    members = [member(acm.keep_annotation(lost, [0, 0, 320, 240]), "lost"), *catalogue(acm, 1)]
    job = acm.ask("identify", identify(acm.keep_match_set(members), acm.keep_animal(0, 1)))
    acm.worker.run(uuid.UUID(job))
    assert acm.job(job)["state"] == "queued"
    while acm.worker.run(uuid.UUID(job)):
        pass
    (found,) = acm.job(job)["result"]["queries"]
    assert [each["name"] for each in found["individuals"]] == ["animal 0"]


def test_a_damaged_network_that_only_compares_fails_the_job_at_once(
    acm: Acm, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compare(*_: Any) -> Any:
        raise ModelFileWrong("lightglue.pth is not the file of its card: its SHA-256 differs.")

    monkeypatch.setattr(HotSpotter, "verify", compare)
    match_set, query = acm.keep_match_set(catalogue(acm)), acm.keep_animal(1, 1)
    job = acm.ask("identify", identify(match_set, query))
    acm.worker.run(uuid.UUID(job))
    told = acm.job(job)
    assert (told["state"], told["attempts"]) == ("failed", 1)
    assert told["error"] == "lightglue.pth is not the file of its card: its SHA-256 differs."


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (RuntimeError("OpenCV(4.11) grabcut.cpp:386"), "could not be looked at"),
        (MemoryError(), "could not be looked at"),
        (NetworkBrokeOff("seals.onnx"), "The network seals.onnx broke off"),
    ],
    ids=["unforeseen", "memory", "network"],
)
def test_what_may_pass_is_tried_again_held_against_nobody_and_logged(
    acm: Acm,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    trouble: Exception,
    said: str,
) -> None:
    extract = HotSpotter.extract

    def stumble(self: HotSpotter, picture: Any, bbox: Any, theta: float = 0.0) -> Any:
        if bbox[0] == 1:  # those that are a little narrower
            raise trouble
        return extract(self, picture, bbox, theta)

    def narrower(animal: int, view: int) -> str:
        return acm.keep_annotation(acm.keep_asset(flank(animal, view)), [1, 0, 319, 240])

    ill_member, ill_query, query = narrower(1, 0), narrower(0, 1), acm.keep_animal(0, 2)
    members = [member(ill_member, "ill"), *catalogue(acm, 1)]
    asked = identify(acm.keep_match_set(members), query, ill_query)
    with monkeypatch.context() as patched:
        patched.setattr(HotSpotter, "extract", stumble)
        job = acm.ask("identify", asked)
        acm.worker.run(uuid.UUID(job))
        assert acm.job(job)["state"] == "queued"
        while acm.worker.run(uuid.UUID(job)):
            pass
    told, failed = acm.job(job)["result"]["queries"]
    assert [each["name"] for each in told["individuals"]] == ["animal 0"]
    assert (failed["state"], said in failed["reason"]) == ("failed", True)
    assert "OpenCV" not in failed["reason"]
    (*_, logged) = [each for each in caplog.records if "could not be looked at" in each.message]
    assert logged.exc_info is not None
    assert logged.exc_info[1] is trouble
    told, again = acm.done("identify", asked)["queries"]
    assert again["state"] == "done"
    assert {each["name"] for each in told["individuals"]} == {"animal 0", "ill"}


def test_a_picture_that_nobody_can_read_for_now_is_held_against_none_of_its_animals(
    acm: Acm, monkeypatch: pytest.MonkeyPatch
) -> None:
    match_set, query = acm.keep_match_set(catalogue(acm)), acm.keep_animal(1, 1)

    def full(_: bytes) -> Any:
        raise MemoryError

    job = acm.ask("identify", identify(match_set, query))
    with monkeypatch.context() as patched:
        patched.setattr(extraction.pictures, "decode", full)
        acm.worker.run(uuid.UUID(job))
    assert acm.job(job)["state"] == "queued"
    acm.worker.run(uuid.UUID(job))
    (found,) = acm.job(job)["result"]["queries"]
    assert found["individuals"][0]["name"] == "animal 1"


def test_a_worker_killed_between_features_and_their_rows_changes_no_answer(
    acm: Acm, monkeypatch: pytest.MonkeyPatch
) -> None:
    match_set, query = acm.keep_match_set(catalogue(acm)), acm.keep_animal(1, 1)
    keep = extraction.keep_features

    def die(*_: Any) -> None:
        raise RuntimeError("killed when the bytes were written and no row was")

    monkeypatch.setattr(extraction, "keep_features", die)
    job = acm.ask("identify", identify(match_set, query))
    acm.worker.run(uuid.UUID(job))
    assert acm.job(job)["state"] == "queued"
    monkeypatch.setattr(extraction, "keep_features", keep)
    acm.worker.run(uuid.UUID(job))
    interrupted = acm.job(job)["result"]
    undisturbed = acm.done("identify", identify(match_set, query))
    assert interrupted == without_ids(undisturbed)
    assert interrupted["queries"][0]["individuals"][0]["name"] == "animal 1"


def test_two_workers_at_once_answer_like_one(acm: Acm, settings: AcmSettings) -> None:
    match_set, query = acm.keep_match_set(catalogue(acm, 6)), acm.keep_animal(1, 1)
    jobs = [acm.ask("identify", identify(match_set, query)) for _ in range(2)]
    others = [AcmFoundation(settings) for _ in jobs]
    start = threading.Barrier(len(jobs))

    def work(foundation: AcmFoundation, job: str) -> None:
        start.wait()
        JobRunner(foundation.jobs, all_handlers(foundation)).run(uuid.UUID(job))

    threads = [threading.Thread(target=work, args=pair) for pair in zip(others, jobs, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for foundation in others:
        foundation.database.dispose()
    first, second = (acm.job(job)["result"] for job in jobs)
    assert first == second == without_ids(acm.done("identify", identify(match_set, query)))


def test_features_made_ahead_of_time_are_used(acm: Acm) -> None:
    members = catalogue(acm)
    query = acm.keep_animal(1, 1)
    fog = acm.keep_annotation(acm.keep_asset(plain()), [0, 0, 320, 240])
    everyone = [query, fog, *(each["annotation"] for each in members)]
    made = acm.done("extract", {"annotations": everyone, "algorithm": HOTSPOTTER})
    assert made["ready"] == 4
    assert set(made["reasons"]) == {fog}
    fetched = len(acm.houston.fetched)
    acm.done("identify", identify(acm.keep_match_set(members), query))
    assert len(acm.houston.fetched) == fetched
