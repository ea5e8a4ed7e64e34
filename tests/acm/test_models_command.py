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
