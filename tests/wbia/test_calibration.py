"""Scores become probabilities: rising, honest on animals not seen, readable by the next version, never certain."""

import json

import numpy as np
import pytest
from numpy.typing import NDArray

from acm_wbia.wbia.calibration.calibration import (
    ISOTONIC_FROM,
    Calibration,
    Origin,
    Source,
    fit_curve,
    held_out,
)
from acm_wbia.wbia.calibration.curves import Isotonic, Logistic, curve_from

SOURCE = Source("hotspotter", "1", "Phoca vitulina", "2026-11-25")


def pairs(count: int, seed: int = 0) -> tuple[NDArray[np.float64], NDArray[np.bool_], list[str]]:
    """Scores whose true probability is 1 / (1 + exp(−score)), of twenty animals."""
    random = np.random.default_rng(seed)
    scores = random.normal(-1, 2, count)
    same = random.uniform(size=count) < 1 / (1 + np.exp(-scores))
    return scores, same, [str(number % 20) for number in range(count)]


@pytest.mark.parametrize(("count", "kind"), [(150, Logistic), (4_000, Isotonic)])
def test_many_pairs_make_a_step_curve_and_few_a_logistic_one(
    count: int, kind: type[Isotonic] | type[Logistic]
) -> None:
    scores, same, _ = pairs(count)
    assert (same.sum() >= ISOTONIC_FROM) == (kind is Isotonic)
    assert isinstance(fit_curve(scores, same), kind)


@pytest.mark.parametrize("count", [150, 4_000])
def test_a_higher_score_never_has_a_lower_probability_and_nothing_is_certain(count: int) -> None:
    scores, same, groups = pairs(count)
    asked = np.linspace(-50, 50, 2_001)
    found = Calibration.fit(scores, same, groups, SOURCE).probability(asked)
    assert (np.diff(found) >= 0).all()
    assert found.min() > 0
    assert found.max() < 1
    assert found[-1] - found[0] > 0.5


@pytest.mark.parametrize("count", [400, 8_000])
def test_what_is_said_of_new_pairs_is_true(count: int) -> None:
    scores, same, groups = pairs(count)
    calibration = Calibration.fit(scores, same, groups, SOURCE)
    asked, _, _ = pairs(2_000, seed=1)
    wrong = np.abs(calibration.probability(asked) - 1 / (1 + np.exp(-asked)))
    assert wrong.mean() < 0.05


def test_it_tells_how_it_was_fitted_and_comes_back_from_json_the_same() -> None:
    scores, same, groups = pairs(4_000)
    calibration = Calibration.fit(scores, same, groups, SOURCE)
    again = Calibration.from_mapping(json.loads(json.dumps(calibration.to_mapping())))
    told = again.provenance
    assert told == calibration.provenance
    assert (told.species, told.algorithm, told.fitted_on) == (
        "Phoca vitulina",
        "hotspotter",
        "2026-11-25",
    )
    assert told.origin is Origin.FITTED
    assert (told.positive, told.pairs) == (int(same.sum()), 4_000)
    assert told.calibration_error < 0.05
    assert 0 < told.brier < 0.25
    assert (again.probability(scores) == calibration.probability(scores)).all()


def test_the_same_pairs_give_the_same_calibration() -> None:
    first, second = (Calibration.fit(*pairs(4_000), SOURCE).to_mapping() for _ in range(2))
    assert first == second


def test_a_calibration_of_another_version_is_refused() -> None:
    calibration = Calibration.fit(*pairs(300), SOURCE).to_mapping()
    with pytest.raises(ValueError, match="version 0 is not read"):
        Calibration.from_mapping({**calibration, "version": 0})
    with pytest.raises(ValueError, match="no curve of the kind 'spline'"):
        curve_from({"kind": "spline"})


def test_pairs_of_one_kind_teach_nothing() -> None:
    scores, same, groups = pairs(50)
    with pytest.raises(ValueError, match="pairs of one animal and pairs of two"):
        Calibration.fit(scores, np.ones_like(same), groups, SOURCE)


def test_equal_scores_make_a_flat_curve() -> None:
    same = np.arange(1_000) % 4 == 0
    curve = Isotonic.fit(np.full(1_000, 3.0), same)
    assert curve(np.array([-1.0, 3.0, 9.0])) == pytest.approx([0.25, 0.25, 0.25], abs=0.01)


def test_figures_are_of_animals_that_the_curve_has_not_seen() -> None:
    # One animal's pairs contradict all others: seen, the curve would give way to it.
    scores = np.concatenate([np.linspace(0, 1, 50), np.linspace(2, 3, 50)])
    same = scores > 1.5
    groups = ["odd" if number % 50 < 10 else f"animal {number % 7}" for number in range(100)]
    odd = np.array([group == "odd" for group in groups])
    same[odd] = ~same[odd]
    judged = held_out(scores, same, groups)
    assert (np.abs(judged[odd] - same[odd]) > 0.5).all()
