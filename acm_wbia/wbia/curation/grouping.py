"""Which groups come of joining, again and again, the two that belong together most?"""

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Group = frozenset[int]
Both = tuple[Group, Group]
Pull = Callable[[Group, Group], float | None]
"""How much two groups belong together; ``None``: not enough."""


@dataclass(frozen=True)
class Grouping:
    """What came of joining."""

    groups: list[Group]
    """By lowest node."""
    joins: list[Both]
    """The two of each joining, in the order of joining."""
    left: list[Both]
    """Those that lie beside each other and were not joined."""


def joined(groups: Sequence[Group], pairs: Iterable[tuple[int, int]], pull: Pull) -> Grouping:
    """The groups after joining as long as any two belong together.

    Only groups between which there is one of the ``pairs`` of nodes are ever looked at, so this grows with their
    number and not with the square of the catalogue. The same input gives the same groups.
    """
    there = {min(group): group for group in groups}
    home = {node: name for name, group in there.items() for node in group}
    near: dict[int, set[int]] = {name: set() for name in there}
    for first, second in pairs:
        if home[first] != home[second]:
            near[home[first]].add(home[second])
            near[home[second]].add(home[first])
    heap: list[tuple[float, int, int, Group, Group]] = []

    def consider(first: int, second: int) -> None:
        one, other = min(first, second), max(first, second)
        value = pull(there[one], there[other])
        if value is not None:
            heapq.heappush(heap, (-value, one, other, there[one], there[other]))

    for name in sorted(near):
        for other in sorted(near[name]):
            if name < other:
                consider(name, other)
    joins: list[Both] = []
    while heap:
        _, kept, gone, *both = heapq.heappop(heap)
        if there.get(kept) is not both[0] or there.get(gone) is not both[1]:
            continue  # one of them has grown since
        joins.append((both[0], both[1]))
        there[kept] = both[0] | both[1]
        del there[gone]
        for other in near.pop(gone):
            near[other].discard(gone)
            if other != kept:
                near[other].add(kept)
                near[kept].add(other)
        for other in sorted(near[kept]):
            consider(kept, other)
    left = [
        (there[name], there[other])
        for name in sorted(near)
        for other in sorted(near[name])
        if name < other
    ]
    return Grouping([there[name] for name in sorted(there)], joins, left)
