"""Is a whole catalogue put in order: what to ask, what to merge, split and name, and nothing compared twice?"""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from acm_wbia.acm.files.looks import KEPT_SECONDS, Likeness, LookFiles
from acm_wbia.acm.models import Job
from acm_wbia.acm.operations import looking_alike
from acm_wbia.acm.operations.looking_again import NOT_DESCRIBED
from acm_wbia.acm.operations.matched_points import LOOK_AGAIN
from acm_wbia.acm.queries.evidence import NOTHING_FITS, SECOND_LOOK
from acm_wbia.wbia.curation import curator
from acm_wbia.wbia.errors import ModelFileWrong
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from acm_wbia.wbia.matching.verification import NOTHING
from service_kit.identity import new_id
from tests.acm.conftest import Acm, scope_of
from tests.acm.photos import flank

HOTSPOTTER = {"name": "hotspotter", "parameters": {}}
ANIMALS, VIEWS = 4, 2


@pytest.fixture
def herd(acm: Acm) -> dict[str, str]:
    """Four animals of two encounters each: the annotation of each encounter."""
    return {
        f"encounter {animal}-{view}": acm.keep_animal(animal, view)
        for animal in range(ANIMALS)
        for view in range(VIEWS)
    }


def curate(acm: Acm, herd: dict[str, str], **options: Any) -> dict[str, Any]:
    names = options.pop("names", {})
    members = [
        {"annotation": annotation, "name": names.get(encounter), "group": encounter}
        for encounter, annotation in herd.items()
    ]
    side = {"match_set": acm.keep_match_set(members), "queries": list(herd.values())}
    return {"species": None, "algorithm": HOTSPOTTER, "sides": [side], **options}


def pairs_of(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (min(groups), max(groups))
        for each in answer["questions"]
        for groups in [(each["first"]["group"], each["second"]["group"])]
    ]


def same_animal(pair: tuple[str, str]) -> bool:
    first, second = (each.split("-")[0] for each in pair)
    return first == second


def test_a_damaged_network_that_only_compares_fails_the_job_at_once(
    acm: Acm, herd: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def compare(*_: Any) -> Any:
        raise ModelFileWrong("lightglue.pth is damaged.")

    monkeypatch.setattr(HotSpotter, "verify", compare)
    job = acm.ask("curate", curate(acm, herd))
    acm.worker.run(uuid.UUID(job))
    told = acm.job(job)
    assert (told["state"], told["error"]) == ("failed", "lightglue.pth is damaged.")


def test_the_catalogue_is_put_in_order_by_answers_and_nothing_is_compared_twice(
    acm: Acm, herd: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Drawn animals leave no doubt; what is asked takes a machine that is never sure.
    monkeypatch.setattr(curator, "MACHINE_LIMIT", 2.0)
    first = acm.done("curate", curate(acm, herd))
    assert (first["encounters"], first["algorithm"]["name"]) == (8, "hotspotter")
    assert first["calibration"]["origin"] == "prior"
    assert first["open"] + first["unlikely"] == len(herd) * (len(herd) - 1) // 2
    assert first["open"] > first["unlikely"], "of so few little is unlikely, before anybody answers"
    assert len(first["questions"]) == 20
    assert [0 < each["probability"] < 1 for each in first["questions"]].count(False) == 0
    asked = first["questions"][0]
    path = f"/evidence/{asked['evidence']}/{asked['first']['annotation']}/{asked['second']['annotation']}"
    assert acm.call("GET", path).json["matches"]
    for each in first["questions"]:
        scores = each["likeness"]["scores"]
        assert scores == sorted(scores, reverse=True)
        assert 0 <= each["likeness"]["place"] < len(scores) < len(herd)

    # Everything from here on comes of what was kept.
    def never(*_: Any) -> None:
        raise AssertionError("it was compared before")

    monkeypatch.setattr(HotSpotter, "__call__", never)
    fetched = len(acm.houston.fetched)
    answers: list[dict[str, Any]] = []
    while True:
        answer = acm.done("curate", curate(acm, herd, answers=answers, limit=2))
        assert len(answer["questions"]) <= 2
        if not answer["open"]:
            break
        answers += [
            {"first": one, "second": other, "same": same_animal((one, other))}
            for one, other in pairs_of(answer)
        ]
        assert len(answers) < ANIMALS * VIEWS * (ANIMALS * VIEWS - 1) / 2
    assert len(acm.houston.fetched) == fetched
    assert (answer["open"], answer["groups"]) == (0, ANIMALS)
    assert answer["unlikely"] > 0, "one can go on"
    belong = [each["parts"][0]["encounters"] for each in answer["proposals"]]
    assert belong == [[f"encounter {n}-0", f"encounter {n}-1"] for n in range(ANIMALS)]
    assert {each["kind"] for each in answer["proposals"]} == {"name"}
    assert all(each["settled"] for each in answer["proposals"])


def test_the_points_of_two_that_are_little_alike_are_found_when_they_are_first_asked_for(
    acm: Acm, herd: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(curator, "MACHINE_LIMIT", 2.0)
    monkeypatch.setattr(looking_alike, "SHOWN", 1)
    questions = acm.done("curate", curate(acm, herd))["questions"]
    paths = {evidence_at(each): each for each in questions}
    first = {path: acm.call("GET", path) for path in paths}
    assert {each.status_code for each in first.values()} == {200, 503}
    nearest = {path: each.json for path, each in first.items() if each.status_code == 200}
    assert all(each["matches"] and each["note"] is None for each in nearest.values())

    far = next(path for path, each in first.items() if each.status_code == 503)
    assert first[far].json["code"] == "points_in_the_making"
    assert acm.call("GET", f"{far}/points.webp").json["code"] == "points_in_the_making"
    (job,) = (each for each in jobs_of(acm, LOOK_AGAIN) if asks_for(each, far))
    fetched = len(acm.houston.fetched)
    acm.worker.run(job.id)
    assert len(acm.houston.fetched) == fetched, "by the features that are kept"
    told = acm.call("GET", far).json
    assert told["note"] == (SECOND_LOOK if told["matches"] else NOTHING_FITS)
    assert acm.call("GET", far).json == told
    drawn = acm.call("GET", f"{far}/points.webp")
    assert (drawn.status_code, drawn.mimetype) == (200, "image/webp")
    assert acm.call("GET", far, scope=scope_of("nobody")).status_code == 404

    # What was near the front of its list looks the same the second time.
    path = next(iter(nearest))
    for kept in acm.foundation.settings.files.rglob(f"{uuid.UUID(path.split('/')[3]).hex}.npz"):
        kept.unlink()
    assert acm.call("GET", path).status_code == 503
    (job,) = (each for each in jobs_of(acm, LOOK_AGAIN) if asks_for(each, path))
    acm.worker.run(job.id)
    assert acm.call("GET", path).json["matches"] == nearest[path]["matches"]


def test_two_pictures_without_a_point_in_common_say_so_and_one_that_is_gone_says_why(
    acm: Acm, herd: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(curator, "MACHINE_LIMIT", 2.0)
    asked = acm.done("curate", curate(acm, herd))["questions"][0]
    plain = acm.keep_annotation(acm.keep_asset(flank(9, 0)), [0, 0, 320, 240])
    empty = acm.keep_annotation(acm.keep_asset(flank(0, 0)), [0, 0, 4, 4])
    path = f"/evidence/{asked['evidence']}/{asked['first']['annotation']}"
    monkeypatch.setattr(HotSpotter, "verify", lambda _, __, others: [NOTHING] * len(others))
    for other in (plain, empty):
        assert acm.call("GET", f"{path}/{other}").status_code == 503
    for job in jobs_of(acm, LOOK_AGAIN):
        acm.worker.run(job.id)
    assert acm.call("GET", f"{path}/{plain}").json["note"] == NOTHING_FITS
    refused = acm.call("GET", f"{path}/{plain}/heat-map")
    assert (refused.status_code, refused.json["detail"]) == (404, NOTHING_FITS)
    refused = acm.call("GET", f"{path}/{empty}")
    assert (refused.status_code, refused.json["detail"]) == (404, NOT_DESCRIBED)
    assert (
        acm.call("GET", f"/evidence/{new_id()}/{herd['encounter 0-0']}/{plain}").status_code == 404
    )


def evidence_at(question: dict[str, Any]) -> str:
    first, second = (question[side]["annotation"] for side in ("first", "second"))
    return f"/evidence/{question['evidence']}/{first}/{second}"


def jobs_of(acm: Acm, kind: str) -> list[Job]:
    with acm.foundation.database.read() as session:
        return list(session.scalars(select(Job).where(Job.kind == kind)))


def asks_for(job: Job, path: str) -> bool:
    return path.split("/")[2:] == [job.arguments[each] for each in ("job", "query", "annotation")]


def test_two_names_of_one_animal_are_merged_and_one_name_of_two_is_split(
    acm: Acm, herd: dict[str, str]
) -> None:
    names = dict.fromkeys(herd, None) | {
        "encounter 0-0": "A",
        "encounter 0-1": "B",
        "encounter 1-0": "C",
        "encounter 2-0": "C",
    }
    told = [
        {"first": "encounter 0-0", "second": "encounter 0-1", "same": True},
        *[{"first": "encounter 1-0", "second": "encounter 2-0", "same": False}] * 2,
        {"first": "encounter 1-0", "second": "gone meanwhile", "same": True},
    ]
    answer = acm.done("curate", curate(acm, herd, names=names, answers=told))
    kinds = {each["kind"]: each["parts"] for each in answer["proposals"]}
    assert {part["name"] for part in kinds["merge"]} == {"A", "B"}
    assert [part["encounters"] for part in kinds["split"]][:2] == [
        ["encounter 1-0"],
        ["encounter 2-0"],
    ]


def test_only_what_the_asker_may_see_is_compared(acm: Acm, herd: dict[str, str]) -> None:
    hidden = {"encounter hidden": acm.keep_animal(0, 2, owner="you")}
    arguments = curate(acm, {**herd, **hidden})
    job = str(new_id())
    acm.call(
        "POST",
        "/jobs",
        {"id": job, "kind": "curate", "arguments": arguments},
        scope=scope_of("owner-1"),
    )
    acm.worker.run(uuid.UUID(job))
    result = acm.job(job)["result"]
    assert "encounter hidden" not in str(result["questions"])


def test_a_killed_worker_leaves_what_it_compared(
    acm: Acm, herd: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked: list[Any] = []
    rank = HotSpotter.__call__

    def die(self: HotSpotter, *arguments: Any) -> Any:
        ranked.append(arguments)
        if len(ranked) == 4:
            raise RuntimeError("killed")
        return rank(self, *arguments)

    monkeypatch.setattr(HotSpotter, "__call__", die)
    job = acm.ask("curate", curate(acm, herd))
    acm.worker.run(uuid.UUID(job))
    acm.worker.run(uuid.UUID(job))
    assert acm.job(job)["state"] == "done"
    assert len(ranked) == len(herd) + 1, "only the one that it died over was compared again"


def test_a_job_that_is_called_off_is_not_gone_on_with(
    acm: Acm, herd: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = acm.ask("curate", curate(acm, herd))
    compare = looking_alike.compare_side

    def call_off(*arguments: Any) -> Any:
        acm.call("DELETE", f"/jobs/{job}")
        return compare(*arguments)

    monkeypatch.setattr("acm_wbia.acm.operations.curation.compare_side", call_off)
    acm.worker.run(uuid.UUID(job))
    assert acm.call("GET", f"/jobs/{job}").status_code == 404
    assert acm.foundation.looks.remove_unused() == []
    assert list(acm.foundation.settings.files.rglob("*.jsonl")) == []


def test_an_unknown_match_set_is_refused(acm: Acm) -> None:
    arguments = {
        "algorithm": HOTSPOTTER,
        "sides": [{"match_set": "0" * 64, "queries": [str(new_id())]}],
    }
    document = {"id": str(new_id()), "kind": "curate", "arguments": arguments}
    assert acm.call("POST", "/jobs", document).json["code"] == "match_set_unknown"


def test_lists_survive_a_line_cut_short_and_go_a_month_after_their_last_use(tmp_path: Any) -> None:
    files = LookFiles(tmp_path / "curation")
    query, other = uuid.uuid4(), uuid.uuid4()
    likes = {"encounter": Likeness(2.5, "annotation")}
    with files.adding("key") as writer:
        writer.add(query, likes)
    (path,) = (tmp_path / "curation").iterdir()
    path.write_text(path.read_text() + '["' + str(other), encoding="utf-8")
    with files.adding("key") as writer:
        writer.add(other, {})
    assert files.read("key") == {query: likes, other: {}}
    assert files.remove_unused() == []
    long_ago = path.stat().st_mtime - KEPT_SECONDS - 60
    os.utime(path, (long_ago, long_ago))
    assert files.remove_unused() == ["key"]
    assert files.read("key") == {}


def test_lists_that_another_worker_removes_at_the_same_moment_are_gone_and_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = LookFiles(tmp_path)
    for key in ("gone before it is looked at", "old"):
        with files.adding(key):
            pass
    folder = sorted(tmp_path.iterdir())
    long_ago = folder[1].stat().st_mtime - KEPT_SECONDS - 60
    os.utime(folder[1], (long_ago, long_ago))
    folder[0].unlink()
    monkeypatch.setattr(Path, "iterdir", lambda _: iter(folder))
    assert files.remove_unused() == ["old"]

    with files.adding("read"):
        pass
    monkeypatch.setattr(os, "utime", Path.unlink)
    assert files.read("read") == {}
