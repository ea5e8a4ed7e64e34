"""Which of the candidates is it, or none of them? At most one is: their probabilities and that of "none" are 1 together.

The best of many candidates stands out a little by being the best of many, which a curve over single pairs cannot see.
Here the odds that a pair has by its curve are each candidate's weight beside the weight 1 of "none of them" (a
conditional logit with an outside option, McFadden 1974), divided by the number of candidates: before anything is seen
a catalogue of five and one of fifty are as likely to hold the animal. Two numbers are fitted, how steeply the odds count
and how likely a catalogue is to hold an animal, on queries that are asked twice: as they are, and without their animal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from acm_wbia.wbia.calibration.contrast import AMONG

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]

RIDGE = 1e-3
"""Draws the two numbers to those at which the odds are taken as they are."""


@dataclass(frozen=True)
class Choice:
    """Turns the log-odds of an answer's candidates into probabilities that go together. Never changes once fitted."""

    scale: float
    """Times the log-odds; above zero."""
    shift: float
    """Added to them: what a candidate weighs of whom its log-odds say nothing, were it the only one."""
    beyond: float = 1.0
    """Of queries whose animal is not among twenty candidates, the share that are new; the rest is further back."""

    @classmethod
    def fit(
        cls, log_odds: Numbers, same: NDArray[np.bool_], sizes: Counts, new: NDArray[np.bool_]
    ) -> Self:
        """From ``(p,)`` candidates of q answers, one answer after another.

        ``same`` says which is the animal, ``sizes`` ``(q,)`` how many candidates each answer has, and ``new`` whether
        it was asked of a catalogue without the animal. Raises ``ValueError`` unless both kinds of queries are there.
        """
        if new.all() or not new.any():
            raise ValueError("it takes queries of known animals and of new ones")
        starts = np.cumsum(sizes) - sizes
        usual = np.array([1.0, -_mean_log_odds(same)])
        rows = np.column_stack([log_odds, np.ones(len(log_odds))])
        offsets = -np.log(np.repeat(sizes, sizes))

        def loss(weights: Numbers) -> tuple[float, Numbers]:
            logits = rows @ weights + offsets
            each = np.exp(logits)
            totals = 1 + np.add.reduceat(each, starts)
            wrong = each / np.repeat(totals, sizes) - same
            away = weights - usual
            worth = (np.log(totals).sum() - logits[same].sum()) / len(sizes)
            return float(worth + RIDGE * (away**2).sum() / 2), rows.T @ wrong / len(
                sizes
            ) + RIDGE * away

        bounds = [(RIDGE, None), (None, None)]
        scale, shift = minimize(loss, usual, jac=True, method="L-BFGS-B", bounds=bounds).x
        found = np.add.reduceat(same, starts).astype(bool)
        return cls(float(scale), float(shift), _beyond(new[(sizes == AMONG) & ~found]))

    def __call__(self, log_odds: Numbers, *, more: bool = False) -> tuple[Numbers, float]:
        """``(n,)`` probabilities of the candidates, maybe none, and of a new animal.

        With one that is further back, where there are ``more``, they are 1 together.
        """
        count = max(len(log_odds), 1)
        logits = np.append(self.scale * log_odds + self.shift - np.log(count), 0.0)
        weights = np.exp(logits - logits.max())
        said = weights / weights.sum()
        return said[:-1], float(said[-1] * (self.beyond if more else 1.0))

    def to_mapping(self) -> dict[str, Any]:
        """As JSON takes it."""
        return {"scale": self.scale, "shift": self.shift, "beyond": self.beyond}

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """From JSON."""
        return cls(mapping["scale"], mapping["shift"], mapping["beyond"])


def _mean_log_odds(same: NDArray[np.bool_]) -> float:
    return float(np.log(same.mean()) - np.log(1 - same.mean()))


def _beyond(new: NDArray[np.bool_]) -> float:
    """Of answers without the animal among their twenty; one of either kind is added, so that nothing is certain."""
    return float((new.sum() + 1) / (len(new) + 2)) if len(new) else 1.0
