"""What is said of an answer as a whole: at most one candidate is the animal, and a larger catalogue holds it no likelier."""

import json
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from acm_wbia.wbia.calibration.calibration import Source
from acm_wbia.wbia.calibration.choice import Choice
from acm_wbia.wbia.calibration.confidence import Confidence, Said, held_out
from acm_wbia.wbia.calibration.contrast import AMONG
from acm_wbia.wbia.calibration.judged import Judged, PairTable
from acm_wbia.wbia.calibration.quality import expected_calibration_error

SOURCE = Source("hotspotter", "1", "Phoca vitulina", "2026-11-25")


def asked(count: int = 400, others: int = 6, seed: int = 3) -> list[Judged]:
    """Every second animal is there, and stands out, more or less."""
    random = np.random.default_rng(seed)
    answers = []
    for number in range(count):
        scores = np.exp(random.normal(0, 0.3, others)).tolist()
        there = number % 2 == 0
        own = float(np.exp(random.normal(1.0, 0.6))) if there else 0.0
        order = sorted([own, *scores] if there else scores, reverse=True)
        answers.append(Judged(order, [each == own for each in order], f"animal {number // 20}"))
    return answers


def test_all_that_is_said_of_an_answer_is_one_together() -> None:
    confidence = Confidence.fit(asked(), SOURCE)
    for each in asked(20, seed=5):
        said = confidence(each.scores)
        assert said is not None
        assert said.candidates.sum() + said.new == pytest.approx(1)
        assert (np.diff(said.candidates) <= 0).all()


def test_an_animal_is_new_where_nobody_stands_out() -> None:
    confidence = Confidence.fit(asked(), SOURCE)
    falling = [confidence([best, 1.1, 1.0, 0.9, 0.8]) for best in (1.2, 2.0, 4.0, 8.0)]
    new = [said.new for said in falling if said is not None]
    assert new == sorted(new, reverse=True)
    assert new[0] > 0.7
    assert new[-1] < 0.1
    assert confidence([3.0, 1.0]) is None


def taught(answers: Sequence[Judged]) -> Callable[[Judged], Said | None]:
    confidence = Confidence.fit(answers, SOURCE)
    return lambda answer: confidence(answer.scores)


def test_what_is_said_of_first_candidates_and_new_animals_comes_true() -> None:
    answers = asked(2_000)
    judged = held_out(answers, [each.group for each in answers], taught)
    said = [each for each in judged if each is not None]
    first = np.array([each.candidates[0] for each in said])
    right = np.array([each.same[0] for each in answers])
    new = np.array([each.new for each in said])
    assert expected_calibration_error(first, right) < 0.05
    assert expected_calibration_error(new, np.array([each.new for each in answers])) < 0.05


def test_a_larger_catalogue_is_no_likelier_to_hold_the_animal() -> None:
    choice = Choice.fit(*of_pairs(asked(others=4)))
    new = [choice(np.full(count, -2.0))[1] for count in (5, 10, 19)]
    assert new == pytest.approx([new[0]] * 3)


def of_pairs(answers: list[Judged]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    table = PairTable.of(answers)
    return table.contrasts, table.same, table.sizes, table.new


def test_an_animal_that_is_far_back_is_not_new_for_that() -> None:
    answers = asked(200, others=AMONG + 5)
    back = [
        Judged(
            [5.0 - 0.1 * place for place in range(30)], [place == 25 for place in range(30)], "far"
        )
        for _ in range(40)
    ]
    flat = back[0].scores
    without, with_them = Confidence.fit(answers, SOURCE), Confidence.fit(answers + back, SOURCE)
    before, after = without(flat), with_them(flat)
    assert before is not None
    assert after is not None
    assert before.new == pytest.approx(1 - before.candidates.sum(), abs=0.05)
    assert after.new < 1 - after.candidates.sum() - 0.1, "some of it is for those further back"


def test_a_picture_without_a_name_takes_nothing_from_an_animal_that_it_may_show() -> None:
    confidence = Confidence.fit(asked(), SOURCE)
    scores = [9.0, 9.0, 1.0, 1.0, 1.0]
    both = confidence(scores)
    one = confidence(scores, [True, False, True, True, True])
    nobody = confidence(scores, [False] * 5)
    assert both is not None
    assert one is not None
    assert nobody is not None
    assert both.candidates[0] < 0.55 < one.candidates[0]
    assert one.candidates[1] == nobody.candidates[0] > 0.55
    assert one.candidates.sum() > 1
    assert one.new < both.new + 1e-9
    assert 0 < nobody.new < 0.45


def test_whether_an_animal_is_known_may_be_said_of_an_answer_that_does_not_name_it() -> None:
    assert Judged([3.0, 2.0, 1.0], [False] * 3, "a").new
    assert not Judged([3.0, 2.0, 1.0], [False] * 3, "a", known=True).new
    assert not Judged([3.0, 2.0, 1.0], [False, True, False], "a").new


def test_queries_of_one_kind_teach_nothing() -> None:
    with pytest.raises(ValueError, match="known animals and of new ones"):
        Choice.fit(*of_pairs([each for each in asked() if not each.new]))


def test_it_comes_back_from_json_the_same() -> None:
    confidence = Confidence.fit(asked(), SOURCE)
    again = Confidence.from_mapping(json.loads(json.dumps(confidence.to_mapping())))
    for each in asked(5, seed=5):
        one, other = confidence(each.scores), again(each.scores)
        assert one is not None
        assert other is not None
        assert (one.new, one.candidates.tolist()) == (other.new, other.candidates.tolist())


def test_what_was_fitted_to_other_numbers_is_known_by_its_version() -> None:
    mapping = Confidence.fit(asked(), SOURCE).to_mapping()
    assert Confidence.reads(mapping)
    assert not Confidence.reads({**mapping, "same": {**mapping["same"], "version": 1}})
