"""Do the commands about models tell a person what to do, where there is nothing to do or the file is wrong?"""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import yaml

from houston.cli.models import command as houston_models
from tests.acm.test_models_command import run

DETECTOR = {
    "name": "ours", "version": "1", "kind": "detector", "description": "Finds our lynxes.",
    "licence": "MIT", "licence_url": "https://example.org/mit", "files": [{"name": "lynx.onnx"}],
    "input": {"size": [64, 64], "resize": "letterbox"}, "output": {"decoder": "yolov8"},
    "labels": ["lynx"], "detects": {"lynx": "lynx"}, "preference": 99,
}  # fmt: skip


def test_nothing_installed_is_said_and_is_no_fault(tmp_path: Path) -> None:
    checked = run(tmp_path, "check")
    assert (checked.exit_code, "nothing to check" in checked.output) == (0, True)


def test_what_is_built_in_is_told_to_be_so(tmp_path: Path) -> None:
    for asked in (["check", "hotspotter"], ["pull", "whole_picture"]):
        told = run(tmp_path, *asked)
        assert (told.exit_code, f"{asked[1]} is built in" in told.output) == (1, True)


def test_an_algorithm_that_is_built_in_tells_which_model_it_lacks(tmp_path: Path) -> None:
    told = run(tmp_path, "check", "aliked")
    assert "needs the model aliked_n16" in told.output
    assert "as it is" not in told.output
    assert "It can be used as it is." in run(tmp_path, "check", "hotspotter").output


def test_a_file_that_is_no_network_is_told_when_it_is_added(tmp_path: Path) -> None:
    card, file = tmp_path / "ours.yaml", tmp_path / "lynx.onnx"
    card.write_text(yaml.safe_dump(DETECTOR))
    file.write_bytes(b"no network at all")
    assert run(tmp_path, "add", str(card)).exit_code == 0
    added = run(tmp_path, "add", str(file), "--model", "ours", "--accept-licence")
    assert added.exit_code == 1
    told, why = added.output.partition("BAD  lynx.onnx is no ONNX network")[::2]
    assert "is installed" in told
    assert "protobuf" in why.lower(), "who runs the site is told what the network's reader said"


def test_what_a_library_says_of_itself_is_left_unsaid(tmp_path: Path) -> None:
    logging.getLogger("faiss").setLevel(logging.NOTSET)
    run(tmp_path, "list")
    assert not logging.getLogger("faiss.loader").isEnabledFor(logging.INFO)


def test_usage_names_the_command_that_was_typed(tmp_path, monkeypatch, capfd) -> None:
    monkeypatch.setenv("HOUSTON_DATA", str(tmp_path))
    with pytest.raises(SystemExit):
        houston_models(["pull"])
    assert "Usage: houston models pull [OPTIONS] NAME" in capfd.readouterr().err
