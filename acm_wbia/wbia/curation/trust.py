"""How far is the machine to be trusted in this very catalogue? By the answers given so far.

The log-odds of two groups are a line in how far they stand out and in the size of the smaller one. How steep it is carries
over from the animals that calibration was fitted on, though it may be half of that or half as much again; how high it lies
depends on how many animals there are, and is hardly known before. Both are learned from the answers, and as long as few
are given the machine is believed less for it: where a line is not known, neither is what it says.

Which comparisons were asked about was chosen by what is said here, which leaves the estimate right. That people err is
reckoned with: what an answer is worth depends on what is thought of the two without it.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Numbers = NDArray[np.float64]

LEVEL = -4.0
"""Log-odds of two encounters that nobody sees to be one animal, which do not stand out: of those, 1 in 50 is."""
LEVEL_SPREAD = 2.0
"""Standard deviation: it is 1 in 7 among seven animals, 1 in 400 among four hundred."""
SLOPE_SPREAD = 0.5
"""As a share of the slope."""
SIZE_SPREAD = 1.0
"""Of what the logarithm of the smaller one's size counts. The longer an animal is known the likelier all of it is together,
or the more there is of it: the answers tell."""
SMALLEST_SHARE = 0.1
"""Of the slope. Whatever is answered, what looks likelier is not thought less likely."""
STEPS = 10
"""Of Newton's method; from the last estimate two are usual."""
ENOUGH = 1e-4
"""A smaller step changes nothing."""


@dataclass(frozen=True)
class Answers:
    """What was answered of k comparisons, each column ``(k,)``."""

    standing_out: Numbers
    smaller: Numbers
    """The logarithm of the size of the smaller group."""
    besides: Numbers
    """What else was known of the two when they were asked about, in log-odds."""
    same: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Trust:
    """The line, and how well it is known."""

    slope: float
    """By calibration."""
    weights: Numbers
    """``(3,)``: of standing out, of nothing (the level), and of the smaller one's size."""
    covariance: Numbers
    """``(3, 3)``: of the weights."""

    @classmethod
    def before(cls, slope: float) -> Self:
        """Without any answer."""
        return cls(slope, np.array([slope, LEVEL, 0.0]), np.diag(_spreads(slope) ** 2))

    def learned(self, answers: Answers, reviewer_error: float) -> "Trust":
        """From all answers so far, by a reviewer who errs in such a share of them; begins where it is."""
        ones = np.ones(len(answers.same))
        columns = np.stack([answers.standing_out, ones, answers.smaller], axis=1)
        expected = np.array([self.slope, LEVEL, 0.0])
        precision = np.diag(_spreads(self.slope) ** -2)
        right, wrong = 1 - reviewer_error, reviewer_error
        weights, covariance = self.weights, self.covariance
        for _ in range(STEPS):
            fitted = expit(columns @ weights + answers.besides)
            as_same = fitted * np.where(answers.same, right, wrong)
            as_other = (1 - fitted) * np.where(answers.same, wrong, right)
            truth = as_same / np.maximum(as_same + as_other, 1e-12)
            gradient = columns.T @ (truth - fitted) - precision @ (weights - expected)
            weighed = columns * (fitted * (1 - fitted))[:, None]
            covariance = np.linalg.inv(columns.T @ weighed + precision)
            step = np.clip(covariance @ gradient, -1, 1)
            weights = weights + step
            if np.abs(step).max() < ENOUGH:
                break
        weights = np.array([max(weights[0], SMALLEST_SHARE * self.slope), *weights[1:]])
        return replace(self, weights=weights, covariance=covariance)

    def read(self, standing_out: Numbers, smaller: Numbers) -> Numbers:
        """Log-odds of comparisons, ``(k,)`` as both arguments: nearer to even where the line is not known."""
        slope, level, size = self.weights
        said = level + slope * standing_out + size * smaller
        spread = self.covariance
        variance = (
            spread[1, 1]
            + standing_out * (spread[0, 0] * standing_out + 2 * spread[0, 1])
            + smaller * (spread[2, 2] * smaller + 2 * spread[1, 2])
            + 2 * spread[0, 2] * standing_out * smaller
        )
        # The mean of the logistic function over a normal distribution, as MacKay (1992) puts it.
        found: Numbers = said / np.sqrt(1 + np.pi / 8 * variance)
        return found


def _spreads(slope: float) -> Numbers:
    return np.array([SLOPE_SPREAD * slope, LEVEL_SPREAD, SIZE_SPREAD])
