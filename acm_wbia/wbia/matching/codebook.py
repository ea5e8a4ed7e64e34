"""Into which lists are descriptors sorted, so that a search reads a few lists and not all of them?

A codebook is made once from some of a catalogue's descriptors. The list of a descriptor depends on the codebook
alone, so it can be kept with the descriptor, and an index over any set of them is put together without looking
at the centres again. Its centres are whole numbers, as descriptors are: distances are exact.
"""

from dataclasses import dataclass
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

Descriptors = NDArray[np.uint8]
Lists = NDArray[np.uint16]
"""For each descriptor the number of its list."""

_faiss: Any = faiss  # Its generated types miss what its Python layer adds.

TRAINING_PER_LIST = 40
TRAINING_ROUNDS = 6
"""Descriptors a list and rounds for placing the lists' centres: FAISS asks for 39; more moves nothing."""

MOST_LISTS = 1 << 16
"""As many as two bytes number: enough for 250 million descriptors."""

BATCH = 100_000
"""Descriptors turned to float32 at once: 50 MB."""

SEED = 20_150_601


@dataclass(frozen=True, eq=False)
class Codebook:
    """The centres of the lists. Never written to."""

    centres: NDArray[np.uint8]
    """``(lists, 128)``."""

    @classmethod
    def train(cls, descriptors: Descriptors, lists: int) -> Self:
        """Places the centres by k-means on a sample; the same descriptors give the same centres.

        ``descriptors`` is ``(n, 128)``, n at least ``lists``, and may be memory-mapped.
        """
        count, length = descriptors.shape
        lists = min(lists, MOST_LISTS)
        sample = np.random.default_rng(SEED).permutation(count)[: lists * TRAINING_PER_LIST]
        trainer = _faiss.Clustering(length, lists)
        trainer.seed, trainer.niter, trainer.int_centroids = SEED, TRAINING_ROUNDS, True
        points = as_float(descriptors[np.sort(sample)])
        trainer.train(points, _faiss.IndexFlatL2(length))
        centres = _faiss.vector_to_array(trainer.centroids).reshape(lists, length)
        return cls(np.clip(np.rint(centres), 0, 255).astype(np.uint8))

    def lists_of(self, descriptors: Descriptors) -> Lists:
        """The list of each descriptor, ``(n,)``: the one with the nearest centre."""
        quantizer = self._quantizer()
        found = np.empty(len(descriptors), dtype=np.uint16)
        for start in range(0, len(descriptors), BATCH):
            batch = as_float(descriptors[start : start + BATCH])
            found[start : start + BATCH] = quantizer.search(batch, 1)[1][:, 0]
        return found

    def inverted_file(self, descriptors: Descriptors, lists: Lists) -> Any:
        """A FAISS index over ``(n, 128)`` descriptors, whose lists are known."""
        length = self.centres.shape[1]
        index = _faiss.IndexIVFScalarQuantizer(
            self._quantizer(),
            length,
            len(self.centres),
            _faiss.ScalarQuantizer.QT_8bit_direct,  # The descriptors are bytes already: nothing is lost.
            _faiss.METRIC_L2,
            False,
        )
        index.is_trained = True  # The centres are placed, and bytes need no scale.
        for start in range(0, len(descriptors), BATCH):
            batch = as_float(descriptors[start : start + BATCH])
            numbers = lists[start : start + BATCH].astype(np.int64)
            index.add_core(len(batch), _faiss.swig_ptr(batch), None, _faiss.swig_ptr(numbers))
        return index

    def _quantizer(self) -> Any:
        quantizer = _faiss.IndexFlatL2(self.centres.shape[1])
        quantizer.add(as_float(self.centres))
        return quantizer


def as_float(descriptors: Descriptors) -> NDArray[np.float32]:
    """As FAISS takes them."""
    return np.ascontiguousarray(descriptors, dtype=np.float32)
