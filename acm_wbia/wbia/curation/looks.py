"""What do the answers to all encounters of a catalogue together say of two groups of them?

A group is asked about as one animal, and compared with as one: the scores of its pictures are added, as they are for
an individual of many encounters. How far the sum stands out over what the others get is the contrast that calibration
turns into a probability.
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
"""A group's sum is divided by its size to this power, as an individual's is by its number of pictures."""

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
        self._curve = curve
        self._by_side: dict[str, dict[int, Mapping[int, float]]] = {}
        for look in looks:
            self._by_side.setdefault(look.side, {})[look.node] = look.scores
        self._said: dict[tuple[Group, Group], float] = {}
        self.chance = _log_odds(float(curve.probability(np.zeros(1))[0]))
        """What is said of two that resemble each other no more than any others."""
        self._usual = self._mean_log_odds()

    def pairs(self) -> list[tuple[int, int]]:
        """All pairs of which one is on the other's list, the lower node first: as many as the lists are long."""
        found = {
            ordered(node, other)
            for looks in self._by_side.values()
            for node, scores in looks.items()
            for other in scores
        }
        return sorted(found)

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
        for looks in self._by_side.values():
            views = [_contrast(looks, first, second), _contrast(looks, second, first)]
            contrasts = [each for each in views if each is not None]
            if contrasts:
                said = self._curve.probability(np.array(contrasts))
                total += sum(map(_log_odds, said)) / len(contrasts) - self._usual
        return total

    def _mean_log_odds(self) -> float:
        contrasts = [
            contrast
            for looks in self._by_side.values()
            for node, scores in looks.items()
            for other in scores
            if (contrast := _contrast(looks, frozenset({node}), frozenset({other}))) is not None
        ]
        if not contrasts:
            return 0.0
        return _log_odds(float(np.mean(self._curve.probability(np.array(contrasts)))))


def _contrast(looks: Mapping[int, Mapping[int, float]], asked: Group, about: Group) -> float | None:
    """How far ``about`` stands out among what the pictures of ``asked`` resemble; ``None`` where that is not told."""
    shown = sum(node in looks for node in about)
    if shown == 0:
        return None
    found = chance = 0.0
    for node in asked:
        scores = looks.get(node)
        if not scores:
            continue
        others = [score for e, score in scores.items() if e not in about and e not in asked]
        if len(others) < FEWEST:
            continue
        # What is not on the list scores less than its last.
        own = sum(scores.get(e, 0.0) for e in about) or min(scores.values())
        found += own / shown**CROWD
        chance += median(others)
    return math.log(found / chance) if chance > 0 else None


def _log_odds(probability: float) -> float:
    return log_odds(min(max(float(probability), 1e-6), 1 - 1e-6))
