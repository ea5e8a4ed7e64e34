"""Do several algorithms answer as one: each by its own features, with one ranking, the same whoever asks them?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from acm_wbia.acm.settings import AcmSettings
from acm_wbia.wbia.models.algorithms import KNOWN
from tests.acm import stand_in
from tests.acm.conftest import Acm
from tests.acm.houston import StandInHouston
from tests.acm.photos import plain
from tests.acm.test_algorithms import counts
from tests.acm.test_calibration import judged
from tests.acm.test_identification import catalogue, identify, without_ids

BOTH = {"name": "fusion", "parameters": {"algorithms": ["hotspotter", stand_in.NAME]}}


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in.make_known(monkeypatch)


@pytest.fixture
def another_worker(settings: AcmSettings, houston: StandInHouston) -> Iterator[Acm]:
    made = Acm(settings, houston)
    yield made
    made.foundation.database.dispose()


@pytest.fixture
def asked(acm: Acm) -> dict[str, Any]:
    match_set = acm.keep_match_set(catalogue(acm, 4))
    asked = identify(match_set, acm.keep_animal(1, 1), species="seal")
    return {**asked, "algorithm": BOTH}


def test_both_look_at_every_picture_and_rank_together(acm: Acm, asked: dict[str, Any]) -> None:
    answer = acm.done("identify", asked)
    (found,) = answer["queries"]
    assert found["individuals"][0]["name"] == "animal 1"
    assert all(0 < each["score"] < 1 for each in found["individuals"])
    assert sorted(map(len, counts(acm).values())) == [5, 5]
    told = answer["algorithm"]
    assert told["name"] == "fusion"
    defaults = dict(KNOWN["hotspotter"].card.parameters)
    assert [each["parameters"] for each in told["parameters"]["algorithms"]] == [defaults] * 2
    query, best = found["annotation"], found["individuals"][0]["annotation"]
    evidence = acm.call("GET", f"/evidence/{answer['job']}/{query}/{best}").json
    assert len(evidence["matches"]) > 3


def test_another_worker_gives_the_same_answer(
    acm: Acm, another_worker: Acm, asked: dict[str, Any]
) -> None:
    first = acm.done("identify", asked)
    assert without_ids(another_worker.done("identify", asked)) == without_ids(first)


def test_its_own_scores_are_calibrated_by_decisions_and_have_no_prior(
    acm: Acm, asked: dict[str, Any]
) -> None:
    answer = acm.done("identify", asked)
    assert answer["calibration"] is None
    assert answer["queries"][0]["individuals"][0]["probability"] is None
    version = answer["algorithm"]["version"]
    named = {"name": "fusion", "parameters": {}, "version": version}
    arguments = {"species": "seal", "algorithm": named, "answers": judged()}
    assert acm.done("calibrate", arguments)["fitted"]
    again = acm.done("identify", asked)
    assert again["calibration"]["algorithm_version"] == version
    said = [each["probability"] for each in again["queries"][0]["individuals"]]
    assert said[0] == max(said) > 0.4
    others = {**BOTH, "parameters": {"algorithms": [stand_in.NAME, "hotspotter"]}}
    other_parts = acm.done("identify", {**asked, "algorithm": others})
    assert other_parts["calibration"] is None


def test_what_people_decided_about_a_part_changes_what_it_says(
    acm: Acm, asked: dict[str, Any]
) -> None:
    before = acm.done("identify", asked)["queries"][0]["individuals"]
    named = {"name": stand_in.NAME, "parameters": {}}
    acm.done("calibrate", {"species": "seal", "algorithm": named, "answers": judged()})
    after = acm.done("identify", asked)["queries"][0]["individuals"]
    assert before[0]["name"] == after[0]["name"] == "animal 1"
    assert before[0]["score"] != after[0]["score"]


def test_a_query_that_nobody_can_describe_fails_with_its_reason(
    acm: Acm, asked: dict[str, Any]
) -> None:
    fog = acm.keep_annotation(acm.keep_asset(plain()), [0, 0, 320, 240])
    (found,) = acm.done("identify", {**asked, "queries": [{"annotation": fog}]})["queries"]
    assert found["state"] == "failed"
    assert "too little pattern" in found["reason"]


def test_a_part_that_is_not_installed_is_refused_by_name(acm: Acm, asked: dict[str, Any]) -> None:
    refused = {**asked, "algorithm": {"name": "fusion", "parameters": {}}}
    document = {"id": "0199e000-0000-7000-8000-000000000000", "kind": "identify"}
    answer = acm.call("POST", "/jobs", {**document, "arguments": refused})
    assert answer.status_code == 422
    assert "houston models pull aliked_n16" in answer.json["errors"][0]["message"]
