"""What do people say of two groups, by their answers and by the names in the catalogue?"""

from collections.abc import Collection, Sequence

from acm_wbia.wbia.curation.weights import Group, Votes, log_odds


class Sayings:
    """Answers and names; a name that two groups share is one answer, however many of it they hold."""

    def __init__(
        self, names: Sequence[str | None], reviewer_error: float, naming_error: float
    ) -> None:
        self.votes = Votes(reviewer_error)
        self._names = names
        self._named = -log_odds(naming_error)
        self._beside = _chains(names)

    def said(self, first: Group, second: Group) -> float:
        """Of two groups, in log-odds."""
        named = self._named if self.share_a_name(first, second) else 0.0
        return self.votes.between(first, second) + named

    def asked(self, first: Group, second: Group) -> int:
        """How often people answered about two groups."""
        return self.votes.asked(first, second)

    def about(self, node: int) -> Collection[int]:
        """Of which other nodes together with this one they say something."""
        return {*self.votes.about(node), *self._beside.get(node, ())}

    def share_a_name(self, first: Group, second: Group) -> bool:
        """Whether the catalogue calls some of both the same."""
        names = {self._names[node] for node in first} - {None}
        return bool(names) and any(self._names[node] in names for node in second)


def _chains(names: Sequence[str | None]) -> dict[int, set[int]]:
    """Of each node its neighbours in a chain that holds those of one name together: the one before and the one after."""
    before: dict[str, int] = {}
    found: dict[int, set[int]] = {}
    for node, name in enumerate(names):
        if name is None:
            continue
        if name in before:
            found.setdefault(node, set()).add(before[name])
            found.setdefault(before[name], set()).add(node)
        before[name] = node
    return found
