"""What is the best grouping so far, and whose answer could change it?

Groups are joined where the machine is all but certain that they are one animal, and where a person said so and nothing
outweighs it. A person is asked about one pair of each two groups of which nothing is certain yet, and first where the answer
is expected to put most right: the chance that the best grouping errs about the two, times the pairs of encounters between them.
Answers may be wrong: each is a weight like any other, and one that contradicts the machine is asked for again.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from acm_wbia.wbia.curation.grouping import Group, joined
from acm_wbia.wbia.curation.looks import Looks
from acm_wbia.wbia.curation.trust import Trust
from acm_wbia.wbia.curation.weights import Votes, log_odds, ordered

Pair = tuple[int, int]

MOST_STAKE = 1.0
"""By how much more certain it must be that two large groups are two animals: an error leaves many pairs apart. With
the usual margin that is down to 3 in 100; below that a person would mostly say no."""

MACHINE_LIMIT = 4.0
"""A machine never says more than 98 %: what it does not see, as two photos of one place, it cannot doubt."""


@dataclass(frozen=True)
class CurationParameters:
    """What decides how much is asked."""

    reviewer_error: float = 0.02
    """Of how many answers, 0…1, are wrong: decides the weight of one."""
    naming_error: float = 0.01
    """Of how many encounters, 0…1, the name in the catalogue is wrong. A name was looked at more than once."""
    margin: float = 2.5
    """What is certain enough to be joined without asking: e to this power to one, about twelve to one."""
    doubt: float = 2.5
    """What is unlikely enough not to be asked: one to e to this power."""
    most_asked: int = 2
    """How often about one pair."""


@dataclass(frozen=True)
class Question:
    """Do these two show one animal?"""

    first: int
    second: int
    same: float
    """The probability, 0…1, that they do, by all that is known so far."""


class Curator:
    """Holds what is known about nodes 0…n−1 and the groups that follow; nothing it does depends on chance."""

    def __init__(
        self,
        looks: Looks,
        names: Sequence[str | None],
        parameters: CurationParameters | None = None,
    ) -> None:
        """``names`` are what the nodes are called in the catalogue; ``None`` where nobody has named one."""
        self.parameters = parameters or CurationParameters()
        self._looks = looks
        self._names = names
        self._named = -log_odds(self.parameters.naming_error)
        self._votes = Votes(self.parameters.reviewer_error)
        self._answers: list[tuple[float, bool]] = []
        self._trust = Trust(looks.chance)
        self._likeliest: list[Group] | None = None
        self._chains = _chains(names)
        self._likeness = {*looks.pairs(), *self._chains}
        self._group()

    @property
    def groups(self) -> list[Group]:
        """The best grouping so far, by lowest node: where nothing is certain, what is likelier."""
        if self._likeliest is None:
            found = joined(self._grouping.groups, self._pairs(), self._likelier)
            self._likeliest = found.groups
        return self._likeliest

    @property
    def open(self) -> int:
        """How many comparisons of groups are not certain yet."""
        return sum(1 for _ in self._open())

    @property
    def unsettled(self) -> set[int]:
        """Nodes of groups that hold together, or of names that fall apart, by what is only likelier."""
        return {
            node
            for first, second, odds, _ in self._open()
            if odds > 0 or self._share_a_name(first, second)
            for node in first | second
        }

    def questions(self, count: int = 1) -> list[Question]:
        """At most so many, those first that matter most; none: the grouping stands."""
        found = sorted(
            (abs(odds) - _stake(first, second), pair, odds)
            for first, second, odds, pair in self._open()
        )
        return [Question(*pair, _probability(odds)) for _, pair, odds in found[:count]]

    def answer(self, first: int, second: int, same: bool | None) -> None:
        """Takes a person's answer in; ``None``: it cannot be told."""
        self.answer_all([(first, second, same)])

    def answer_all(self, answers: Iterable[tuple[int, int, bool | None]]) -> None:
        """Takes many answers in, and finds the groups anew once."""
        for first, second, same in answers:
            self._votes.cast(first, second, same)
            if same is not None:
                self._answers.append((self._like(ordered(first, second)), same))
        self._trust = self._trust.learned(self._answers, self.parameters.reviewer_error)
        self._group()

    def odds(self, first: Group, second: Group) -> float:
        """The logarithm of the odds that two groups are one animal, by machine, by people and by name."""
        machine = self._trust.read(self._looks.between(first, second))
        limited = max(-MACHINE_LIMIT, min(MACHINE_LIMIT, machine))
        return limited + self._said(first, second)

    def _said(self, first: Group, second: Group) -> float:
        """What people say of it, a name in the catalogue among it."""
        named = self._named if self._share_a_name(first, second) else 0.0
        return self._votes.between(first, second) + named

    def _group(self) -> None:
        single = [frozenset({node}) for node in range(len(self._names))]
        self._grouping = joined(single, self._pairs(), self._certain)
        self._likeliest = None

    def _certain(self, first: Group, second: Group) -> float | None:
        odds = self.odds(first, second)
        if odds >= self.parameters.margin or (odds > 0 and self._said(first, second) > 0):
            return odds
        return None

    def _likelier(self, first: Group, second: Group) -> float | None:
        odds = self.odds(first, second)
        return odds if odds > 0 else None

    def _pairs(self) -> list[Pair]:
        """Those that hold groups together or may come to be asked about."""
        least = -self.parameters.doubt - MOST_STAKE
        plausible = (pair for pair in self._likeness if self._trust.read(self._like(pair)) >= least)
        return sorted({*plausible, *self._chains, *self._votes.pairs()})

    def _open(self) -> Iterator[tuple[Group, Group, float, Pair]]:
        for first, second in [*self._grouping.joins, *self._grouping.left]:
            odds = self.odds(first, second)
            least = -self.parameters.doubt - min(MOST_STAKE, _stake(first, second))
            if least < odds < self.parameters.margin:
                pair = self._deciding_pair(first, second)
                if pair is not None:
                    yield first, second, odds, pair

    def _deciding_pair(self, first: Group, second: Group) -> Pair | None:
        """The pair between two groups asked about least, and of these the likest: the easiest to be sure of."""
        pairs = {ordered(node, other) for node in first for other in second}
        listed = (pairs & self._likeness) or pairs
        open_pairs = [
            pair for pair in listed if self._votes.asked(*pair) < self.parameters.most_asked
        ]
        if not open_pairs:
            return None
        return min(open_pairs, key=lambda pair: (self._votes.asked(*pair), -self._like(pair), pair))

    def _like(self, pair: Pair) -> float:
        return self._looks.between(*(frozenset({node}) for node in pair))

    def _share_a_name(self, first: Group, second: Group) -> bool:
        names = {self._names[node] for node in first} - {None}
        return any(self._names[node] in names for node in second)


def _chains(names: Sequence[str | None]) -> set[Pair]:
    """Pairs that hold those of one name together: each with the one before."""
    before: dict[str, int] = {}
    pairs = set()
    for node, name in enumerate(names):
        if name is None:
            continue
        if name in before:
            pairs.add((before[name], node))
        before[name] = node
    return pairs


def _stake(first: Group, second: Group) -> float:
    """How many pairs of encounters hang on it, as a logarithm."""
    return math.log(len(first) * len(second))


def _probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
