"""How do the features of thousands of annotations lie together?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.boxes import PictureSize
from acm_wbia.wbia.features import LENGTHS, Features


@dataclass(frozen=True, eq=False)
class FeatureStack:
    """The features of m annotations one after another, N in all. Arrays are never written to."""

    keypoints: NDArray[np.float32]
    """``(N, 4)``, as in ``Features``."""
    descriptors: NDArray[np.uint8]
    """``(N, 128)``, or as long as the features' are."""
    weights: NDArray[np.float32]
    """``(N,)``."""
    starts: NDArray[np.int64]
    """``(m + 1,)``: annotation i has the rows ``starts[i]`` up to, not including, ``starts[i + 1]``."""
    to_picture: NDArray[np.float64]
    """``(m, 2, 3)``."""
    chip_sizes: NDArray[np.int64]
    """``(m, 2)``: width, height."""

    @classmethod
    def of(cls, features: Sequence[Features]) -> Self:
        """Copies the features into one stack, in their order."""
        counts = [len(one) for one in features]
        length = features[0].descriptors.shape[1] if features else LENGTHS[-1]
        return cls(
            keypoints=_joined([one.keypoints for one in features], (0, 4), np.float32),
            descriptors=_joined([one.descriptors for one in features], (0, length), np.uint8),
            weights=_joined([one.weights for one in features], (0,), np.float32),
            starts=np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64),
            to_picture=np.array([one.to_picture for one in features]).reshape(-1, 2, 3),
            chip_sizes=np.array([one.chip_size for one in features], dtype=np.int64).reshape(-1, 2),
        )

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, position: int) -> Features:
        """The features of one annotation, as views."""
        rows = slice(int(self.starts[position]), int(self.starts[position + 1]))
        width, height = self.chip_sizes[position].tolist()
        return Features(
            keypoints=self.keypoints[rows],
            descriptors=self.descriptors[rows],
            weights=self.weights[rows],
            chip_size=PictureSize(width, height),
            to_picture=self.to_picture[position],
        )

    def __iter__(self) -> Iterator[Features]:
        return (self[position] for position in range(len(self)))

    @cached_property
    def owners(self) -> NDArray[np.int32]:
        """``(N,)``: to which annotation each row belongs."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))

    def subset(self, positions: NDArray[np.int64]) -> "FeatureStack":
        """A stack of the annotations at ``positions``, copied."""
        return FeatureStack.of([self[int(position)] for position in positions])


def _joined(arrays: Sequence[NDArray[Any]], empty: tuple[int, ...], kind: Any) -> NDArray[Any]:
    return np.concatenate([np.zeros(empty, dtype=kind), *arrays]).astype(kind, copy=False)
