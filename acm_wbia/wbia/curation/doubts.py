"""Which joins do people's answers speak against though nobody was asked about them?

Of two parts of a group one was found to be a third and the other was found not to be it. Either an answer is wrong, or the
two parts are not one animal. Added up the answers cancel, and those about the third are asked for again and again; what
ought to be asked about is the join.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.curation.grouping import Grouping, Join
from acm_wbia.wbia.curation.weights import Group, Votes


def doubts(grouping: Grouping, votes: Votes, joins: Sequence[Join]) -> NDArray[np.float64]:
    """Of each of the grouping's ``joins``, ``(len(joins),)`` log-odds ≥ 0: the lesser of the two that contradict each other.

    Where several thirds speak against one join, the one that does so most counts.
    """
    found: dict[int, float] = {}
    for first, second in votes.against(grouping.home):
        for one, other in ((first, second), (second, first)):
            within, third = _between(grouping, one, other)
            for join in grouping.joins[grouping.home(one)]:
                if one in join.first | join.second and join.first | join.second <= within:
                    said = [votes.between(part, third) for part in (join.first, join.second)]
                    if min(said) < 0 < max(said):
                        doubt = min(map(abs, said))
                        found[id(join)] = max(found.get(id(join), 0.0), doubt)
    return np.array([found.get(id(join), 0.0) for join in joins])


def _between(grouping: Grouping, one: int, other: int) -> tuple[Group, Group]:
    """What was joined with what when two nodes came together, the first one's first; their groups where they did not."""
    join = grouping.join_between(one, other)
    if join is None:
        return grouping.groups[grouping.home(one)], grouping.groups[grouping.home(other)]
    return (join.first, join.second) if one in join.first else (join.second, join.first)
