"""A house that was filled without a single upload answers as one that was filled by people."""

import json

import pytest

from bench import question
from bench.__main__ import main


@pytest.fixture
def two_animals_a_side(monkeypatch):
    monkeypatch.setattr(question, "DRAWN", 2)
    monkeypatch.setattr(question, "NEW", 2)


def test_animals_are_found_through_the_services_and_each_wait_is_told(two_animals_a_side, capsys):
    assert main(["question", "--sizes", "8", "12", "--queries", "2", "--no-results"]) == 0
    figures = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    small, large = figures["8 annotations"], figures["12 annotations"]
    assert small["top-1 %"] == large["top-1 %"] == 100
    assert 0 < small["of it the worker p50, seconds"] < small["question p50, seconds"]
    assert small["memory of the worker, MiB"] > 0
    assert figures["times those at 8"]["after 2 new, seconds"] > 0
