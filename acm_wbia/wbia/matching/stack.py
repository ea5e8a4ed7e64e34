"""How do the features of thousands of annotations lie together?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.blocks import Blocks

_NO_WEIGHTS = np.empty(0, dtype=np.float32)


@dataclass(frozen=True, eq=False)
class FeatureStack:
    """The features of m annotations, N in all: where they are, mostly in memory-mapped files."""

    features: tuple[Features, ...]
    starts: NDArray[np.int64]
    """``(m,)``: annotation i has the rows from ``starts[i]`` on, as many as it has features."""
    weights: NDArray[np.float32]
    """``(N,)``: copied, since every query reads those of its neighbours."""
    owners: NDArray[np.int32]
    """``(N,)``: to which annotation each row belongs."""

    @classmethod
    def of(cls, features: Sequence[Features]) -> Self:
        """One after another, in their order."""
        counts = np.array([len(one) for one in features], dtype=np.int64)
        weights = np.concatenate([_NO_WEIGHTS, *(one.weights for one in features)])
        owners = np.repeat(np.arange(len(features), dtype=np.int32), counts)
        return cls(tuple(features), np.cumsum(counts) - counts, weights, owners)

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

    @property
    def counts(self) -> NDArray[np.int64]:
        """``(m,)``: how many features each annotation has."""
        return np.array([len(one) for one in self.features], dtype=np.int64)

    def followed_by(self, features: Sequence[Features]) -> "FeatureStack":
        """A stack of these after its own."""
        later = FeatureStack.of(features)
        return FeatureStack(
            self.features + later.features,
            np.concatenate([self.starts, later.starts + len(self.owners)]),
            np.concatenate([self.weights, later.weights]),
            np.concatenate([self.owners, later.owners + np.int32(len(self))]),
        )

    def arranged(self, order: NDArray[np.int64]) -> "FeatureStack":
        """The same rows, of the same annotations in another order."""
        if np.array_equal(order, np.arange(len(self))):
            return self
        places = np.empty(len(self), dtype=np.int32)
        places[order] = np.arange(len(self), dtype=np.int32)
        features = tuple(self.features[position] for position in order.tolist())
        return FeatureStack(features, self.starts[order], self.weights, places[self.owners])
