"""Does a job with an installed detector find animals, and does a bad model end with its reason, not with the worker?"""

from __future__ import annotations

import uuid
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from acm_wbia.__main__ import main
from service_kit.identity import new_id
from tests.acm.conftest import Acm
from tests.acm.photos import flank, plain
from tests.acm.tiny_detector import install_tiny
from tests.wbia.detection.networks import rows_of


@pytest.fixture
def install(acm: Acm, tmp_path: Path) -> Any:
    """Installs a detector `tiny` that gives this answer for every picture."""
    return partial(install_tiny, acm.foundation.models, tmp_path)


def detect(*assets: str) -> dict[str, Any]:
    return {"assets": list(assets), "detector": "tiny", "classes": ["lion", "animal"]}


def ended(acm: Acm, *assets: str) -> dict[str, Any]:
    job = acm.ask("detect", detect(*assets))
    acm.worker.run(uuid.UUID(job))
    return acm.job(job)


def test_a_job_finds_what_the_network_sees_in_our_classes(acm: Acm, install: Any) -> None:
    install(rows_of((0, 16, 32, 32, 0.9, 0), (40, 20, 60, 40, 0.9, 1)))
    (found,) = acm.done("detect", detect(acm.keep_asset(plain(128, 64))))["assets"]
    (annotation,) = found["annotations"]
    assert annotation["bbox"] == pytest.approx([0, 0, 64, 32], abs=1e-3)
    assert (annotation["class"], annotation["raw_class"]) == ("animal", "animal")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ([], ["animal"]),
        (["lynx"], ["animal"]),
        (["animal", "person"], ["person", "animal"]),
        (["lynx", "person"], ["person", "animal"]),
        (["vehicle"], ["vehicle"]),
    ],
)
def test_people_and_vehicles_are_no_animals_unless_they_are_asked_for(
    acm: Acm, install: Any, asked: list[str], told: list[str]
) -> None:
    labels = ["animal", "human", "lorry"]
    detects = dict(zip(labels, ["animal", "person", "vehicle"], strict=True))
    boxes = (0, 16, 20, 32, 0.7, 0), (22, 16, 40, 32, 0.95, 1), (42, 16, 60, 40, 0.8, 2)
    install(rows_of(*boxes), labels=labels, detects=detects)
    arguments = {**detect(acm.keep_asset(plain(128, 64))), "classes": asked}
    (found,) = acm.done("detect", arguments)["assets"]
    assert [each["class"] for each in found["annotations"]] == told


def test_the_default_is_the_detector_that_is_installed(acm: Acm, install: Any) -> None:
    arguments = {**detect(acm.keep_asset(plain(128, 64))), "detector": "default"}
    (found,) = acm.done("detect", arguments)["assets"]
    assert found["annotations"][0]["bbox"] == [0, 0, 128, 64]
    install(rows_of((0, 16, 32, 32, 0.9, 0)), preference=1)
    (found,) = acm.done("detect", arguments)["assets"]
    assert found["annotations"][0]["bbox"] == pytest.approx([0, 0, 64, 32], abs=1e-3)


def test_a_job_may_say_how_boxes_are_chosen(acm: Acm, install: Any) -> None:
    install(rows_of((0, 16, 32, 32, 0.9, 0), (0, 16, 32, 30, 0.8, 0), (40, 20, 60, 40, 0.1, 0)))
    asset = acm.keep_asset(plain(128, 64))

    def told(**choosing: float) -> list[float]:
        (found,) = acm.done("detect", {**detect(asset), **choosing})["assets"]
        return [round(each["confidence"], 2) for each in found["annotations"]]

    assert told() == [0.9]
    assert told(threshold=0.05) == [0.9, 0.1]
    assert told(overlap=0.95) == [0.9, 0.8]


@pytest.mark.parametrize("name", ["threshold", "overlap"])
def test_a_way_to_choose_boxes_that_is_no_share_is_refused(acm: Acm, name: str) -> None:
    arguments = {"assets": [str(new_id())], "detector": "whole_picture", name: 1.5}
    request = {"id": str(new_id()), "kind": "detect", "arguments": arguments}
    (fault,) = acm.call("POST", "/jobs", request).json["errors"]
    assert fault["pointer"] == f"/arguments/{name}"


def test_no_animal_is_an_answer(acm: Acm, install: Any) -> None:
    install(rows_of((0, 16, 32, 32, 0.1, 0)))
    (found,) = acm.done("detect", detect(acm.keep_asset(flank(1))))["assets"]
    assert (found["state"], found["annotations"]) == ("nothing_found", [])


@pytest.mark.parametrize(
    ("damage", "said"), [("no number", "no numbers"), ("shape", "not what its card says")]
)
def test_a_network_that_talks_nonsense_fails_the_picture_with_its_reason(
    acm: Acm, install: Any, damage: str, said: str
) -> None:
    answer = rows_of((0, 16, 32, 32, 0.9, 0))
    answer[0, 0, 0] = np.nan if damage == "no number" else 1
    install(answer, **({"labels": ["animal", "human"]} if damage == "shape" else {}))
    state = ended(acm, acm.keep_asset(flank(1)))
    assert state["state"] == "done"
    (found,) = state["result"]["assets"]
    assert found["state"] == "failed"
    assert said in found["reason"]


def test_a_file_that_is_no_network_fails_the_job_with_its_reason(acm: Acm, install: Any) -> None:
    install(b"no network at all")
    state = ended(acm, acm.keep_asset(flank(1)))
    assert (state["state"], state["attempts"]) == ("failed", 1)
    assert "no ONNX network that can be loaded" in state["error"]
    assert "/" not in state["error"], "reporters read it, and no path of this machine is for them"


def test_a_file_that_was_changed_is_not_run(acm: Acm, install: Any) -> None:
    install(rows_of((0, 16, 32, 32, 0.9, 0)))
    (acm.foundation.models.root / "tiny/tiny.onnx").write_bytes(b"changed")
    state = ended(acm, acm.keep_asset(flank(1)))
    assert state["state"] == "failed"
    assert "SHA-256 differs" in state["error"]


def test_a_newly_installed_file_is_used_by_a_worker_that_runs(acm: Acm, install: Any) -> None:
    asset = acm.keep_asset(flank(1))
    install(rows_of((0, 16, 32, 32, 0.1, 0)))
    assert acm.done("detect", detect(asset))["assets"][0]["state"] == "nothing_found"
    install(rows_of((0, 16, 32, 32, 0.9, 0)))
    assert acm.done("detect", detect(asset))["assets"][0]["state"] == "detected"


def test_a_detector_that_is_not_installed_is_refused_with_what_to_do(acm: Acm) -> None:
    arguments = {"assets": [str(new_id())], "detector": "megadetector_v5a", "classes": []}
    answer = acm.call(
        "POST", "/jobs", {"id": str(new_id()), "kind": "detect", "arguments": arguments}
    )
    (fault,) = answer.json["errors"]
    assert (fault["code"], fault["pointer"]) == ("model_not_installed", "/arguments/detector")
    assert "houston models add FILE --model megadetector_v5a" in answer.json["detail"]


def test_check_lets_each_detector_look_at_a_picture(acm: Acm, install: Any, tmp_path: Path) -> None:
    answer = rows_of((0, 16, 32, 32, 0.9, 0))
    for value, code, said in ((0.5, 0, "ok   tiny"), (np.nan, 1, "no numbers")):
        answer[0, 0, 0] = value
        install(answer)
        environment = {"ACM_DATA": str(tmp_path)}
        checked = CliRunner().invoke(main, ["models", "check", "tiny"], env=environment)
        assert (checked.exit_code, said in checked.output) == (code, True), checked.output
