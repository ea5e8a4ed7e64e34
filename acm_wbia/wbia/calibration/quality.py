"""Are the probabilities right: of what was said to be 80 % sure, were 80 % true?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Truth = NDArray[np.bool_]

BINS = 10
"""Of equal width, as reliability diagrams are usually drawn."""

DRAWS = 500
"""Of a truth."""


@dataclass(frozen=True)
class Bin:
    """What was said within one tenth of the scale."""

    count: int
    said: float
    """The mean probability; 0…1."""
    true: float
    """The share that was true; 0…1."""


def reliability(probabilities: Numbers, truth: Truth) -> list[Bin]:
    """The bins that hold anything, lowest first; the rows of a reliability diagram."""
    numbers = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    return [
        Bin(int(own.sum()), float(probabilities[own].mean()), float(truth[own].mean()))
        for own in (numbers == number for number in range(BINS))
        if own.any()
    ]


def expected_calibration_error(probabilities: Numbers, truth: Truth) -> float:
    """The mean distance of what was said from what was true, over the bins, each by its count (Naeini et al. 2015)."""
    bins = reliability(probabilities, truth)
    return sum(each.count * abs(each.said - each.true) for each in bins) / len(probabilities)


def error_at_equal_counts(probabilities: Numbers, truth: Truth) -> float:
    """The same over ten bins that hold equally many, lowest first: none is judged by one or two."""
    parts = np.array_split(np.argsort(probabilities, kind="stable"), BINS)
    away = [
        len(own) * abs(probabilities[own].mean() - truth[own].mean()) for own in parts if len(own)
    ]
    return float(sum(away) / len(probabilities))


def error_by_chance(probabilities: Numbers) -> tuple[float, float]:
    """Which expected calibration error do so few numbers show that are all exactly right?

    The mean of many draws of the truth by these very probabilities, and what 95 in 100 draws stay below.
    """
    random = np.random.default_rng(len(probabilities))
    errors = [
        expected_calibration_error(
            probabilities, random.uniform(size=len(probabilities)) < probabilities
        )
        for _ in range(DRAWS)
    ]
    return float(np.mean(errors)), float(np.quantile(errors, 0.95))


def brier(probabilities: Numbers, truth: Truth) -> float:
    """The mean squared distance from the truth (Brier 1950); 0 is perfect."""
    return float(np.mean((probabilities - truth) ** 2))


def precision_at_recall(probabilities: Numbers, truth: Truth, recall: float) -> float:
    """Of those above the highest limit that still finds so large a share of the true ones, how many are true?

    Raises ``ValueError`` where nothing is true.
    """
    if not truth.any():
        raise ValueError("precision needs something that is true")
    wanted = int(np.ceil(recall * truth.sum()))
    limit = np.sort(probabilities[truth])[::-1][wanted - 1]
    return float(truth[probabilities >= limit].mean())


def folds_by_group(groups: NDArray[np.str_], folds: int) -> NDArray[np.int64]:
    """``(n,)``: in which fold each row is held out; a group is never divided. Depends on the groups alone."""
    names = sorted(set(groups.tolist()))
    mixed = np.random.default_rng(len(names)).permutation(len(names))
    fold_of = {name: int(place) % folds for name, place in zip(names, mixed, strict=True)}
    return np.array([fold_of[name] for name in groups.tolist()], dtype=np.int64)
