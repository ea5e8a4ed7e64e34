"""Into which lists are descriptors sorted, so that a search reads a few lists and not all of them?

A codebook is made once from some of a catalogue's descriptors. The list of a descriptor depends on the codebook
alone, so it can be kept with the descriptor, and an index over any set of them is put together without looking
at the centres again. Its centres are whole numbers, as descriptors are: distances are exact.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.matching.blocks import Blocks, Points, as_float, gathered, in_batches, sample

Lists = NDArray[np.uint16]
"""For each descriptor the number of its list."""

_faiss: Any = faiss  # Its generated types miss what its Python layer adds.

TRAINING_PER_LIST = 40
TRAINING_ROUNDS = 6
"""Descriptors a list and rounds for placing the lists' centres: FAISS asks for 39; more moves nothing."""

MOST_LISTS = 1 << 16
"""As many as two bytes number: enough for 250 million descriptors."""

ALL_COMPARED = 4096
"""Centres: a descriptor is compared with each of so many, and finds its way among more."""

SORTED_IN_AT_ONCE = 1_000_000
"""Descriptors: fewer, and each list is looked up more often; more take more than a quarter of a gigabyte meanwhile."""

GRAPH_LINKS, GRAPH_WIDTH = 16, 32
"""Of the way among many centres: 998 in a thousand find the nearest."""

SEED = 20_150_601


@dataclass(frozen=True, eq=False)
class Codebook:
    """The centres of the lists. Never written to."""

    centres: NDArray[np.uint8]
    """``(lists, 128)``."""

    @classmethod
    def train(cls, blocks: Blocks, lists: int) -> Self:
        """Places the centres by k-means on a sample; the same descriptors, at least ``lists``, give the same centres.

        First those of √lists regions, then in each region as many as its share of the sample: as good as placing all at
        once, and the work grows with the root of their number.
        """
        lists = min(lists, MOST_LISTS)
        points = sample(blocks, lists * TRAINING_PER_LIST, SEED)
        with _one_thread():
            regions = _nearest(points, _placed(points, round(math.sqrt(lists))))
            sizes = np.bincount(regions)
            ends = np.rint(np.cumsum(sizes) * (lists / len(points))).astype(int)
            centres = [
                _placed(points[regions == region], wanted)
                for region, wanted in enumerate(np.diff(ends, prepend=0).tolist())
                if wanted
            ]
        return cls(np.clip(np.rint(np.concatenate(centres)), 0, 255).astype(np.uint8))

    def lists_of(self, blocks: Blocks) -> Lists:
        """The list of each descriptor, ``(n,)``: the one with the nearest centre.

        Of many centres one that is hardly further, for two descriptors in a thousand, always the same.
        """
        quantizer = self._quantizer() if len(self.centres) <= ALL_COMPARED else self._graph()
        found = [quantizer.search(batch, 1)[1][:, 0] for batch in in_batches(blocks)]
        return np.concatenate([np.empty(0, np.int64), *found]).astype(np.uint16)

    def inverted_file(self, blocks: Blocks, lists: Lists) -> Any:
        """A FAISS index over descriptors whose lists are known."""
        index = _empty(self._quantizer())
        add_sorted(index, blocks, lists)
        return index

    def _quantizer(self) -> Any:
        quantizer = _faiss.IndexFlatL2(self.centres.shape[1])
        quantizer.add(as_float(self.centres))
        return quantizer

    def _graph(self) -> Any:
        """From each centre to the next ones, so that the nearest is found by a few hundred steps."""
        graph = _faiss.IndexHNSWFlat(self.centres.shape[1], GRAPH_LINKS)
        graph.hnsw.efSearch = GRAPH_WIDTH
        with _one_thread():  # Several would link the centres in the order in which they come along.
            graph.add(as_float(self.centres))
        return graph


def beside(index: Any) -> Any:
    """An empty inverted file by the codebook of another, which must stay as long as this one does."""
    return _empty(index.quantizer)


def alike(index: Any) -> Any:
    """An empty inverted file by the codebook of another, which it does not need any more."""
    return _empty(_faiss.clone_index(index.quantizer))


def lists_in(index: Any) -> Lists:
    """The list of each descriptor of an inverted file, in the order in which they came."""
    found = np.empty(int(index.ntotal), dtype=np.uint16)
    for each in range(index.nlist):
        size = index.invlists.list_size(each)
        if size:
            found[_faiss.rev_swig_ptr(index.invlists.get_ids(each), size)] = each
    return found


def _empty(quantizer: Any) -> Any:
    index = _faiss.IndexIVFScalarQuantizer(
        quantizer,
        quantizer.d,
        quantizer.ntotal,
        _faiss.ScalarQuantizer.QT_8bit_direct,  # The descriptors are bytes already: nothing is lost.
        _faiss.METRIC_L2,
        False,
    )
    index.is_trained = True  # The centres are placed, and bytes need no scale.
    return index


def add_sorted(index: Any, blocks: Blocks, lists: Lists) -> None:
    """Adds descriptors whose lists are known to an inverted file, after those that it has.

    Written into its lists as they are: by FAISS's own way each would become 128 floats, and a list that grows as they
    come holds room for twice as many.
    """
    inverted, count = index.invlists, index.nlist
    ends = np.array([inverted.list_size(each) for each in range(count)])
    wanted = np.bincount(lists, minlength=count)
    for each in np.flatnonzero(wanted).tolist():
        inverted.resize(each, int(ends[each] + wanted[each]))
    first = 0
    for batch in gathered(blocks, SORTED_IN_AT_ONCE):
        own = lists[first : first + len(batch)]
        order = np.argsort(own, kind="stable")
        codes, numbers = batch[order], order + int(index.ntotal) + first
        present, starts, counts = np.unique(own[order], return_index=True, return_counts=True)
        for each, start, some in zip(
            present.tolist(), starts.tolist(), counts.tolist(), strict=True
        ):
            where = int(ends[each])
            ids, code = _faiss.swig_ptr(numbers[start:]), _faiss.swig_ptr(codes[start:])
            inverted.update_entries(each, where, some, ids, code)
        ends[present] += counts
        first += len(batch)
    index.ntotal += first


def _placed(points: Points, count: int) -> Points:
    """The centres ``(count, 128)`` of as many groups of the points."""
    trainer = _faiss.Clustering(points.shape[1], count)
    trainer.seed, trainer.niter, trainer.int_centroids = SEED, TRAINING_ROUNDS, True
    trainer.min_points_per_centroid = 1  # No advice on standard error.
    trainer.train(points, _faiss.IndexFlatL2(points.shape[1]))
    centres: Points = _faiss.vector_to_array(trainer.centroids).reshape(count, -1)
    return centres


def _nearest(points: Points, centres: Points) -> NDArray[np.int64]:
    """Of each point the number of the nearest centre."""
    index = _faiss.IndexFlatL2(points.shape[1])
    index.add(centres)
    found: NDArray[np.int64] = index.search(points, 1)[1][:, 0]
    return found


@contextmanager
def _one_thread() -> Iterator[None]:
    """FAISS keeps to this thread: many small steps wait for one another longer than they take."""
    threads = _faiss.omp_get_max_threads()
    _faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        _faiss.omp_set_num_threads(threads)
