"""What do people say of pairs of encounters, and how much does it count?

All weights are natural logarithms of odds: positive for one animal, negative for two.
"""

import math
from collections.abc import Callable, Collection

Group = frozenset[int]
Looked = tuple[float, float]
"""How far two groups stood out, and the logarithm of the smaller one's size."""


def log_odds(probability: float) -> float:
    """Raises ``ValueError`` for what is not between 0 and 1, both left out."""
    if not 0 < probability < 1:
        raise ValueError(f"{probability} leaves no doubt, and everything may be doubted")
    return math.log(probability / (1 - probability))


class Votes:
    """People's answers about pairs of nodes 0…n−1."""

    def __init__(self, reviewer_error: float) -> None:
        self._weight = -log_odds(reviewer_error)
        self._cast: dict[int, dict[int, float]] = {}
        self._asked: dict[int, dict[int, int]] = {}
        self._denied: dict[int, dict[int, Looked]] = {}

    def cast(self, first: int, second: int, same: bool | None) -> None:
        """Adds an answer; ``None``: it cannot be told, which counts as asked and says nothing."""
        weight = 0.0 if same is None else self._weight if same else -self._weight
        for one, other in ((first, second), (second, first)):
            own, asked = self._cast.setdefault(one, {}), self._asked.setdefault(one, {})
            own[other] = own.get(other, 0.0) + weight
            asked[other] = asked.get(other, 0) + 1

    def asked(self, first: Collection[int], second: Collection[int]) -> int:
        """How often people answered about pairs from one group to the other."""
        small, large = (first, second) if len(first) <= len(second) else (second, first)
        return sum(
            count
            for node in small
            for other, count in self._asked.get(node, {}).items()
            if other in large
        )

    def between(self, first: Collection[int], second: Collection[int]) -> float:
        """All that was said of pairs from one group to the other, added up."""
        small, large = (first, second) if len(first) <= len(second) else (second, first)
        return sum(
            weight
            for node in small
            for other, weight in self._cast.get(node, {}).items()
            if other in large
        )

    def deny(self, first: int, second: int, looked: Looked) -> None:
        """Keeps how two nodes' groups looked when somebody said that they are two; what stood out most stays."""
        for one, other in ((first, second), (second, first)):
            own = self._denied.setdefault(one, {})
            own[other] = max(own.get(other, looked), looked)

    def denied(self, first: Collection[int], second: Collection[int]) -> Looked | None:
        """Of all pairs from one group to the other that were denied, the one that stood out most."""
        small, large = (first, second) if len(first) <= len(second) else (second, first)
        found = (
            looked
            for node in small
            for other, looked in self._denied.get(node, {}).items()
            if other in large
        )
        return max(found, default=None)

    def against(self, home: Callable[[int], int]) -> list[tuple[int, int]]:
        """Pairs, each once, that are called one and have two homes, or are called two and share one."""
        return [
            (node, other)
            for node, own in self._cast.items()
            for other, weight in own.items()
            if node < other and weight and (home(node) == home(other)) != (weight > 0)
        ]

    def about(self, node: int) -> Collection[int]:
        """With which others it was compared."""
        return self._cast.get(node, {}).keys()


def ordered(first: int, second: int) -> tuple[int, int]:
    """A pair has no direction."""
    return (first, second) if first < second else (second, first)
