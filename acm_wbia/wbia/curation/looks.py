"""What do the answers to all encounters of a catalogue together say of pairs of them, and of groups?

A score is worth what others on the same list get: its square root is taken over the mean of theirs. That keeps one score
that is ten times the others from counting for ten pairs, and needs no median that an animal's own other pictures shift.
Both ways of asking are two views of one comparison: their mean counts. Who resembles the same others resembles each
other, too: so are two told for one that no picture shows from the same angle. A group is compared with a group by the
mean of all pairs between the two.
"""

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

from acm_wbia.wbia.curation.weights import ordered

LISTED = 60
"""Encounters on the list of a picture: what is on no list between two groups is never asked about. Twenty leave one in
twenty pairs of nyala apart for good, sixty none; all that are further back resemble it by chance."""

CROWD = 0.35
"""How far the mean of N comparisons stands out counts N to this power: chance evens out in it, though by less than the root
that independent ones would have."""

UNSEEN = 0.5
"""Of so many pairs of one animal, 0…1, a matcher sees no more than of any two. One pair that resembles little says little
for that, and many of many encounters say much."""

HIDDEN = 0.15
"""Of so many encounters, 0…1, a matcher sees nothing at all, whatever they are compared with: the animal lies another way, or
stands far off. So it says little that one encounter resembles none of a large group. Of the seals' encounters 12 in 100 are
like none of four and more others of their animal, of those of nyala 6 to 10 in 100 like none of seven and more."""

REMEMBERED = 2**16
"""Pairs of sizes of groups, of which what nobody sees is not reckoned again."""

COMPANY = 2.0
"""Two that resemble exactly the same others are more alike by so much, where a likeness of 1 is what any two have."""

FEW = 1.0
"""Where the likeness that two share is far below this, in squares of logarithms, it is chance, and says nothing."""

TELLING = 2.0
"""Contrasts from 0 to this hold pairs of one animal and pairs of two, whatever is photographed: there curves are known."""

SMALLEST_SLOPE = 0.2
"""Of a line that says less, nothing could be asked in any order."""

FEWEST = 3
"""Others on a list; with fewer there is no saying what chance gives."""


class Curve(Protocol):
    """What a contrast, the logarithm of a score over what others get, is worth."""

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


@dataclass(frozen=True)
class Side:
    """What can be compared with one another; a likeness of 1 is what any two have."""

    shown: frozenset[int]
    likeness: Mapping[tuple[int, int], float]
    """Of pairs of which one is on the other's list, the lower node first."""
    unlisted: float
    """Of all others."""


class Looks:
    """All answers about nodes 0…n−1."""

    def __init__(self, looks: Sequence[Look], curve: Curve) -> None:
        own: dict[str, list[Look]] = {}
        for look in looks:
            own.setdefault(look.side, []).append(look)
        self.sides = [_side(own[name]) for name in sorted(own)]
        self.slope = _slope(curve)
        """Log-odds for each unit of standing out, by the animals that the curve was fitted on."""

    def likeness(self, first: int, second: int) -> float:
        """How much two nodes resemble each other by all their sides, to order pairs by; 0 without a list."""
        pair = ordered(first, second)
        return sum([side.likeness.get(pair, 0.0) for side in self.sides], 0.0)


def standing_out(mean: float, first: int, second: int) -> float:
    """How far two groups of so many encounters of one side stand out by the mean likeness of all their pairs.

    A logarithm of scores: sides, which are seen on their own, add up. 0: as one pair that nobody sees to be one animal. It
    never falls below what groups have of which no pair is seen.
    """
    evened_out: float = (first * second) ** CROWD
    seen = 2 * math.log(max(mean, 1e-6)) * evened_out
    unseen = _none_seen(min(first, second), max(first, second)) - _none_seen(1, 1)
    return float(np.logaddexp(seen, unseen))


@functools.lru_cache(maxsize=REMEMBERED)
def _none_seen(few: int, many: int) -> float:
    """The logarithm of how likely no pair of two groups of one animal is seen.

    The sum is over how many encounters of the smaller group are not hidden, as a binomial distribution has them.
    """
    shown = 1 - HIDDEN
    neither_hidden = 1 - (1 - UNSEEN) / shown**2
    counts = np.arange(few + 1)
    ways = gammaln(few + 1) - gammaln(counts + 1) - gammaln(few - counts + 1)
    so_many = ways + counts * math.log(shown) + (few - counts) * math.log(HIDDEN)
    each_of_the_many = np.log(HIDDEN + shown * neither_hidden**counts)
    return float(logsumexp(so_many + many * each_of_the_many))


def _side(looks: Sequence[Look]) -> Side:
    shown = frozenset(node for look in looks for node in (look.node, *look.scores))
    lists: dict[int, dict[int, float]] = {}
    for look in looks:
        if len(look.scores) >= FEWEST:
            roots = {other: math.sqrt(score) for other, score in look.scores.items()}
            usual = sum(roots.values()) / len(roots)
            lists[look.node] = {other: root / usual for other, root in roots.items()}
    last = {node: min(own.values()) for node, own in lists.items()}
    likeness: dict[tuple[int, int], float] = {}
    for node, own in lists.items():
        for other, found in own.items():
            pair = ordered(node, other)
            if pair not in likeness:
                back = lists.get(other, {}).get(node, last.get(other))
                likeness[pair] = found if back is None else (found + back) / 2
    unlisted = sum(last.values()) / len(last) if last else 1.0
    side = _over_any_two(Side(shown, likeness, unlisted))
    return _over_any_two(replace(side, likeness=_with_company(side.likeness)))


def _over_any_two(side: Side) -> Side:
    """The same by another measure: the mean of all pairs is 1."""
    pairs = len(side.shown) * (len(side.shown) - 1) // 2
    total = sum(side.likeness.values()) + (pairs - len(side.likeness)) * side.unlisted
    usual = total / pairs if pairs else 1.0
    likeness = {pair: each / usual for pair, each in side.likeness.items()}
    return Side(side.shown, likeness, side.unlisted / usual)


def _with_company(likeness: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Of each pair the likeness, and how far both resemble the same others: the cosine of all that is above any two's.

    Of those who resemble nobody much it is next to nothing.
    """
    near: dict[int, dict[int, float]] = {}
    for (first, second), found in likeness.items():
        if found > 1:
            above = math.log(found)
            near.setdefault(first, {})[second] = near.setdefault(second, {})[first] = above
    norms = {
        node: math.sqrt(sum(each * each for each in own.values())) for node, own in near.items()
    }
    more = dict(likeness)
    for first, second in likeness:
        few, many = sorted((near.get(first, {}), near.get(second, {})), key=len)
        common = sum(above * many[node] for node, above in few.items() if node in many)
        if common:
            more[first, second] += COMPANY * common / (FEW + norms[first] * norms[second])
    return more


def _slope(curve: Curve) -> float:
    """Of the curve's log-odds, as a straight line: steps say nothing beyond the last pairs they were fitted on."""
    contrasts = np.linspace(0.0, TELLING, 21)
    said = np.clip(curve.probability(contrasts), 1e-3, 1 - 1e-3)
    slope, _ = np.polyfit(contrasts, np.log(said / (1 - said)), 1)
    return max(float(slope), SMALLEST_SLOPE)
