"""How sure an answer is: by the prior, by people's decisions once there are enough, by the prior again without them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from acm_wbia.acm.operations import calibration
from acm_wbia.acm.queries import calibrations
from acm_wbia.acm.queries.calibrations import confidence_of
from acm_wbia.wbia.calibration.priors import prior
from acm_wbia.wbia.models.algorithms import HOTSPOTTER as CARD
from service_kit.identity import new_id
from tests.acm.conftest import Acm
from tests.acm.test_identification import HOTSPOTTER, catalogue, identify, member


def judged(count: int = 120) -> list[dict[str, Any]]:
    """Answers in which the right animal, where it is there, stands out a little."""
    random = np.random.default_rng(5)
    answers = []
    for number in range(count):
        there = number % 2 == 0
        others = sorted(random.uniform(1, 2, 5).tolist(), reverse=True)
        best = others[0] + random.uniform(0.5, 1.5) if there else others[0] + 0.05
        answers.append(
            {
                "scores": [best, *others],
                "same": [there, *[False] * 5],
                "group": f"animal {number % 30}",
            }
        )
    return answers


def calibrate(acm: Acm, answers: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    arguments = {"species": "seal", "algorithm": HOTSPOTTER, "answers": answers, **more}
    return acm.done("calibrate", arguments)


@pytest.fixture
def asked(acm: Acm) -> dict[str, Any]:
    match_set = acm.keep_match_set(catalogue(acm, 5))
    return identify(match_set, acm.keep_animal(1, 1), species="seal")


def test_an_answer_says_how_sure_it_is_and_from_how_many_pairs_that_is_known(
    acm: Acm, asked: dict[str, Any]
) -> None:
    answer = acm.done("identify", asked)
    (found,) = answer["queries"]
    shipped = prior("hotspotter", CARD.version)
    assert shipped is not None
    said = shipped([each["score"] for each in found["individuals"]])
    assert said is not None
    assert [each["probability"] for each in found["individuals"]] == said.candidates.tolist()
    assert found["individuals"][0]["probability"] > 0.5 > found["probability_new"]
    assert answer["calibration"] == shipped.same.provenance.to_mapping()
    assert answer["calibration"]["origin"] == "prior"


def test_too_few_candidates_have_scores_but_no_probabilities(acm: Acm) -> None:
    match_set = acm.keep_match_set(catalogue(acm, 2))
    (found,) = acm.done("identify", identify(match_set, acm.keep_animal(1, 1)))["queries"]
    assert found["individuals"]
    assert {each["probability"] for each in found["individuals"]} == {None}
    assert found["probability_new"] is None


def test_a_page_of_few_candidates_says_the_same_as_a_longer_one(
    acm: Acm, asked: dict[str, Any]
) -> None:
    long = acm.done("identify", asked)["queries"][0]
    short = acm.done("identify", {**asked, "limit": 1})["queries"][0]
    assert short["individuals"] == long["individuals"][:1]
    assert short["probability_new"] == long["probability_new"]


def test_enough_decisions_replace_the_prior_for_their_species_only(
    acm: Acm, asked: dict[str, Any]
) -> None:
    result = calibrate(acm, judged())
    assert (result["fitted"], result["calibration"]["species"]) == (True, "seal")
    assert (result["calibration"]["positive"], result["calibration"]["negative"]) == (60, 660)
    answer = acm.done("identify", asked)
    assert answer["calibration"] == result["calibration"]
    assert answer["calibration"]["origin"] == "fitted"
    other = acm.done("identify", {**asked, "species": "nyala"})
    assert other["calibration"]["origin"] == "prior"


def test_candidates_of_which_nobody_can_tell_are_neither_the_animal_nor_others(acm: Acm) -> None:
    answers = judged()
    for each in answers[:60]:
        each["same"][3:] = [None] * 3
    told = calibrate(acm, answers)["calibration"]
    assert (told["positive"], told["negative"]) == (60, 660 - 60 * 3)
    with acm.foundation.database.read() as session:
        (row,) = session.query(calibration.CalibrationRow).all()
    assert row.document["choice"]["scale"] > 0


def test_an_animal_further_back_than_whoever_was_answered_is_no_new_one(acm: Acm) -> None:
    answers = judged()
    assert calibrate(acm, [{**each, "known": any(each["same"])} for each in answers])["fitted"]
    assert not calibrate(acm, [{**each, "known": True} for each in answers])["fitted"]


def test_pairs_that_were_compared_count_once_and_say_nothing_of_the_other_candidates(
    acm: Acm,
) -> None:
    calibrate(acm, judged())
    pairs = [
        {"scores": [3.0, 1.4, 1.3, 1.2], "place": place, "same": place == 0, "group": f"pair {n}"}
        for n in range(10)
        for place in (0, 2)
    ]
    told = calibrate(acm, judged(), compared=pairs)["calibration"]
    assert (told["positive"], told["negative"]) == (60 + 10, 660 + 10)
    with acm.foundation.database.read() as session:
        before, after = sorted(
            session.query(calibration.CalibrationRow).all(), key=lambda row: row.version
        )
    assert after.document["same"]["curve"] != before.document["same"]["curve"]
    assert before.document["choice"]["beyond"] == after.document["choice"]["beyond"]


def test_a_pair_without_a_score_is_refused(acm: Acm) -> None:
    wrong = {"scores": [2.0, 1.0], "place": 2, "same": True, "group": "animal"}
    arguments = {"species": "seal", "algorithm": HOTSPOTTER, "answers": [], "compared": [wrong]}
    answer = acm.call(
        "POST", "/jobs", {"id": str(new_id()), "kind": "calibrate", "arguments": arguments}
    )
    assert answer.status_code == 422
    assert "no score at this place" in str(answer.json["errors"])


def test_what_the_scores_are_worth_is_read_once(
    acm: Acm, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    latest = calibrations.latest_calibration

    def listening(session: Any, species: str, algorithm: str, version: str) -> Any:
        read.append(algorithm)
        return latest(session, species, algorithm, version)

    monkeypatch.setattr(calibrations, "latest_calibration", listening)
    acm.done("identify", asked)
    assert read == ["hotspotter"]


def test_the_same_decisions_are_fitted_once_and_new_ones_make_a_new_version(acm: Acm) -> None:
    for answers in (judged(), judged(), judged(140)):
        calibrate(acm, answers)
    with acm.foundation.database.read() as session:
        rows = session.query(calibration.CalibrationRow).all()
    assert sorted(row.version for row in rows) == [1, 2]


def test_the_prior_is_back_when_decisions_were_undone(acm: Acm, asked: dict[str, Any]) -> None:
    assert calibrate(acm, judged(10))["fitted"] is False
    calibrate(acm, judged())
    left = calibrate(acm, judged(10))
    assert (left["fitted"], left["reason"]) == (False, calibration.TOO_FEW)
    assert acm.done("identify", asked)["calibration"]["origin"] == "prior"


def test_pictures_of_one_encounter_are_asked_about_as_one(acm: Acm) -> None:
    match_set = acm.keep_match_set(catalogue(acm, 5))
    first, second = acm.keep_animal(1, 1), acm.keep_animal(1, 2)
    alone = acm.keep_animal(2, 1)
    asked = identify(match_set, first, second, group="burst")
    asked["queries"].append({"annotation": alone, "group": "another"})
    answer = acm.done("identify", asked)
    (one,) = answer["together"]
    assert (one["group"], one["queries"]) == ("burst", [first, second])
    best = one["individuals"][0]
    parts = [
        each["score"]
        for query in answer["queries"][:2]
        for each in query["individuals"]
        if each["name"] == "animal 1"
    ]
    assert (best["name"], best["score"]) == ("animal 1", pytest.approx(sum(parts)))
    assert best["query"] in (first, second)
    assert best["probability"] > 0.5 > one["probability_new"]


def test_candidates_without_a_name_stay_apart_when_pictures_are_asked_about_as_one(
    acm: Acm,
) -> None:
    members = [member(acm.keep_animal(animal, 0), None) for animal in range(3)]
    asked = identify(
        acm.keep_match_set(members), acm.keep_animal(1, 1), acm.keep_animal(1, 2), group="burst"
    )
    (one,) = acm.done("identify", asked)["together"]
    found = [each["annotation"] for each in one["individuals"]]
    assert found[0] == members[1]["annotation"]
    assert len(found) == len(set(found)) > 1


def test_whom_it_is_known_not_to_be_is_not_offered_again(acm: Acm) -> None:
    members = [*catalogue(acm, 4), member(acm.keep_animal(5, 0), None, "nameless")]
    match_set = acm.keep_match_set(members)
    asked = identify(match_set, acm.keep_animal(1, 1), acm.keep_animal(5, 1))
    asked["queries"][0]["not_these"] = ["animal 1"]
    asked["queries"][1]["not_these"] = [members[4]["annotation"]]
    named, nameless = acm.done("identify", asked)["queries"]
    assert "animal 1" not in [each["name"] for each in named["individuals"]]
    assert "animal 1" not in [each["name"] for each in named["annotations"]]
    assert named["individuals"]
    assert None not in [each["name"] for each in nameless["individuals"]]


def test_where_everybody_was_refused_it_says_so(acm: Acm) -> None:
    asked = identify(acm.keep_match_set(catalogue(acm, 2)), acm.keep_animal(1, 1))
    asked["queries"][0]["not_these"] = ["animal 0", "animal 1"]
    (found,) = acm.done("identify", asked)["queries"]
    assert (found["state"], found["individuals"]) == ("done", [])
    assert "somebody said" in found["reason"]


def test_an_answer_with_fewer_truths_than_scores_is_refused(acm: Acm) -> None:
    wrong = {"scores": [2.0, 1.0], "same": [True], "group": "animal"}
    arguments = {"species": "seal", "algorithm": HOTSPOTTER, "answers": [wrong]}
    answer = acm.call(
        "POST", "/jobs", {"id": str(new_id()), "kind": "calibrate", "arguments": arguments}
    )
    assert answer.status_code == 422
    assert "one truth for each score" in str(answer.json["errors"])


def test_a_prior_of_another_version_is_none(acm: Acm) -> None:
    database = acm.foundation.database
    assert confidence_of(database, "seal", "hotspotter", CARD.version) is prior(
        "hotspotter", CARD.version
    )
    assert confidence_of(database, "seal", "hotspotter", "0") is None


def test_what_was_fitted_to_other_numbers_counts_as_none_until_the_next_fit(acm: Acm) -> None:
    assert calibrate(acm, judged())["fitted"]
    database = acm.foundation.database
    with database.write() as session:
        (row,) = session.query(calibration.CalibrationRow).all()
        same = {**row.document["same"], "version": 1}
        row.document, row.judged = {**row.document, "same": same}, "by an earlier version"
    assert confidence_of(database, "seal", "hotspotter", CARD.version) is prior(
        "hotspotter", CARD.version
    )
    assert calibrate(acm, judged())["fitted"]
    again = confidence_of(database, "seal", "hotspotter", CARD.version)
    assert again is not None
    assert again.same.provenance.species == "seal"
