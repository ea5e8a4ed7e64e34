"""What is the best grouping so far, and whose answer would change it most?

Groups are joined where the machine is all but certain that they are one animal, and where a person said so and nothing
outweighs it. What is asked first is expected to put most right: the chance that the grouping errs about two groups, times a
root of the pairs of encounters that hang on it. Every comparison that could still be made stays in that order, however
unlikely: a person goes on as long as it seems worth it. Answers may be wrong: each is a weight like any other, so that a
surprising one is asked for again, and a "no" between parts counts for all that they come to be part of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from acm_wbia.wbia.curation.closed import between_closed
from acm_wbia.wbia.curation.doubts import doubts
from acm_wbia.wbia.curation.grouping import Grouping, Join
from acm_wbia.wbia.curation.looks import Looks
from acm_wbia.wbia.curation.parameters import CurationParameters
from acm_wbia.wbia.curation.sayings import Sayings
from acm_wbia.wbia.curation.trust import Answers, Trust
from acm_wbia.wbia.curation.weights import Group, ordered

Numbers = NDArray[np.float64]

MACHINE_LIMIT = 4.0
"""A machine never says more than 98 %: what it does not see, as two photos of one place, it cannot doubt. Nor does it
say less against what a person said."""

STAKE = 0.25
"""What is asked counts the pairs that hang on it to this power: by all of them only large groups would be asked about, by
none an error that leaves many pairs apart would be no worse than one that leaves two."""

ALONE = 0.05
"""Of how many encounters, 0…1, there is no other of the same animal. The more of the others it was found not to be, the
likelier are those that are left. A group of n is taken to be complete n² times as often: of five nothing of the kind is
known, while two are seldom all that there is."""

SHAKEN = 1.0
"""By how much what was joined may be less certain than it had to be, before it is parted again."""

ANSWERS_AT_ONCE = 20
"""So many are taken in before the groups are found anew: as many as are asked at a time."""


@dataclass(frozen=True)
class Question:
    """Do these two show one animal?"""

    first: int
    second: int
    same: float
    """The probability, 0…1, that they do, by all that is known so far."""


@dataclass(frozen=True)
class _Judged:
    """All comparisons that can still be made: first those of groups that are apart, then of what was joined."""

    odds: Numbers
    errs: Numbers
    """The chance that the grouping is wrong there."""
    pairs: Numbers
    is_askable: NDArray[np.bool_]
    is_likely: NDArray[np.bool_]
    is_closed: NDArray[np.bool_]
    """Whether whoever asks may not answer it."""
    keys: NDArray[np.int64]
    """``(a, 2)``: the numbers of the groups that are apart."""
    joins: list[Join]


class Curator:
    """Holds what is known about nodes 0…n−1 and the groups that follow; nothing it does depends on chance."""

    def __init__(
        self,
        looks: Looks,
        names: Sequence[str | None],
        parameters: CurationParameters | None = None,
        closed: Collection[int] = (),
    ) -> None:
        """``names`` are what the nodes are called in the catalogue; ``None`` where nobody has named one.

        About two ``closed`` nodes whoever asks cannot answer, only others can.
        """
        self.parameters = parameters or CurationParameters()
        self._looks = looks
        self._closed = frozenset(closed)
        self._sayings = Sayings(names, self.parameters.reviewer_error, self.parameters.naming_error)
        self._trust = Trust.before(looks.slope)
        self._heard: list[tuple[float, float, float, bool]] = []
        self._grouping = Grouping(len(names), looks.sides, self._sayings)
        self._judged: _Judged | None = None
        self._odds_apart: tuple[Numbers, Numbers] | None = None
        self._settle()

    @property
    def groups(self) -> list[Group]:
        """The best grouping so far, by lowest node: what is certain, and what a person said."""
        return sorted(self._grouping.groups.values(), key=min)

    @property
    def open(self) -> int:
        """How many comparisons of groups are neither certain nor unlikely, doubted joins among them."""
        judged = self._judge()
        return int((judged.is_askable & judged.is_likely).sum())

    @property
    def unlikely(self) -> int:
        """How many more can be made, of which little is to be expected."""
        judged = self._judge()
        return int((judged.is_askable & ~judged.is_likely).sum())

    @property
    def of_closed(self) -> tuple[int, int]:
        """How many of those that are open, and of the unlikely, whoever asks cannot answer."""
        judged = self._judge()
        closed = judged.is_askable & judged.is_closed
        return int((closed & judged.is_likely).sum()), int((closed & ~judged.is_likely).sum())

    @property
    def unsettled(self) -> set[int]:
        """Nodes of groups that hold together, or of names that fall apart, by what is only likelier, or is doubted."""
        judged = self._judge()
        found: set[int] = set()
        for place in np.flatnonzero(judged.is_askable & judged.is_likely):
            first, second = self._both(judged, int(place))
            if (
                place >= len(judged.keys)
                or judged.odds[place] > 0
                or self._sayings.share_a_name(first, second)
            ):
                found |= first | second
        return found

    def questions(self, count: int = 1) -> list[Question]:
        """At most so many that whoever asks may answer, and as many others, in turns; none: every comparison was made.

        First come those that are worth most, a second one about a group after those about others: the first answer
        may do without it.
        """
        judged = self._judge()
        own, others = (
            enumerate(self._worth_most(judged, judged.is_askable & among, count))
            for among in (~judged.is_closed, judged.is_closed)
        )
        in_turns = sorted([*own, *others], key=lambda ranked: ranked[0])
        return [self._question(judged, place) for _, place in in_turns]

    def _worth_most(self, judged: _Judged, among: NDArray[np.bool_], count: int) -> list[int]:
        places = np.flatnonzero(among)
        worth = judged.errs[places] * np.exp(STAKE * judged.pairs[places])
        chosen: list[int] = []
        later: list[int] = []
        seen: set[int] = set()
        for place in map(int, places[np.argsort(-worth, kind="stable")]):
            if len(chosen) == count:
                break
            first, second = self._both(judged, place)
            (chosen if seen.isdisjoint(first | second) else later).append(place)
            seen |= first | second
        return [*chosen, *later][:count]

    def answer(self, first: int, second: int, same: bool | None) -> None:
        """Takes a person's answer in; ``None``: it cannot be told."""
        self.answer_all([(first, second, same)])

    def answer_all(self, answers: Iterable[tuple[int, int, bool | None]]) -> None:
        """Takes many answers in, in their order, and finds the groups anew after every few."""
        given = list(answers)
        for begin in range(0, len(given), ANSWERS_AT_ONCE):
            for answer in given[begin : begin + ANSWERS_AT_ONCE]:
                self._hear(*answer)
            self._learn()
            self._settle()

    def _hear(self, first: int, second: int, same: bool | None) -> None:
        if same is not None:
            standing_out, smaller, besides = self._known_of(first, second)
            self._heard.append((standing_out, smaller, besides, same))
            if not same:
                self._sayings.votes.deny(first, second, (standing_out, smaller))
        self._sayings.votes.cast(first, second, same)
        self._grouping.hear(first, second)

    def _known_of(self, first: int, second: int) -> tuple[float, float, float]:
        """Of two nodes' groups: how far they stand out, the smaller one's size, and what else speaks for them."""
        grouping = self._grouping
        join = grouping.join_between(first, second)
        if join is not None:
            return join.standing_out, join.smaller, join.elsewhere + join.said
        key = ordered(grouping.home(first), grouping.home(second))
        if key not in grouping.table:
            return 0.0, 0.0, 0.0
        # As it was when the questions were asked, which all of these answer.
        elsewhere, row = self._apart()[1], grouping.table.row(key)
        value = grouping.table.value
        besides = value(key, "said") + (float(elsewhere[row]) if row < len(elsewhere) else 0.0)
        return value(key, "standing_out"), value(key, "smaller"), besides

    def _forget(self) -> None:
        """What was reckoned does not hold any more."""
        self._judged = self._odds_apart = None

    def _learn(self) -> None:
        self._forget()
        if self._heard:
            columns = np.array(self._heard, dtype=np.float64).T
            answers = Answers(columns[0], columns[1], columns[2], columns[3] > 0)
            self._trust = self._trust.learned(answers, self.parameters.reviewer_error)

    def _settle(self) -> None:
        """Parts what does not hold together any more, and joins what is certain, the likeliest first."""
        for number in self._fallen_apart():
            self._grouping.dissolve(number)
            self._forget()
        table = self._grouping.table
        while len(table):
            odds, elsewhere = self._apart()
            is_certain = self._is_certain(odds, table.column("said"), self.parameters.margin)
            if not is_certain.any():
                return
            rows = np.flatnonzero(is_certain)
            rows = rows[np.argsort(-odds[rows], kind="stable")]
            joined: set[int] = set()
            for (first, second), extra in zip(
                table.keys()[rows].tolist(), elsewhere[rows].tolist(), strict=True
            ):
                # What has grown is judged anew before it grows again.
                if joined.isdisjoint((first, second)):
                    self._grouping.join(first, second, extra)
                    joined |= {first, second}
            self._forget()

    def _fallen_apart(self) -> list[int]:
        numbers = [number for number, held in self._grouping.joins.items() for _ in held]
        joins = self._joins()
        said = np.array([each.said for each in joins])
        least = self.parameters.margin - SHAKEN
        holds = self._is_certain(self._of_joins(joins), said, least)
        return sorted(
            {number for number, holding in zip(numbers, holds, strict=True) if not holding}
        )

    @staticmethod
    def _is_certain(odds: Numbers, said: Numbers, margin: float) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = (odds >= margin) | ((odds > 0) & (said > 0))
        return found

    def _judge(self) -> _Judged:
        if self._judged is None:
            wanted, table, joins = self.parameters, self._grouping.table, self._joins()
            apart, _ = self._apart()
            held = self._of_joins(joins) - doubts(self._grouping, self._sayings.votes, joins)
            odds = np.concatenate([apart, held])
            # Who is likely one animal is soon joined unasked. A join that is not likely stands until somebody is asked.
            right = np.concatenate([np.abs(apart), held])
            is_likely = odds < wanted.margin
            is_likely[: len(apart)] &= apart > -wanted.doubt
            pairs = np.concatenate([table.column("pairs"), [each.pairs for each in joins]])
            asked = np.concatenate([table.column("asked"), [each.asked for each in joins]])
            comparable = [table.column("comparable"), np.array([each.comparable for each in joins])]
            is_askable = (right < wanted.hopeless) & (asked < wanted.most_asked * np.exp(pairs))
            is_askable &= np.concatenate(comparable) > 0
            is_closed = between_closed(self._grouping, self._closed, joins)
            self._judged = _Judged(
                odds, expit(-right), pairs, is_askable, is_likely, is_closed, table.keys(), joins
            )
        return self._judged

    def _joins(self) -> list[Join]:
        return [join for held in self._grouping.joins.values() for join in held]

    def _of_joins(self, joins: Sequence[Join]) -> Numbers:
        """The log-odds, ``(len(joins),)``, that each was right."""
        columns = [(each.standing_out, each.smaller, each.said, each.elsewhere) for each in joins]
        standing_out, smaller, said, elsewhere = np.array(columns).reshape(-1, 4).T
        found: Numbers = self._odds(standing_out, smaller, said) + elsewhere
        return found

    def _apart(self) -> tuple[Numbers, Numbers]:
        """Of each row of the table the log-odds, and what of it is because one of the two belongs nowhere else."""
        if self._odds_apart is None:
            self._odds_apart = self._reckoned_apart()
        return self._odds_apart

    def _reckoned_apart(self) -> tuple[Numbers, Numbers]:
        grouping, table = self._grouping, self._grouping.table
        said, looks = table.column("said"), table.column("standing_out")
        odds = self._odds(looks, table.column("smaller"), said)
        # Who is one animal is joined while small but for a wrong "no": what grew apart since then says half of it.
        looked, smaller = table.column("then_standing_out"), table.column("then_smaller")
        changed = (looked != looks) | (smaller != table.column("smaller"))
        now, then = odds[changed], self._odds(looked[changed], smaller[changed], said[changed])
        odds[changed] = np.maximum(now, (now + then) / 2)
        first, second = table.keys().T
        weights = np.exp(np.minimum(odds, MACHINE_LIMIT))
        sizes = np.array(grouping.sizes)
        total = np.bincount(first, weights, len(sizes)) + np.bincount(second, weights, len(sizes))
        complete = np.minimum(ALONE * sizes**2, 1.0)
        elsewhere = np.zeros(len(odds))
        for number in (first, second):
            others = complete[number] + np.maximum(total[number] - weights, 0)
            elsewhere = np.maximum(elsewhere, -np.log(np.minimum(others, 1.0)))
        # By exclusion, too, a machine is never surer than it may be.
        room = MACHINE_LIMIT - (odds - said)
        elsewhere = np.minimum(elsewhere, np.maximum(room, 0))
        return odds + elsewhere, elsewhere

    def _odds(self, standing_out: Numbers, smaller: Numbers, said: Numbers) -> Numbers:
        """By machine, by people and by name."""
        machine = self._trust.read(standing_out, smaller)
        least = np.where(said == 0, -np.inf, -MACHINE_LIMIT)
        found: Numbers = np.clip(machine, least, MACHINE_LIMIT) + said
        return found

    def _both(self, judged: _Judged, place: int) -> tuple[Group, Group]:
        apart = len(judged.keys)
        if place >= apart:
            return judged.joins[place - apart].first, judged.joins[place - apart].second
        first, second = map(int, judged.keys[place])
        return self._grouping.groups[first], self._grouping.groups[second]

    def _question(self, judged: _Judged, place: int) -> Question:
        """About two that may be answered, asked about least, and of these the likest: the easiest to be sure of."""
        first, second = self._both(judged, place)
        asked, likeness = self._sayings.asked, self._looks.likeness
        closed = self._closed
        pair = min(
            (ordered(one, other) for one, other in _between(first, second)),
            key=lambda pair: (
                closed.issuperset(pair),
                asked(frozenset({pair[0]}), frozenset({pair[1]})),
                -likeness(*pair),
                pair,
            ),
        )
        return Question(*pair, float(expit(judged.odds[place])))


def _between(first: Group, second: Group) -> Iterator[tuple[int, int]]:
    return ((one, other) for one in first for other in second)
