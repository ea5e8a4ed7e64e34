"""How do the features of thousands of annotations lie together?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.blocks import Blocks


@dataclass(frozen=True, eq=False)
class FeatureStack:
    """The features of m annotations one after another, N in all: where they are, mostly in memory-mapped files."""

    features: tuple[Features, ...]
    starts: NDArray[np.int64]
    """``(m + 1,)``: annotation i has the rows ``starts[i]`` up to, not including, ``starts[i + 1]``."""

    @classmethod
    def of(cls, features: Sequence[Features]) -> Self:
        """In their order; nothing is copied."""
        counts = [len(one) for one in features]
        starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)
        return cls(tuple(features), starts)

    def __len__(self) -> int:
        return len(self.features)

    def __getitem__(self, position: int) -> Features:
        """The features of one annotation."""
        return self.features[position]

    def __iter__(self) -> Iterator[Features]:
        return iter(self.features)

    @property
    def descriptors(self) -> Blocks:
        """Of each annotation; together N."""
        return [one.descriptors for one in self.features]

    @cached_property
    def weights(self) -> NDArray[np.float32]:
        """``(N,)``: copied, since every query reads those of its neighbours."""
        none = np.empty(0, dtype=np.float32)
        return np.concatenate([none, *(one.weights for one in self.features)])

    @cached_property
    def owners(self) -> NDArray[np.int32]:
        """``(N,)``: to which annotation each row belongs."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))

    def followed_by(self, features: Sequence[Features]) -> "FeatureStack":
        """A stack of these after its own."""
        return FeatureStack.of([*self.features, *features])

    def subset(self, positions: NDArray[np.int64]) -> "FeatureStack":
        """A stack of the annotations at ``positions``."""
        return FeatureStack.of([self.features[position] for position in positions.tolist()])
