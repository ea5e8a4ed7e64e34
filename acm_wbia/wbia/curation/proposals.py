"""Where does the best grouping differ from the names in the catalogue? What a person may do about it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Group = frozenset[int]


class Kind(StrEnum):
    """What a proposal asks for."""

    MERGE = "merge"
    """Several individuals are one."""
    SPLIT = "split"
    """Some encounters of an individual are another animal."""
    NAME = "name"
    """Encounters that nobody has named belong together, or to an individual."""


@dataclass(frozen=True)
class Part:
    """Encounters of one individual."""

    name: str | None
    """``None``: nobody has named them."""
    nodes: tuple[int, ...]


@dataclass(frozen=True)
class Proposal:
    """One step from the catalogue towards the grouping."""

    kind: Kind
    parts: tuple[Part, ...]
    """Of a split, the encounters that stay and those that go, of one name, and those of another name that these belong
    to, where there is one; of the others, what belongs together, the largest named part first."""
    settled: bool
    """No comparison that is still open could change it."""


def proposals(
    groups: Sequence[Group], names: Sequence[str | None], unsettled: Collection[int]
) -> list[Proposal]:
    """Merges, then splits, then names, each by lowest node; ``unsettled`` are nodes of groups that are still open."""
    found = [
        *_within(groups, names, unsettled),
        *_splits(groups, names, unsettled),
    ]
    order = list(Kind)
    return sorted(found, key=lambda each: (order.index(each.kind), each.parts[0].nodes))


def _within(
    groups: Sequence[Group], names: Sequence[str | None], unsettled: Collection[int]
) -> list[Proposal]:
    whole = Counter(names)
    found = []
    for group in groups:
        parts = _by_name(group, names)
        named = [part for part in parts if part.name is not None]
        complete = [part for part in named if len(part.nodes) == whole[part.name]]
        nameless = [part for part in parts if part.name is None]
        settled = group.isdisjoint(unsettled)
        if len(complete) > 1:
            found.append(Proposal(Kind.MERGE, tuple(complete), settled))
        if nameless and len(group) > 1:
            # Of several names the largest will be theirs once the others are merged with it.
            found.append(Proposal(Kind.NAME, (*named[:1], *nameless), settled))
    return found


def _splits(
    groups: Sequence[Group], names: Sequence[str | None], unsettled: Collection[int]
) -> list[Proposal]:
    pieces: dict[str, list[tuple[Part, Part | None]]] = {}
    for group in groups:
        named = [part for part in _by_name(group, names) if part.name is not None]
        for part in named:
            other = next((each for each in named if each is not part), None)
            pieces.setdefault(str(part.name), []).append((part, other))
    found = []
    for some in pieces.values():
        (stay, _), *going = sorted(some, key=lambda each: (-len(each[0].nodes), each[0].nodes))
        for go, to in going:
            settled = not {*stay.nodes, *go.nodes} & set(unsettled)
            parts = (stay, go) if to is None else (stay, go, to)
            found.append(Proposal(Kind.SPLIT, parts, settled))
    return found


def _by_name(group: Group, names: Sequence[str | None]) -> list[Part]:
    """The largest first."""
    found: dict[str | None, list[int]] = {}
    for node in sorted(group):
        found.setdefault(names[node], []).append(node)
    parts = [Part(name, tuple(nodes)) for name, nodes in found.items()]
    return sorted(parts, key=lambda part: (-len(part.nodes), part.nodes))


def as_mapping(proposal: Proposal, labels: Sequence[str]) -> Mapping[str, object]:
    """As JSON takes it, the nodes by what they are called."""
    return {
        "kind": proposal.kind.value,
        "parts": [
            {"name": part.name, "encounters": [labels[node] for node in part.nodes]}
            for part in proposal.parts
        ],
        "settled": proposal.settled,
    }
