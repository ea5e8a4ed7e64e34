"""What do the answers to all pictures of a catalogue together say of each two encounters?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from acm_wbia.wbia.curation.weights import Weights, log_odds, ordered

AGAINST = 0.1
"""What a poor score weighs beside a good one: the same animal in another pose scores poorly again and again, so many
poor scores between two groups are one reason and not many."""


@dataclass(frozen=True)
class Look:
    """The answer to one picture, the encounters taken for as many individuals."""

    node: int
    """The encounter of the picture."""
    side: str
    """Pictures of different sides are compared with different pictures: what they say is added."""
    probabilities: Mapping[int, float]
    """Of each encounter on the list, that it is the animal; neither 0 nor 1."""


def machine_weights(nodes: int, looks: Sequence[Look]) -> Weights:
    """For each two encounters of which one is on the other's list, what speaks for one animal beyond the usual.

    The usual is the mean probability over all lists: the weight is the logarithm of how many times likelier than
    that it is. Of one side the looks from either encounter are two views of the same comparison, so their mean
    counts, an encounter that is not on a list counting as much as that list's last; sides are added.
    """
    listed = [p for look in looks for p in look.probabilities.values()]
    weights = Weights(nodes)
    if not listed:
        return weights
    usual = log_odds(sum(listed) / len(listed))
    by_place: dict[tuple[int, str], list[Look]] = {}
    for look in looks:
        by_place.setdefault((look.node, look.side), []).append(look)
    pairs = {ordered(look.node, other) for look in looks for other in look.probabilities}
    sides = sorted({look.side for look in looks})
    for first, second in sorted(pairs):
        total = 0.0
        for side in sides:
            there = [(look, second) for look in by_place.get((first, side), ())]
            back = [(look, first) for look in by_place.get((second, side), ())]
            if there and back:
                said = [_said(look, other) - usual for look, other in [*there, *back]]
                total += sum(said) / len(said)
        weights.compare(first, second, total if total > 0 else total * AGAINST)
    return weights


def _said(look: Look, other: int) -> float:
    found = look.probabilities.get(other)
    if found is None:
        found = min(look.probabilities.values(), default=0.5)
    return log_odds(found)
