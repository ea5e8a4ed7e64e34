"""The measures of probabilities, on cases that are worked out by hand."""

import numpy as np
import pytest

from acm_wbia.wbia.calibration.quality import (
    brier,
    error_at_equal_counts,
    error_by_chance,
    expected_calibration_error,
    folds_by_group,
    precision_at_recall,
    reliability,
)

SAID = np.array([0.05, 0.05, 0.85, 0.85, 1.0])
TRUE = np.array([False, True, True, True, True])


def test_a_reliability_diagram_has_a_row_for_each_tenth_that_holds_anything() -> None:
    rows = reliability(SAID, TRUE)
    assert [row.count for row in rows] == [2, 2, 1]
    assert [row.said for row in rows] == pytest.approx([0.05, 0.85, 1.0])
    assert [row.true for row in rows] == pytest.approx([0.5, 1.0, 1.0])


def test_calibration_error_and_brier_score() -> None:
    assert expected_calibration_error(SAID, TRUE) == pytest.approx((2 * 0.45 + 2 * 0.15) / 5)
    assert brier(SAID, TRUE) == pytest.approx((0.05**2 + 0.95**2 + 2 * 0.15**2) / 5)


def test_precision_at_the_highest_limit_that_finds_enough() -> None:
    said = np.array([0.9, 0.8, 0.7, 0.6, 0.1])
    truth = np.array([True, False, True, False, True])
    assert precision_at_recall(said, truth, 0.3) == 1.0
    assert precision_at_recall(said, truth, 0.6) == pytest.approx(2 / 3)
    assert precision_at_recall(said, truth, 0.9) == pytest.approx(3 / 5)
    with pytest.raises(ValueError, match="something that is true"):
        precision_at_recall(said, np.zeros(5, dtype=bool), 0.9)


def test_an_animal_is_held_out_as_a_whole_and_always_in_the_same_fold() -> None:
    groups = np.array([f"animal {number % 13}" for number in range(100)])
    folds = folds_by_group(groups, 5)
    assert set(folds.tolist()) == set(range(5))
    assert all(len(set(folds[groups == name].tolist())) == 1 for name in set(groups.tolist()))
    assert (folds_by_group(groups[::-1], 5)[::-1] == folds).all()


def test_bins_of_equal_counts_judge_as_many_at_once() -> None:
    said = np.linspace(0.401, 0.42, 20)
    truth = np.arange(20) >= 10
    assert error_at_equal_counts(said, truth) > expected_calibration_error(said, truth)
    assert error_at_equal_counts(said, truth) == pytest.approx((0.406 + 0.584) / 2, abs=0.001)
    assert error_at_equal_counts(SAID, TRUE) == pytest.approx(np.abs(SAID - TRUE).mean())


def test_few_numbers_err_by_chance_even_where_all_are_exactly_right() -> None:
    random = np.random.default_rng(1)
    few, many = random.uniform(size=90), random.uniform(size=9_000)
    mean, high = error_by_chance(few)
    assert 0.05 < mean < high
    assert error_by_chance(many)[0] < 0.02
    truth = random.uniform(size=90) < few
    assert expected_calibration_error(few, truth) < 2 * high
    assert error_by_chance(np.array([0.0, 1.0])) == (0.0, 0.0)
