"""Do the commands about models say what they did, and what they could not do?"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from acm_wbia.__main__ import main

WEIGHTS = b"some weights"


@pytest.fixture
def own_card(tmp_path: Path) -> Path:
    (tmp_path / "mine.bin").write_bytes(WEIGHTS)
    file = {"name": "weights.bin", "sha256": hashlib.sha256(WEIGHTS).hexdigest()}
    content: dict[str, Any] = {"name": "own", "version": "3", "kind": "embedding"}
    content |= {"description": "Ours.", "licence": "MIT", "licence_url": "https://example.org/mit"}
    content["files"] = [{**file, "sources": [{"file": str(tmp_path / "mine.bin")}]}]
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(content))
    return path


def run(tmp_path: Path, *arguments: str, answer: str = "") -> Result:
    environment = {"ACM_DATA": str(tmp_path / "data")}
    return CliRunner().invoke(main, ["models", *arguments], input=answer, env=environment)


def test_a_model_is_pulled_once_its_licence_is_accepted(tmp_path: Path, own_card: Path) -> None:
    assert run(tmp_path, "add", str(own_card)).exit_code == 0
    refused = run(tmp_path, "pull", "own", answer="n\n")
    assert refused.exit_code == 1
    assert "Licence: MIT https://example.org/mit" in refused.output
    assert "the licence was not accepted" in refused.output
    assert "not installed" in _line(run(tmp_path, "list"), "own")
    accepted = run(tmp_path, "pull", "own", answer="y\n")
    assert "weights.bin is installed." in accepted.output
    assert " installed" in _line(run(tmp_path, "list"), "own")
    again = run(tmp_path, "pull", "own")
    assert (again.exit_code, "Licence" in again.output) == (0, False)


def test_the_default_detector_is_told_and_pulled_by_that_word(tmp_path: Path) -> None:
    """Nothing is fetched here: what is fetched is the shipped card's, which a better one makes needless."""
    assert "houston models pull default" in run(tmp_path, "default").output
    assert "the whole of each picture" in run(tmp_path, "list").output
    refused = run(tmp_path, "pull", "default", answer="n\n")
    assert (refused.exit_code, "efficientnet_lite0_detector" in refused.output) == (1, True)
    assert "Licence: Apache-2.0" in refused.output
    better = tmp_path / "better.yaml"
    better.write_text(yaml.safe_dump(_detector(tmp_path)))
    assert run(tmp_path, "add", str(better)).exit_code == 0
    assert run(tmp_path, "pull", "better", "--accept-licence").exit_code == 0
    assert run(tmp_path, "default").output == "Animals are looked for with better 7.\n"
    again = run(tmp_path, "pull", "default", answer="n\n").output
    assert "weights.onnx is here already." in again
    assert "efficientnet_lite0_classifier" in again, "a classifier is asked about by itself"


def _detector(folder: Path) -> dict[str, Any]:
    (folder / "better.onnx").write_bytes(WEIGHTS)
    file = {"name": "weights.onnx", "sha256": hashlib.sha256(WEIGHTS).hexdigest()}
    said: dict[str, Any] = {"name": "better", "version": "7", "kind": "detector", "preference": 99}
    said |= {"description": "Ours.", "licence": "MIT", "output": {"decoder": "yolov5"}}
    said |= {"input": {"size": [64, 64]}, "labels": ["animal"], "detects": {"animal": "animal"}}
    said["files"] = [{**file, "sources": [{"file": str(folder / "better.onnx")}]}]
    return said


def test_a_file_is_known_by_its_hash(tmp_path: Path, own_card: Path) -> None:
    run(tmp_path, "add", str(own_card))
    added = run(tmp_path, "add", str(tmp_path / "mine.bin"), "--accept-licence")
    assert "weights.bin of own is installed." in added.output
    unknown = run(tmp_path, "add", str(own_card.with_suffix(".yaml")).replace("own", "no"))
    assert (unknown.exit_code, "cannot be read" in unknown.output) == (1, True)
    (tmp_path / "other").write_bytes(b"other")
    assert "No card speaks of other" in run(tmp_path, "add", str(tmp_path / "other")).output


def test_a_damaged_file_is_told_by_check(tmp_path: Path, own_card: Path) -> None:
    run(tmp_path, "add", str(own_card))
    run(tmp_path, "pull", "own", "--accept-licence")
    whole = run(tmp_path, "check")
    assert (whole.exit_code, "ok   own 3" in whole.output) == (0, True)
    (tmp_path / "data/models/own/weights.bin").write_bytes(b"some weightz!")
    damaged = run(tmp_path, "check")
    assert (damaged.exit_code, "BAD  weights.bin of the model own" in damaged.output) == (1, True)


def test_what_is_not_installed_is_a_fault_only_when_it_is_asked_for(tmp_path: Path) -> None:
    assert run(tmp_path, "check").exit_code == 0
    missing = run(tmp_path, "check", "xfeat")
    assert (missing.exit_code, "houston models pull xfeat" in missing.output) == (1, True)


def test_a_card_with_faults_is_told_with_all_of_them(tmp_path: Path, own_card: Path) -> None:
    own_card.write_text("name: own\nkind: oracle\n")
    refused = run(tmp_path, "add", str(own_card))
    assert refused.exit_code == 1
    assert "version: is missing." in refused.output
    assert "kind: " in refused.output


def _line(result: Result, name: str) -> str:
    return next(line for line in result.output.splitlines() if f" {name} " in line)
