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
from acm_wbia.wbia.matching.blocks import Blocks, Descriptors, Points, as_float, in_batches, total
from acm_wbia.wbia.matching.codebook import Codebook, Lists, add_sorted, alike, beside, lists_in
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

LARGEST_SHARE_APART = 16
"""What came since an index was built is kept apart up to one in so many: to look there as well takes a quarter longer."""

PROBED_LISTS = 32
"""Finds nine of ten of the five nearest among a million descriptors; twice as many find hardly more."""


def lists_for(count: int) -> int:
    """How many lists an inverted file of so many descriptors has."""
    return max(1, round(LISTS_PER_ROOT * math.sqrt(count)))


class NeighbourIndex:
    """Stored descriptors that can be searched; exact when they are few. Build once, search often."""

    def __init__(self, index: Any, later: Any = None) -> None:
        """`later` is an inverted file by the same codebook, of what comes after all of the index."""
        self._index = index
        self._later = later

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
        """One that has these as well, after its own, by the same codebook; it finds what one built of all would.

        This one stays as it is, and the other shares what it holds: it keeps apart what came since that was built.
        """
        later = beside(self._index) if self._later is None else _faiss.clone_index(self._later)
        add_sorted(later, blocks, lists)
        return NeighbourIndex(self._index, later)

    def of(self, rows: Rows, blocks: Blocks) -> "NeighbourIndex":
        """One of these rows alone, rising, by the same codebook and in one part; ``blocks`` are their descriptors."""
        lists = np.concatenate([lists_in(each) for each in self._parts])
        whole = alike(self._index)
        add_sorted(whole, blocks, lists[rows])
        return NeighbourIndex(whole)

    def shares_with(self, other: "NeighbourIndex") -> bool:
        """Whether one grew from the other, or both from a third."""
        return self._index is other._index

    @property
    def much_apart(self) -> bool:
        """Whether so much came since it was built that it is better put together anew."""
        later = len(self) - int(self._index.ntotal)
        return later * LARGEST_SHARE_APART > int(self._index.ntotal)

    def __len__(self) -> int:
        return sum(int(each.ntotal) for each in self._parts)

    @property
    def held(self) -> dict[int, int]:
        """Bytes of each part, by a number that is the same where indexes share it."""
        return {id(each): int(each.ntotal) * self.bytes_each for each in self._parts}

    @property
    def _parts(self) -> tuple[Any, ...]:
        return (self._index,) if self._later is None else (self._index, self._later)

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
        self,
        queries: Descriptors,
        count: int,
        allowed: NDArray[np.bool_] | None = None,
        owners: NDArray[np.int32] | None = None,
    ) -> tuple[Distances, Rows]:
        """The ``count`` nearest of each query, nearest first: two arrays ``(len(queries), count)``.

        ``allowed`` says for each stored descriptor whether it may be found. Equal distances are in
        the order of ``owners``, where these are told, and of storing.
        """
        points = as_float(queries)
        distances = np.empty((len(points), count), dtype=np.float32)
        rows = np.empty((len(points), count), dtype=np.int64)
        open_, fetched = np.arange(len(points)), count + 1
        while len(open_):
            near, at = self._near(points[open_], fetched, allowed, owners)
            distances[open_], rows[open_] = near[:, :count], at[:, :count]
            if fetched >= len(self):
                break
            # FAISS takes any of those that are as near as the last: then all of them are looked for.
            tied = (near[:, count - 1] == near[:, -1]) & np.isfinite(near[:, -1])
            open_, fetched = open_[tied], fetched * 2
        return distances, rows

    def _near(
        self,
        points: Points,
        count: int,
        allowed: NDArray[np.bool_] | None,
        owners: NDArray[np.int32] | None,
    ) -> tuple[Distances, Rows]:
        """As ``nearest``, but any of those that are as near as the last."""
        found, before = [], 0
        for part in self._parts:
            own = None if allowed is None else allowed[before : before + part.ntotal]
            distances, rows = part.search(points, count, params=self._parameters(own))
            found.append((distances, np.where(rows < 0, rows, rows + before)))
            before += part.ntotal
        distances, rows = (np.concatenate(each, axis=1) for each in zip(*found, strict=True))
        distances = np.where(rows < 0, np.float32(np.inf), distances)
        whose = rows if owners is None else owners[rows]
        order = np.lexsort((rows, whose, distances), axis=1)[:, :count]
        distances = np.take_along_axis(distances, order, axis=1)
        return distances, np.take_along_axis(rows, order, axis=1)

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
