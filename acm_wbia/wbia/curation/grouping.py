"""Which groups are there, what lies between any two of them, and what holds each together?

Whatever changes, only what hangs on it is reckoned anew: the sums of likeness between two groups are those of their parts.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from acm_wbia.wbia.curation.comparisons import Table
from acm_wbia.wbia.curation.looks import Side, standing_out
from acm_wbia.wbia.curation.sayings import Sayings
from acm_wbia.wbia.curation.weights import Group, ordered

Sums = list[float]
"""Of each side two numbers: the likeness of all listed pairs between two groups added up, and how many they are."""


@dataclass
class Join:
    """Two groups that were joined, and what is known of the two."""

    first: Group
    second: Group
    standing_out: float
    smaller: float
    """The logarithm of the size of the smaller one."""
    elsewhere: float
    """What spoke for it because one of the two belonged nowhere else, in log-odds."""
    said: float
    asked: int
    comparable: bool
    """Whether there are pictures of one side of both: without, nobody can tell."""

    @property
    def pairs(self) -> float:
        """The logarithm of how many pairs hang on it."""
        return math.log(len(self.first) * len(self.second))

    def parts(self, first: int, second: int) -> bool:
        """Whether one node is in one of the two and the other in the other."""
        return (first in self.first and second in self.second) or (
            second in self.first and first in self.second
        )


class Grouping:
    """Groups of nodes 0…n−1, each known by a number, at first each node its own."""

    def __init__(self, nodes: int, sides: Sequence[Side], sayings: Sayings) -> None:
        self._sayings = sayings
        self._unlisted = [side.unlisted for side in sides]
        self._shown = [side.shown for side in sides]
        self._near: list[dict[int, Sums]] = [{} for _ in range(nodes)]
        for number, side in enumerate(sides):
            for (first, second), likeness in side.likeness.items():
                for one, other in ((first, second), (second, first)):
                    sums = self._near[one].setdefault(other, [0.0] * (2 * len(sides)))
                    sums[2 * number] += likeness
                    sums[2 * number + 1] += 1
        self.table = Table()
        """Of all two groups between which there is a listed pair or something that people said, a name among it: that joins also
        what no side shows both of, and is not ``comparable``. ``then`` is when somebody denied that they are one, or now."""
        self.groups: dict[int, Group] = {}
        self.joins: dict[int, list[Join]] = {}
        """By the number of the group that they hold together."""
        self._home = [0] * nodes
        self._counts: dict[int, list[int]] = {}
        self._between: dict[int, dict[int, Sums]] = {}
        self.sizes: list[int] = []
        """By number, of groups that are gone too."""
        self._separate(range(nodes))

    def home(self, node: int) -> int:
        """The number of the group that a node is in."""
        return self._home[node]

    def join(self, first: int, second: int, elsewhere: float) -> None:
        """Makes one group of two, of which the table has a row."""
        key = ordered(first, second)
        one, other = self.groups[first], self.groups[second]
        joined = Join(
            one,
            other,
            self.table.value(key, "standing_out"),
            self.table.value(key, "smaller"),
            elsewhere,
            self.table.value(key, "said"),
            int(self.table.value(key, "asked")),
            bool(self.table.value(key, "comparable")),
        )
        held = [*self.joins[first], *self.joins[second], joined]
        sums: dict[int, Sums] = {}
        for gone in (first, second):
            for beside, own in self._between[gone].items():
                if beside in (first, second):
                    continue
                sums[beside] = _added(sums.get(beside), own)
        self._drop(first)
        self._drop(second)
        number = self._add(one | other)
        self.joins[number] = held
        for beside, own in sums.items():
            self._put(number, beside, own)

    def dissolve(self, number: int) -> None:
        """Makes each node of a group a group of its own."""
        nodes = self.groups[number]
        self._drop(number)
        self._separate(sorted(nodes))

    def join_between(self, first: int, second: int) -> Join | None:
        """What brought two nodes into one group; ``None`` where they are in two."""
        if self._home[first] != self._home[second]:
            return None
        return next(each for each in self.joins[self._home[first]] if each.parts(first, second))

    def hear(self, first: int, second: int) -> None:
        """Takes in that people said something of two nodes."""
        join = self.join_between(first, second)
        if join is None:
            one, other = self._home[first], self._home[second]
            self._put(one, other, self._between[one].get(other) or self._nothing())
        else:
            join.said = self._sayings.said(join.first, join.second)
            join.asked = self._sayings.asked(join.first, join.second)

    def _nothing(self) -> Sums:
        return [0.0] * (2 * len(self._shown))

    def _separate(self, nodes: Iterable[int]) -> None:
        added = [(node, self._add(frozenset({node}))) for node in nodes]
        for node, number in added:
            sums: dict[int, Sums] = {}
            for other, own in self._near[node].items():
                self._collect(sums, number, other, own)
            for other in self._sayings.about(node):
                self._collect(sums, number, other, self._nothing())
            for beside, total in sums.items():
                self._put(number, beside, total)

    def _collect(self, sums: dict[int, Sums], number: int, other: int, own: Sums) -> None:
        beside = self._home[other]
        if beside != number and beside in self.groups:
            sums[beside] = _added(sums.get(beside), own)

    def _add(self, group: Group) -> int:
        number = len(self.sizes)
        self.sizes.append(len(group))
        self.groups[number] = group
        self.joins[number] = []
        self._between[number] = {}
        self._counts[number] = [len(group & shown) for shown in self._shown]
        for node in group:
            self._home[node] = number
        return number

    def _drop(self, number: int) -> None:
        for beside in self._between.pop(number):
            self.table.drop(ordered(number, beside))
            self._between[beside].pop(number)
        del self.groups[number], self.joins[number], self._counts[number]

    def _put(self, first: int, second: int, sums: Sums) -> None:
        self._between[first][second] = self._between[second][first] = sums
        one, other = self.groups[first], self.groups[second]
        now = (
            self._standing_out(self._counts[first], self._counts[second], sums),
            math.log(min(len(one), len(other))),
        )
        asked = self._sayings.asked(one, other)
        denied = self._sayings.votes.denied(one, other) if asked else None
        self.table.put(
            ordered(first, second),
            (
                *now,
                math.log(len(one) * len(other)),
                self._sayings.said(one, other),
                asked,
                *(denied or now),
                self._comparable(self._counts[first], self._counts[second]),
            ),
        )

    @staticmethod
    def _comparable(first: Sequence[int], second: Sequence[int]) -> bool:
        return any(one and other for one, other in zip(first, second, strict=True))

    def _standing_out(self, first: Sequence[int], second: Sequence[int], sums: Sums) -> float:
        found = 0.0
        for side, unlisted in enumerate(self._unlisted):
            pairs = first[side] * second[side]
            if pairs:
                total = sums[2 * side] + (pairs - sums[2 * side + 1]) * unlisted
                found += standing_out(total / pairs, first[side], second[side])
        return found


def _added(one: Sums | None, other: Sums) -> Sums:
    return other if one is None else [a + b for a, b in zip(one, other, strict=True)]
