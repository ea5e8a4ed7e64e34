"""What do the answers to all encounters of a catalogue together say of two groups of them?

A group is asked about as one animal, and compared with as one, by the mean of all scores between the two. How far that
stands out over what other encounters get is the contrast that calibration turns into a probability.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from acm_wbia.wbia.curation.weights import log_odds, ordered

Group = frozenset[int]

CROWD = 0.25
"""How far the mean of N comparisons stands out counts N to this power: chance evens out in it, though by less than the root
that independent ones would have."""

TELLING = 2.0
"""Contrasts from 0 to this hold pairs of one animal and pairs of two, whatever is photographed: there curves are known."""

CHANCE = -3.2
"""Log-odds of two that resemble each other no more than any others on a list: of those, 1 in 25 is taken to be one animal."""

SMALLEST_SLOPE = 0.2
"""Of a line that says less, nothing could be asked in any order."""

FLOOR = 0.02
"""Of what the best on a list usually scores. What others get by chance counts for no less: where photos are so clear that it is
next to nothing, twice as much is nothing too."""

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
        self._line = _Line(curve)
        self._sides: dict[str, _Side] = {}
        for look in looks:
            self._sides.setdefault(look.side, _Side()).add(look)
        self._said: dict[tuple[Group, Group], float] = {}
        self.chance = self._line.log_odds(0.0)
        """What is said of two that resemble each other no more than any others."""
        self._usual = self._mean_log_odds()

    def pairs(self) -> list[tuple[int, int]]:
        """All pairs of which one is on the other's list, the lower node first: no more than the lists are long."""
        return sorted(
            {
                ordered(node, other)
                for side in self._sides.values()
                for node, listed in side.lists.items()
                for other in listed.scores
            }
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
                said = sum(map(self._line.log_odds, contrasts)) / len(contrasts)
                total += said - self._usual
        return total

    def _mean_log_odds(self) -> float:
        said = [
            expit(self._line.log_odds(contrast))
            for side in self._sides.values()
            for node, listed in side.lists.items()
            for other in listed.scores
            if (contrast := side.contrast(frozenset({node}), frozenset({other}))) is not None
        ]
        return log_odds(float(np.mean(said))) if said else 0.0


class _Line:
    """A curve's log-odds, straight in the contrast.

    Steps are flat beyond the last pairs they were fitted on, and a group stands out further than any single picture. How
    steep it is carries over from the animals it was fitted on, how high it lies depends on how many those were.
    """

    def __init__(self, curve: Curve) -> None:
        contrasts = np.linspace(0.0, TELLING, 21)
        said = np.clip(curve.probability(contrasts), 1e-3, 1 - 1e-3)
        slope, _ = np.polyfit(contrasts, np.log(said / (1 - said)), 1)
        self._slope = max(float(slope), SMALLEST_SLOPE)

    def log_odds(self, contrast: float) -> float:
        return CHANCE + self._slope * contrast


class _Listed:
    """What one encounter's pictures of one side resemble."""

    def __init__(self, scores: Mapping[int, float]) -> None:
        self.scores = scores
        rising = sorted((score, other) for other, score in scores.items())
        self._rising = [score for score, _ in rising]
        self._place = {other: place for place, (_, other) in enumerate(rising)}
        self.best = self._rising[-1] if scores else 0.0
        self.last = self._rising[0] if scores else 0.0
        """What is not on the list scores less."""

    def chance(self, first: Group, second: Group) -> float | None:
        """The median score of others than these; ``None`` where there are too few to say."""
        place = self._place
        gone = sorted(
            [place[e] for e in first if e in place] + [place[e] for e in second if e in place]
        )
        left = len(self._rising) - len(gone)
        if left < FEWEST:
            return None
        high = self._without(gone, left // 2)
        return high if left % 2 else (self._without(gone, left // 2 - 1) + high) / 2

    def _without(self, gone: Sequence[int], place: int) -> float:
        """The score at a place of the list from which some places are gone."""
        for each in gone:
            if each > place:
                break
            place += 1
        return self._rising[place]


class _Side:
    """What can be compared with one another."""

    def __init__(self) -> None:
        self.lists: dict[int, _Listed] = {}
        self._shown: set[int] = set()

    def add(self, look: Look) -> None:
        self.lists[look.node] = _Listed(look.scores)
        self._shown |= {look.node, *look.scores}

    @cached_property
    def _floor(self) -> float:
        return FLOOR * median(listed.best for listed in self.lists.values())

    def contrast(self, asked: Group, about: Group) -> float | None:
        """How far ``about`` stands out among what the pictures of ``asked`` resemble; ``None`` where that is not told."""
        shown = [node for node in about if node in self._shown]
        if not shown:
            return None
        found = chance = 0.0
        comparisons = 0
        for node in asked:
            listed = self.lists.get(node)
            usual = listed.chance(about, asked) if listed is not None else None
            if listed is None or usual is None:
                continue
            last, scores = listed.last, listed.scores
            found += sum([scores.get(e, last) for e in shown]) / len(shown)
            chance += max(usual, self._floor)
            comparisons += len(shown)
        return math.log(found / chance) * comparisons**CROWD if chance > 0 else None
