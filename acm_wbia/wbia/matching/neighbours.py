"""Which stored descriptors lie nearest to these, among those that may be compared?

Descriptors are whole numbers of 0…255 and 512 long, so every squared distance is a whole number that a
float32 holds exactly; the centres of the inverted file are rounded to whole numbers too. So the answer
does not depend on the order of the sums, the number of threads or the size of the batch.
"""

import math
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.features import LENGTHS
from acm_wbia.wbia.matching.blocks import Blocks, Descriptors, as_float, in_batches, total
from acm_wbia.wbia.matching.codebook import Codebook, Lists, add_sorted
from acm_wbia.wbia.matching.exactness import EXACT_UP_TO

Distances = NDArray[np.float32]
"""Squared Euclidean; infinite where there was no further neighbour."""
Rows = NDArray[np.int64]
"""Positions in the stack of stored descriptors; −1 where there was no further neighbour."""

_faiss: Any = faiss  # Its generated types miss what its Python layer adds.

NUMBER_BYTES = 8
"""A descriptor's position, as FAISS keeps it."""

LISTS_PER_ROOT = 4
"""Lists of the inverted file: 4 √n, where finding the lists and reading them take about as long."""

PROBED_LISTS = 32
"""Finds nine of ten of the five nearest among a million descriptors; twice as many find hardly more."""


def lists_for(count: int) -> int:
    """How many lists an inverted file of so many descriptors has."""
    return max(1, round(LISTS_PER_ROOT * math.sqrt(count)))


class NeighbourIndex:
    """Stored descriptors that can be searched; exact when they are few. Build once, search often."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, blocks: Blocks, exact_up_to: int = EXACT_UP_TO) -> "NeighbourIndex":
        """An index over all of the blocks."""
        few = total(blocks) <= exact_up_to
        return cls(_exact(blocks) if few else _inverted_file(blocks))

    @classmethod
    def unsorted(cls, blocks: Blocks) -> "NeighbourIndex":
        """An exact index over many descriptors, at once and in no more room than they take themselves.

        A search looks at each of them: some 25 seconds for a picture's among 3.5 million, on two cores.
        """
        index = _faiss.IndexScalarQuantizer(
            blocks[0].shape[1], _faiss.ScalarQuantizer.QT_8bit_direct, _faiss.METRIC_L2
        )
        return cls(_filled(index, blocks))

    def grown(self, blocks: Blocks, lists: Lists) -> "NeighbourIndex":
        """One that has these as well, after its own, by the same codebook; as if it had been built with them.

        This one stays as it is: its lists are copied as they lie, a tenth of a second for a million descriptors.
        """
        index = _faiss.clone_index(self._index)
        add_sorted(index, blocks, lists)
        return NeighbourIndex(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def bytes_each(self) -> int:
        """What is held of each descriptor, its number included."""
        return int(_faiss.downcast_index(self._index).code_size) + NUMBER_BYTES

    @property
    def exact(self) -> bool:
        """Whether every stored descriptor is looked at."""
        exact = (_faiss.IndexFlat, _faiss.IndexScalarQuantizer)
        return isinstance(_faiss.downcast_index(self._index), exact)

    def nearest(
        self, queries: Descriptors, count: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[Distances, Rows]:
        """The ``count`` nearest of each query, nearest first: two arrays ``(len(queries), count)``.

        ``allowed`` says for each stored descriptor whether it may be found. Equal distances are in
        the order of storing.
        """
        parameters = self._parameters(allowed)
        distances, rows = self._index.search(as_float(queries), count, params=parameters)
        order = np.lexsort((rows, distances), axis=1)
        distances = np.take_along_axis(distances, order, axis=1)
        rows = np.take_along_axis(rows, order, axis=1)
        return np.where(rows < 0, np.float32(np.inf), distances), rows

    def _parameters(self, allowed: NDArray[np.bool_] | None) -> Any:
        selector = None
        if allowed is not None:
            selector = _faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        if self.exact:
            return _faiss.SearchParameters(sel=selector)
        return _faiss.SearchParametersIVF(sel=selector, nprobe=PROBED_LISTS)


def _inverted_file(blocks: Blocks) -> Any:
    codebook = Codebook.train(blocks, lists_for(total(blocks)))
    return codebook.inverted_file(blocks, codebook.lists_of(blocks))


def _exact(blocks: Blocks) -> Any:
    length = blocks[0].shape[1] if blocks else LENGTHS[-1]
    return _filled(_faiss.IndexFlatL2(length), blocks)


def _filled(index: Any, blocks: Blocks) -> Any:
    for batch in in_batches(blocks):
        index.add(batch)
    return index
