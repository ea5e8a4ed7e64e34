"""What does `houston demo` say where it cannot do what was asked?"""

from __future__ import annotations

import pytest
import requests
from click.testing import CliRunner

from houston.cli.demo import command
from houston.client.api import CodexClient

NOBODY = "http://127.0.0.1:9"


def demo(*arguments: str) -> str:
    ended = CliRunner().invoke(command, ["--url", NOBODY, "--token", "any", *arguments])
    assert ended.exit_code == 1
    assert isinstance(ended.exception, SystemExit), "a sentence, and no trace"
    return ended.output


def test_a_codex_that_does_not_answer_is_told_so(tmp_path, monkeypatch) -> None:
    def nobody(*_: object) -> None:
        raise requests.ConnectionError("refused")

    monkeypatch.setattr(CodexClient, "call", nobody)
    assert "Error: Codex does not answer." in demo("--from", str(tmp_path))


def test_a_folder_without_animals_is_told_so(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"items": [{"id": "tragelaphus_angasii", "scientific_name": "x", "common_names": {}}]}
    monkeypatch.setattr(CodexClient, "call", lambda *_: known)
    (tmp_path / "loose.jpg").touch()
    told = demo("--from", str(tmp_path), "--species", "tragelaphus_angasii")
    assert "Error: Which animal is in loose.jpg? One folder an animal is expected." in told
