"""Against which animals is a query compared, and which of them may it be compared with?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Self

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.codebook import Lists
from acm_wbia.wbia.matching.exactness import EXACT_UP_TO
from acm_wbia.wbia.matching.neighbours import NeighbourIndex
from acm_wbia.wbia.matching.stack import FeatureStack


@dataclass(frozen=True)
class Member:
    """One annotation of a match set, or a query."""

    annotation: str
    name: str | None = None
    """The individual; None while nobody has named it: then it is a candidate of its own."""
    group: str | None = None
    """The encounter: pictures of one encounter share their background and are never compared."""
    asset: str | None = None
    """The picture it was cut from: two boxes of one picture are never compared."""


_TIES = (attrgetter("annotation"), attrgetter("group"), attrgetter("asset"))
"""By what a member may belong to a query."""


class Relations:
    """Which members belong to a query? Their ties are looked at once, so that no query asks each member again."""

    def __init__(self, members: Sequence[Member]) -> None:
        self._members = members
        told = chain.from_iterable((each.annotation, each.group, each.asset) for each in members)
        hashes = np.fromiter(map(hash, told), np.int64, len(_TIES) * len(members))
        self._hashes = np.ascontiguousarray(hashes.reshape(-1, len(_TIES)).T)

    def strangers(self, query: Member | None) -> NDArray[np.bool_]:
        """``(len(members),)``: which are not the query itself, nor of its picture or encounter."""
        found = np.ones(len(self._members), dtype=np.bool_)
        for tie, hashes in zip(_TIES, self._hashes, strict=True):
            own = None if query is None else tie(query)
            if own is not None:
                alike = np.flatnonzero(hashes == hash(own)).tolist()
                found[[each for each in alike if tie(self._members[each]) == own]] = False
        return found


@dataclass(frozen=True, eq=False)
class Gallery:
    """Annotations with their features and an index over them. Nothing in it ever changes."""

    members: tuple[Member, ...]
    stack: FeatureStack
    """The features of ``members``, in the same order."""
    index: NeighbourIndex
    """Over the rows of ``stack``."""
    included: NDArray[np.bool_]
    """``(len(members),)``: which members belong to the match set; the others are only stored here."""

    @classmethod
    def build(
        cls,
        members: Sequence[Member],
        features: Sequence[Features],
        exact_up_to: int = EXACT_UP_TO,
    ) -> Self:
        """From members and their features, in one order."""
        if len(members) != len(features):
            raise ValueError(f"{len(members)} members came with {len(features)} sets of features")
        stack = FeatureStack.of(features)
        index = NeighbourIndex.build(stack.descriptors, exact_up_to)
        return cls(tuple(members), stack, index, np.ones(len(members), dtype=np.bool_))

    def __len__(self) -> int:
        return int(self.included.sum())

    def holding(self, members: Sequence[Member], positions: NDArray[np.int64]) -> "Gallery":
        """Only these members, whose features are stored at ``positions``: the match set in its own order.

        It answers as one that was built of these alone; what else is stored here comes after them and is passed over.
        """
        apart = np.ones(len(self.members), dtype=np.bool_)
        apart[positions] = False
        others = np.flatnonzero(apart)
        order = np.concatenate([positions, others])
        nameless = (Member(self.members[each].annotation) for each in others.tolist())
        included = np.arange(len(order)) < len(positions)
        return Gallery((*members, *nameless), self.stack.arranged(order), self.index, included)

    def of(self, positions: NDArray[np.int64], features: Sequence[Features]) -> "Gallery":
        """One of the members at ``positions``, rising, put together by the same lists; ``features`` are theirs again."""
        chosen = np.zeros(len(self.members), dtype=np.bool_)
        chosen[positions] = True
        stack = FeatureStack.of(features)
        rows = np.flatnonzero(chosen[self.stack.owners])
        index = self.index.of(rows, stack.descriptors)
        members = tuple(self.members[position] for position in positions.tolist())
        return Gallery(members, stack, index, np.ones(len(members), dtype=np.bool_))

    def followed_by(
        self, members: Sequence[Member], features: Sequence[Features], lists: Lists
    ) -> "Gallery":
        """One that has these as well, after its own, and shares what this one holds; ``lists`` are their descriptors'."""
        stack = self.stack.followed_by(features)
        index = self.index.grown([each.descriptors for each in features], lists)
        everybody = (*self.members, *members)
        return Gallery(everybody, stack, index, np.ones(len(everybody), dtype=np.bool_))

    def comparable(self, query: Member | None) -> NDArray[np.bool_]:
        """Which members ``query`` may be compared with: not itself, its picture or its encounter."""
        return np.logical_and(self.included, self._relations.strangers(query), dtype=bool)

    @cached_property
    def candidates(self) -> NDArray[np.int64]:
        """``(len(members),)``: the position of the first member of the same name; of the unnamed, their own."""
        numbers: dict[str, int] = {}
        found = np.empty(len(self.members), dtype=np.int64)
        for position, member in enumerate(self.members):
            own = position if member.name is None else numbers.setdefault(member.name, position)
            found[position] = own
        return found

    def pictures_of(self, candidate: int) -> NDArray[np.int64]:
        """Positions of all members of the individual whose first member is at ``candidate``, rising."""
        first, last = np.searchsorted(self._by_candidate[0], [candidate, candidate + 1])
        return self._by_candidate[1][first:last]

    @cached_property
    def _by_candidate(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """``candidates`` from small to large, and the positions of their members."""
        order = np.argsort(self.candidates, kind="stable")
        return self.candidates[order], order

    @cached_property
    def _relations(self) -> Relations:
        return Relations(self.members)
