"""What is the best grouping so far, and whose answer could change it?

Each alternative is a step away from the present grouping: two groups joined, or one divided. Its *loss* is how much
smaller the sum of weights would be. While an alternative loses less than ``margin``, one answer might make it the
better one, so a person is asked about a pair that decides between the two; once every alternative loses more, or
nothing is left to ask about it, the grouping stands. Answers may be wrong: each is a weight like any other.
"""

from collections.abc import Collection
from dataclasses import dataclass

from acm_wbia.wbia.curation.grouping import Group, best_grouping, between, weakest_division, worth
from acm_wbia.wbia.curation.weights import Weights, log_odds, ordered

Pair = tuple[int, int]


@dataclass(frozen=True)
class CurationParameters:
    """What decides how much is asked."""

    reviewer_error: float = 0.02
    """Of how many answers, 0…1, are wrong: decides the weight of one."""
    apart: float = 0.5
    """What speaks for two groups being two animals before anything is known: e to this power to one."""
    margin: float = 2.5
    """By how much the best grouping must be better than every other. Below the weight of one answer (3.9): one that
    agrees with the machine settles it, one against it is asked for again."""
    most_asked: int = 2
    """How often about one pair."""


@dataclass(frozen=True)
class Question:
    """Do these two show one animal?"""

    first: int
    second: int
    loss: float
    """Of the alternative that hangs on it: the smaller, the more it matters."""


class Curator:
    """Holds the weights and the best grouping of nodes 0…n−1; nothing it does depends on chance."""

    def __init__(self, weights: Weights, parameters: CurationParameters | None = None) -> None:
        self.parameters = parameters or CurationParameters()
        self.weights = weights
        self._vote = -log_odds(self.parameters.reviewer_error)
        self._group_of: dict[int, Group] = {}
        self._joins: dict[frozenset[Group], float] = {}
        self._divisions: dict[Group, tuple[float, Group, Group]] = {}
        groups = best_grouping(weights, range(weights.nodes), self.parameters.apart)
        self._put(groups)

    @property
    def groups(self) -> list[Group]:
        """The best grouping so far, by lowest node."""
        return sorted(set(self._group_of.values()), key=min)

    def questions(self, count: int = 1) -> list[Question]:
        """At most so many, the ones that matter most first; none: the grouping stands."""
        found: dict[Pair, Question] = {}
        for loss, first, second in self._open_alternatives():
            pair = self._deciding_pair(first, second)
            if pair is not None and pair not in found:
                found[pair] = Question(*pair, loss)
            if len(found) == count:
                break
        return list(found.values())

    def answer(self, first: int, second: int, same: bool) -> None:
        """Takes a person's answer in and finds the best grouping again, where it could have changed."""
        self.weights.decide(first, second, self._vote if same else -self._vote)
        self._improve({self._group_of[first], self._group_of[second]})
        while gains := [pair for pair, loss in self._joins.items() if loss < 0]:
            self._put([frozenset().union(*min(gains, key=lambda pair: sorted(map(min, pair))))])

    def _improve(self, groups: Collection[Group]) -> None:
        """Groups the nodes of some groups anew, where that is better than what there is."""
        apart = self.parameters.apart
        anew = best_grouping(self.weights, frozenset().union(*groups), apart)
        if worth(self.weights, anew, apart) > worth(self.weights, groups, apart):
            self._put(anew)
        else:
            self._put(groups)

    def _open_alternatives(self) -> list[tuple[float, Group, Group]]:
        joins: list[tuple[float, Group, Group]] = []
        for groups, loss in self._joins.items():
            if loss < self.parameters.margin:
                first, second = sorted(groups, key=min)
                joins.append((loss, first, second))
        divisions = (each for each in self._divisions.values() if each[0] < self.parameters.margin)
        return sorted([*joins, *divisions], key=lambda each: (each[0], min(each[1]), min(each[2])))

    def _deciding_pair(self, first: Group, second: Group) -> Pair | None:
        """The pair between two groups asked about least, and of these the likest: the easiest to be sure of."""
        pairs = {
            ordered(node, other)
            for node in first
            for other, _ in self.weights.of(node)
            if other in second
        }
        open_pairs = [pair for pair in pairs if self._times(pair) < self.parameters.most_asked]
        if not open_pairs:
            return None
        return min(
            open_pairs, key=lambda pair: (self._times(pair), -self.weights.machine(*pair), pair)
        )

    def _times(self, pair: Pair) -> int:
        return self.weights.asked(*pair)

    def _put(self, groups: Collection[Group]) -> None:
        """Puts groups in place of those that their nodes were in, and finds the alternatives anew."""
        gone = {
            self._group_of[node] for group in groups for node in group if node in self._group_of
        }
        self._joins = {pair: loss for pair, loss in self._joins.items() if not pair & gone}
        for group in gone:
            self._divisions.pop(group, None)
        for group in groups:
            self._group_of.update(dict.fromkeys(group, group))
        for group in groups:
            self._look_around(group)

    def _look_around(self, group: Group) -> None:
        near = {
            self._group_of[other]
            for node in group
            for other, _ in self.weights.of(node)
            if other in self._group_of
        } - {group}
        for other in near:
            gain = between(self.weights, group, other) - self.parameters.apart
            self._joins[frozenset({group, other})] = -gain
        division = weakest_division(self.weights, group)
        if division is not None:
            held, first, second = division
            self._divisions[group] = (held - self.parameters.apart, first, second)
