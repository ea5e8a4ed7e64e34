"""Which probability goes with a score? A curve that never falls, fitted on pairs of which the truth is known.

From about two hundred positive pairs a step curve (isotonic regression) smoothed by monotone cubic pieces (PCHIP),
as in WildFusion (Cermak et al. 2024); below that its steps are noise, and a logistic curve has two numbers only.
Both are fitted to Platt's targets, (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2) in place of 1 and 0: nothing is ever certain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.optimize import isotonic_regression, minimize
from scipy.special import expit

Numbers = NDArray[np.float64]

RIDGE = 1e-3
"""Of the slopes, in units of the features' spread: keeps them finite where the two classes do not overlap."""


class Curve(Protocol):
    """From scores ``(n,)`` to probabilities ``(n,)``; a higher score never has a lower probability."""

    def __call__(self, scores: Numbers) -> Numbers: ...

    def to_mapping(self) -> dict[str, Any]: ...


@dataclass(frozen=True, eq=False)
class Isotonic:
    """Monotone cubic pieces through the middles of the steps; flat beyond the first and the last."""

    knots: Numbers
    """``(k,)`` scores, rising."""
    values: Numbers
    """``(k,)`` probabilities, never falling."""

    @classmethod
    def fit(cls, scores: Numbers, same: NDArray[np.bool_]) -> Self:
        """From ``(n,)`` scores and whether each pair is of one animal."""
        order = np.argsort(scores, kind="stable")
        steps = isotonic_regression(platt_targets(same)[order])
        starts, sizes = steps.blocks[:-1], np.diff(steps.blocks)
        middles = np.add.reduceat(scores[order], starts) / sizes
        levels = steps.x[starts]
        # Steps whose middles are the same number, as among many equal scores, are one.
        knots, first = np.unique(middles, return_index=True)
        if len(knots) == 1:
            return cls(knots, np.array([np.average(levels, weights=sizes)]))
        return cls(knots, np.maximum.accumulate(levels[first]))

    def __call__(self, scores: Numbers) -> Numbers:
        inside = np.clip(scores, self.knots[0], self.knots[-1])
        if len(self.knots) == 1:
            return np.full(inside.shape, self.values[0])
        found: Numbers = PchipInterpolator(self.knots, self.values)(inside)
        return np.clip(found, 0.0, 1.0)

    def to_mapping(self) -> dict[str, Any]:
        return {"kind": "isotonic", "knots": self.knots.tolist(), "values": self.values.tolist()}


@dataclass(frozen=True, eq=False)
class Logistic:
    """1 / (1 + exp(−(slopes · features + intercept))), for one feature or several, within what can be known."""

    slopes: Numbers
    """``(k,)``."""
    intercept: float
    lowest: float
    """The two targets: no probability is beyond them."""
    highest: float

    @classmethod
    def fit(cls, features: Numbers, same: NDArray[np.bool_]) -> Self:
        """From ``(n,)`` or ``(n, k)`` features; no slope is negative: every feature speaks for ``same``."""
        table = features.reshape(len(features), -1)
        centre, spread = table.mean(axis=0), table.std(axis=0)
        spread = np.where(spread > 0, spread, 1.0)
        rows = (table - centre) / spread
        targets = platt_targets(same)

        def loss(weights: Numbers) -> tuple[float, Numbers]:
            logits = rows @ weights[:-1] + weights[-1]
            wrong = expit(logits) - targets
            worth = np.logaddexp(0, logits) - targets * logits
            gradient = np.append(rows.T @ wrong / len(rows), wrong.mean())
            gradient[:-1] += RIDGE * weights[:-1]
            return float(worth.mean() + RIDGE * (weights[:-1] ** 2).sum() / 2), gradient

        start = np.zeros(table.shape[1] + 1)
        bounds = [(0, None)] * table.shape[1] + [(None, None)]
        found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
        slopes = found[:-1] / spread
        intercept = float(found[-1] - slopes @ centre)
        return cls(slopes, intercept, float(targets.min()), float(targets.max()))

    def __call__(self, scores: Numbers) -> Numbers:
        logits = scores.reshape(len(scores), -1) @ self.slopes + self.intercept
        found: Numbers = np.clip(expit(logits), self.lowest, self.highest)
        return found

    def to_mapping(self) -> dict[str, Any]:
        return {
            "kind": "logistic",
            "slopes": self.slopes.tolist(),
            "intercept": self.intercept,
            "lowest": self.lowest,
            "highest": self.highest,
        }

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Self:
        """From JSON."""
        rest = (float(mapping[name]) for name in ("intercept", "lowest", "highest"))
        return cls(np.array(mapping["slopes"], float), *rest)


def platt_targets(same: NDArray[np.bool_]) -> Numbers:
    """What the curve should say of each pair. Raises ``ValueError`` unless both kinds of pairs are there."""
    positive = int(same.sum())
    negative = len(same) - positive
    if not positive or not negative:
        raise ValueError("a curve needs pairs of one animal and pairs of two")
    targets: Numbers = np.where(same, (positive + 1) / (positive + 2), 1 / (negative + 2))
    return targets


def curve_from(mapping: Mapping[str, Any]) -> Isotonic | Logistic:
    """From JSON. Raises ``ValueError`` for a kind of curve that does not exist."""
    if mapping["kind"] == "isotonic":
        return Isotonic(np.array(mapping["knots"], float), np.array(mapping["values"], float))
    if mapping["kind"] == "logistic":
        return Logistic.from_mapping(mapping)
    raise ValueError(f"there is no curve of the kind {mapping['kind']!r}")
