"""What do the answers to all encounters of a catalogue together say of two groups of them?

A group is asked about as one animal, and compared with as one, by the mean of all scores between the two. How far that
stands out over what other encounters get is the contrast that calibration turns into a probability.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.curation.weights import log_odds, ordered

Group = frozenset[int]

CROWD = 0.25
"""How far the mean of N comparisons stands out counts N to this power: chance evens out in it, though by less than the root
that independent ones would have."""

TABLE_FROM, TABLE_TO, TABLE_STEP = -6.0, 12.0, 0.01
"""Contrasts for which the curve is worked out beforehand: it is asked hundreds of thousands of times, one by one."""

FEWEST = 3
"""Other encounters on a list; with fewer there is no saying what chance gives."""


class Curve(Protocol):
    """What a contrast is worth."""

    def probability(self, contrasts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of each contrast, that it is the same animal; between 0 and 1."""


@dataclass(frozen=True)
class Look:
    """The answer to an encounter's pictures of one side, all other encounters taken for as many individuals."""

    node: int
    """The encounter that was asked about."""
    side: str
    """Pictures of different sides are compared with different pictures."""
    scores: Mapping[int, float]
    """Of each encounter on the list, above zero."""


class Looks:
    """All answers about nodes 0…n−1, ready to be asked about groups."""

    def __init__(self, looks: Sequence[Look], curve: Curve) -> None:
        self._curve = _Table(curve)
        self._sides: dict[str, _Side] = {}
        for look in looks:
            self._sides.setdefault(look.side, _Side()).add(look)
        self._said: dict[tuple[Group, Group], float] = {}
        self.chance = self._curve.log_odds(0.0)
        """What is said of two that resemble each other no more than any others."""
        self._usual = self._mean_log_odds()

    def pairs(self) -> list[tuple[int, int]]:
        """All pairs that resemble each other more than any others do, the lower node first.

        One of them is on the other's list, so there are no more than the lists are long.
        """
        listed = {
            ordered(node, other)
            for side in self._sides.values()
            for node, scores in side.lists.items()
            for other in scores
        }
        return sorted(
            (first, second)
            for first, second in listed
            if self.between(frozenset({first}), frozenset({second})) > self.chance
        )

    def between(self, first: Group, second: Group) -> float:
        """The logarithm of the odds that two groups are one animal, as far as their pictures tell.

        The two ways of asking are two views of one comparison: their mean counts. Sides are seen on their own, so
        what each says beyond the usual is added. Without a common side the usual is all there is to say.
        """
        key = (first, second) if min(first) < min(second) else (second, first)
        if key not in self._said:
            self._said[key] = self._of(*key)
        return self._said[key]

    def _of(self, first: Group, second: Group) -> float:
        total = self._usual
        for side in self._sides.values():
            views = [side.contrast(first, second), side.contrast(second, first)]
            contrasts = [each for each in views if each is not None]
            if contrasts:
                said = sum(map(self._curve.log_odds, contrasts)) / len(contrasts)
                total += said - self._usual
        return total

    def _mean_log_odds(self) -> float:
        said = [
            self._curve.probability(contrast)
            for side in self._sides.values()
            for node, scores in side.lists.items()
            for other in scores
            if (contrast := side.contrast(frozenset({node}), frozenset({other}))) is not None
        ]
        return log_odds(sum(said) / len(said)) if said else 0.0


class _Table:
    """A curve worked out beforehand, straight between its points."""

    def __init__(self, curve: Curve) -> None:
        contrasts = np.arange(TABLE_FROM, TABLE_TO + TABLE_STEP, TABLE_STEP)
        self._values = np.clip(curve.probability(contrasts), 1e-6, 1 - 1e-6).tolist()

    def probability(self, contrast: float) -> float:
        place = (min(max(contrast, TABLE_FROM), TABLE_TO) - TABLE_FROM) / TABLE_STEP
        below = min(int(place), len(self._values) - 2)
        share = place - below
        low, high = self._values[below], self._values[below + 1]
        return float(low + (high - low) * share)

    def log_odds(self, contrast: float) -> float:
        return log_odds(self.probability(contrast))


class _Side:
    """What can be compared with one another."""

    def __init__(self) -> None:
        self.lists: dict[int, Mapping[int, float]] = {}
        self._shown: set[int] = set()

    def add(self, look: Look) -> None:
        self.lists[look.node] = look.scores
        self._shown |= {look.node, *look.scores}

    def contrast(self, asked: Group, about: Group) -> float | None:
        """How far ``about`` stands out among what the pictures of ``asked`` resemble; ``None`` where that is not told."""
        shown = [node for node in about if node in self._shown]
        found = chance = 0.0
        comparisons = 0
        for node in asked:
            scores = self.lists.get(node)
            if not scores or not shown:
                continue
            others = [score for e, score in scores.items() if e not in about and e not in asked]
            if len(others) < FEWEST:
                continue
            # What is not on the list scores less than its last.
            last = min(scores.values())
            found += sum(scores.get(e, last) for e in shown) / len(shown)
            chance += median(others)
            comparisons += len(shown)
        return math.log(found / chance) * comparisons**CROWD if chance > 0 else None
