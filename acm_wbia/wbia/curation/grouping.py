"""Which grouping of some nodes has the largest sum of weights within its groups?

Every joining costs ``apart``: what speaks, before any comparison, for two groups being two animals. Finding the best
grouping is hard in general (correlation clustering); these are a few nodes at a time, grown together where the gain
is largest, and then moved one by one while that gains.
"""

from collections.abc import Collection, Sequence

from acm_wbia.wbia.curation.weights import Weights

Group = frozenset[int]

ROUNDS = 20
"""Of moving single nodes; a bound only, two or three is usual."""


def between(weights: Weights, first: Collection[int], second: Collection[int]) -> float:
    """The sum of the weights from one group to the other."""
    small, large = (first, second) if len(first) <= len(second) else (second, first)
    return sum(weight for node in small for other, weight in weights.of(node) if other in large)


def worth(weights: Weights, groups: Collection[Group], apart: float) -> float:
    """The sum of the weights within the groups, less ``apart`` for every node that has joined another."""
    inside = sum(between(weights, group, group) / 2 for group in groups)
    return inside - apart * sum(len(group) - 1 for group in groups)


def best_grouping(weights: Weights, nodes: Collection[int], apart: float) -> list[Group]:
    """The groups, each by its lowest node; the same weights give the same groups."""
    groups = grown(weights, [frozenset({node}) for node in sorted(nodes)], apart, 1)
    return sorted(_moved(weights, groups, apart), key=min)


def grown(weights: Weights, groups: Sequence[Group], apart: float, fewest: int) -> list[Group]:
    """The groups after joining, again and again, the two that belong together most, until none gains.

    No fewer than ``fewest`` groups are left; with an ``apart`` of minus infinity, just so many.
    """
    left = list(groups)
    sums = {
        (i, j): between(weights, left[i], left[j])
        for i in range(len(left))
        for j in range(i + 1, len(left))
    }
    alive = set(range(len(left)))
    while len(alive) > fewest and sums:
        pair = max(sums, key=lambda each: (sums[each], -each[0], -each[1]))
        if sums[pair] <= apart:
            break
        kept, gone = pair
        left[kept] = left[kept] | left[gone]
        alive.discard(gone)
        for other in alive - {kept}:
            joined = sums.pop((min(other, gone), max(other, gone)))
            sums[min(other, kept), max(other, kept)] += joined
        del sums[pair]
    return [left[number] for number in sorted(alive)]


def _moved(weights: Weights, groups: Sequence[Group], apart: float) -> list[Group]:
    """The groups after moving single nodes to where they belong more, or to a group of their own."""
    group_of = {node: number for number, group in enumerate(groups) for node in group}
    sizes = {number: len(group) for number, group in enumerate(groups)}
    for _ in range(ROUNDS):
        changed = False
        for node in sorted(group_of):
            pulls: dict[int, float] = {}
            for other, weight in weights.of(node):
                if other in group_of:
                    pulls[group_of[other]] = pulls.get(group_of[other], 0.0) + weight
            here = group_of[node]
            alone = sizes[here] == 1
            stay = 0.0 if alone else pulls.get(here, 0.0) - apart
            worth = {number: pull - apart for number, pull in pulls.items() if number != here}
            if not alone:
                worth[max(sizes) + 1] = 0.0
            if not worth:
                continue
            target = max(worth, key=lambda number: (worth[number], -number))
            if worth[target] > stay:
                group_of[node] = target
                sizes[here] -= 1
                sizes[target] = sizes.get(target, 0) + 1
                changed = True
        if not changed:
            break
    found: dict[int, set[int]] = {}
    for node, number in group_of.items():
        found.setdefault(number, set()).add(node)
    return [frozenset(group) for group in found.values()]


def weakest_division(weights: Weights, group: Group) -> tuple[float, Group, Group] | None:
    """The two parts that are held together by least, and by how much; ``None`` for a single node.

    The last two of growing the group from its nodes, or one node and the rest.
    """
    if len(group) < 2:
        return None
    parts = [frozenset({node}) for node in sorted(group)]
    first, second = grown(weights, parts, float("-inf"), 2)
    divisions = [(between(weights, first, second), first, second)]
    if len(group) > 2:
        for node in sorted(group):
            one, rest = frozenset({node}), group - {node}
            divisions.append((between(weights, one, rest), one, rest))
    return min(divisions, key=lambda each: each[0])
