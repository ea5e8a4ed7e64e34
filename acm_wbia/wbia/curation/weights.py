"""How much does each comparison, by a machine or a person, speak for two encounters being one animal?

All weights are natural logarithms of odds: positive for one animal, negative for two.
"""

import math
from collections.abc import Iterator

MACHINE_LIMIT = 4.0
"""A single comparison by a machine never says more than 98 %: what it does not see, as two photos of one place,
it cannot doubt."""


def log_odds(probability: float) -> float:
    """Raises ``ValueError`` for what is not between 0 and 1, both left out."""
    if not 0 < probability < 1:
        raise ValueError(f"{probability} leaves no doubt, and everything may be doubted")
    return math.log(probability / (1 - probability))


class Weights:
    """What is known between nodes 0…n−1: a sparse, symmetric table that grows with every comparison."""

    def __init__(self, nodes: int) -> None:
        self.nodes = nodes
        self._machine: list[dict[int, float]] = [{} for _ in range(nodes)]
        self._people: list[dict[int, float]] = [{} for _ in range(nodes)]
        self._asked: dict[tuple[int, int], int] = {}

    def compare(self, first: int, second: int, weight: float) -> None:
        """What a machine says of a pair; said again, it replaces what it said before."""
        limited = max(-MACHINE_LIMIT, min(MACHINE_LIMIT, weight))
        self._machine[first][second] = self._machine[second][first] = limited

    def decide(self, first: int, second: int, weight: float) -> None:
        """What a person says of a pair, added to what people said before."""
        total = self._people[first].get(second, 0.0) + weight
        self._people[first][second] = self._people[second][first] = total
        pair = ordered(first, second)
        self._asked[pair] = self._asked.get(pair, 0) + 1

    def asked(self, first: int, second: int) -> int:
        """How often people decided about a pair."""
        return self._asked.get(ordered(first, second), 0)

    def machine(self, first: int, second: int) -> float:
        """What a machine says of a pair; nothing, 0, where it did not compare them."""
        return self._machine[first].get(second, 0.0)

    def of(self, node: int) -> Iterator[tuple[int, float]]:
        """Every other node that something is known about, and the whole weight."""
        machine, people = self._machine[node], self._people[node]
        for other, weight in machine.items():
            yield other, weight + people.get(other, 0.0)
        for other, weight in people.items():
            if other not in machine:
                yield other, weight


def ordered(first: int, second: int) -> tuple[int, int]:
    """A pair has no direction."""
    return (first, second) if first < second else (second, first)
