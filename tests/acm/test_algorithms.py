"""Does each algorithm look at animals in its own way, and keep to what it has seen itself?"""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from acm_wbia.acm.models import FeatureSet
from acm_wbia.wbia.models.store import ModelStore
from tests.acm import stand_in
from tests.acm.conftest import Acm
from tests.acm.photos import plain
from tests.acm.test_identification import catalogue, identify, without_ids

MODELS = os.environ.get("CODEX_TEST_MODELS")
"""A folder as `houston models pull` fills it."""

FEW = {"name": stand_in.NAME, "parameters": {}}


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in.make_known(monkeypatch)


def counts(acm: Acm) -> dict[str, list[int]]:
    """By extraction, how many features each annotation has."""
    found: dict[str, list[int]] = {}
    with acm.foundation.database.read() as session:
        for row in session.scalars(select(FeatureSet)):
            found.setdefault(row.extraction, []).append(row.count)
    return found


def test_each_algorithm_has_features_of_its_own(acm: Acm) -> None:
    match_set, query = acm.keep_match_set(catalogue(acm)), acm.keep_animal(1, 1)
    plain_answer = acm.done("identify", identify(match_set, query))
    answer = acm.done("identify", {**identify(match_set, query), "algorithm": FEW})
    assert answer["algorithm"]["name"] == stand_in.NAME
    assert answer["algorithm"]["version"] == "7"
    assert answer["queries"][0]["individuals"][0]["name"] == "animal 1"
    few, all_of_them = sorted(counts(acm).values(), key=max)
    assert few == [stand_in.KEPT] * 4
    assert min(all_of_them) > stand_in.KEPT
    again = acm.done("identify", identify(match_set, query))
    assert without_ids(again) == without_ids(plain_answer)


def test_features_made_ahead_of_time_are_the_algorithms_own(acm: Acm) -> None:
    members, query = catalogue(acm), acm.keep_animal(1, 1)
    fog = acm.keep_annotation(acm.keep_asset(plain()), [0, 0, 320, 240])
    everyone = [query, fog, *(each["annotation"] for each in members)]
    made = acm.done("extract", {"annotations": everyone, "algorithm": FEW})
    assert (made["ready"], set(made["reasons"])) == (4, {fog})
    fetched = len(acm.houston.fetched)
    match_set = acm.keep_match_set(members)
    acm.done("identify", {**identify(match_set, query), "algorithm": FEW})
    assert len(acm.houston.fetched) == fetched


def test_a_damaged_model_fails_the_job_and_is_held_against_no_picture(
    acm: Acm, monkeypatch: pytest.MonkeyPatch
) -> None:
    match_set, query = acm.keep_match_set(catalogue(acm)), acm.keep_animal(1, 1)
    asked = {**identify(match_set, query), "algorithm": FEW}
    monkeypatch.setattr(stand_in.Few, "damaged", True)
    job = acm.ask("identify", asked)
    acm.worker.run(uuid.UUID(job))
    told = acm.job(job)
    assert (told["state"], told["error"]) == ("failed", "The model few is damaged.")
    monkeypatch.setattr(stand_in.Few, "damaged", False)
    answer = acm.done("identify", asked)
    assert answer["queries"][0]["individuals"][0]["name"] == "animal 1"


@pytest.mark.parametrize("kind", ["identify", "extract"])
def test_an_algorithm_that_is_not_installed_is_refused_where_it_is_named(
    acm: Acm, kind: str
) -> None:
    named = {"name": "aliked", "parameters": {}}
    annotation = acm.keep_animal(1, 1)
    arguments: dict[str, Any] = {"annotations": [annotation], "algorithm": named}
    if kind == "identify":
        arguments = {**identify(acm.keep_match_set([]), annotation), "algorithm": named}
    document = {"id": str(uuid.uuid4()), "kind": kind, "arguments": arguments}
    answer = acm.call("POST", "/jobs", document)
    assert answer.status_code == 422
    (fault,) = answer.json["errors"]
    assert (fault["pointer"], fault["code"]) == (
        "/arguments/algorithm/name",
        "model_not_installed",
    )
    assert "houston models pull aliked_n16" in fault["message"]


@pytest.mark.skipif(MODELS is None, reason="CODEX_TEST_MODELS names no folder of pulled models")
@pytest.mark.parametrize(("name", "begins"), [("aliked", "aliked-"), ("xfeat_matching", "xfeat-")])
def test_a_learned_algorithm_finds_the_animal_by_its_own_weights(
    acm: Acm, monkeypatch: pytest.MonkeyPatch, name: str, begins: str
) -> None:
    pytest.importorskip("torch", reason="the learned networks need torch")
    monkeypatch.setattr(acm.foundation, "models", ModelStore(Path(str(MODELS))))
    listed = [each["name"] for each in acm.call("GET", "/models").json["algorithms"]]
    assert name in listed
    match_set, query = acm.keep_match_set(catalogue(acm)), acm.keep_animal(1, 1)
    named = {"name": name, "parameters": {"chip_area": 240 * 240, "features": 100}}
    asked = {**identify(match_set, query), "algorithm": named}
    answer = acm.done("identify", asked)
    assert answer["queries"][0]["individuals"][0]["name"] == "animal 1"
    (extraction,) = counts(acm)
    assert extraction.startswith(begins)
    assert without_ids(answer) == without_ids(acm.done("identify", asked))
