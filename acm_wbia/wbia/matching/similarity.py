"""Which stored embeddings are most like this one, among those that may be compared?

A FAISS index over numbers in half precision fetches a few more than are wanted, on a GPU where the faiss that is installed
has one; their cosines are then reckoned anew, exactly. So the answer is the same wherever it was fetched.
"""

from collections.abc import Callable
from typing import Any, Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.embedding import Vector

Vectors = NDArray[np.float16]
"""``(n, dimension)``, of length 1 but for rounding."""

_faiss: Any = faiss  # Its generated types miss what its Python layer adds.

SPARE = 32
"""Fetched beyond what is wanted: what single precision takes for equal is put in order exactly."""

CHUNK = 100_000
"""Rows that lie together: what is added moves no more than these, however many there are."""

BATCH = 10_000
"""Rows turned to single precision at once."""

MOST_FROM_GPU = 2048
"""Neighbours that a search on the GPU gives at most; who wants more has them from the processor."""

Fetched = tuple[NDArray[np.float32], NDArray[np.int64]]


class _Fetcher(Protocol):
    def add(self, rows: NDArray[np.float32]) -> None: ...

    def fetch(self, query: NDArray[np.float32], count: int, allowed: NDArray[np.bool_]) -> Fetched:
        """Of at most ``count`` rows among those allowed, the most similar ones: likeness and number."""

    def rows(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """As they were added."""


class SimilarityIndex:
    """Embeddings that are added and never changed. Not to be searched while something is added."""

    def __init__(self, dimension: int, make: Callable[[int], _Fetcher] | None = None) -> None:
        self.dimension = dimension
        self._make = make or best_fetchers()
        self._chunks: list[_Fetcher] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def nbytes(self) -> int:
        """What is held."""
        return self._count * self.dimension * 2

    def add(self, vectors: Vectors) -> None:
        """Behind those that are there; takes time for these alone."""
        start = 0
        while start < len(vectors):
            if self._count == len(self._chunks) * CHUNK:
                self._chunks.append(self._make(self.dimension))
            room = len(self._chunks) * CHUNK - self._count
            some = vectors[start : start + min(BATCH, room)]
            self._chunks[-1].add(np.ascontiguousarray(some, np.float32))
            self._count += len(some)
            start += len(some)

    def most_similar(
        self, query: Vector, count: int, allowed: NDArray[np.bool_]
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Cosines and numbers of the ``count`` most similar rows, most similar first.

        ``allowed`` says for each row whether it may be found. Equal ones are in no particular order.
        """
        wanted = min(count + SPARE, int(allowed.sum()))
        if wanted == 0:
            return np.empty(0), np.empty(0, np.int64)
        numbers = self._fetched(query.astype(np.float32), wanted, allowed)
        cosines = cosines_of(query, self._rows(numbers))
        order = np.argsort(-cosines, kind="stable")[:count]
        return cosines[order], numbers[order]

    def _fetched(
        self, query: NDArray[np.float32], wanted: int, allowed: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        """The best of all chunks by single precision, in the order of the chunks."""
        likenesses, numbers = [], []
        for place, chunk in enumerate(self._chunks):
            own = allowed[place * CHUNK : (place + 1) * CHUNK]
            most = min(wanted, int(own.sum()))
            if most:
                found, rows = chunk.fetch(query, most, own)
                likenesses.append(found)
                numbers.append(rows + place * CHUNK)
        best = np.argsort(-np.concatenate(likenesses), kind="stable")[:wanted]
        return np.sort(np.concatenate(numbers)[best])

    def _rows(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Of rising numbers."""
        bounds = np.searchsorted(numbers, np.arange(len(self._chunks) + 1) * CHUNK)
        return np.concatenate(
            [
                chunk.rows(numbers[first:last] - place * CHUNK)
                for place, (chunk, first, last) in enumerate(
                    zip(self._chunks, bounds[:-1], bounds[1:], strict=True)
                )
                if last > first
            ]
        )


def cosines_of(query: Vector, rows: NDArray[Any]) -> NDArray[np.float64]:
    """``(n,)``, of rows in half precision; exact but for the last division."""
    exact = rows.astype(np.float64)
    own = query.astype(np.float64)
    lengths = np.sqrt((exact * exact).sum(axis=1) * (own @ own))
    found: NDArray[np.float64] = (exact @ own) / lengths
    return found


def best_fetchers() -> Callable[[int], _Fetcher]:
    """What makes those of one index: on the GPU where faiss is built for one and there is one."""
    if hasattr(_faiss, "StandardGpuResources") and _faiss.get_num_gpus() > 0:
        # They set memory aside: one for all that is made.
        resources = _faiss.StandardGpuResources()
        return lambda dimension: Unfiltered(_gpu_index(resources, dimension))
    return _Filtered


class _Filtered:
    """Looks at those rows alone that are allowed, on the processor."""

    def __init__(self, dimension: int) -> None:
        self._index = _faiss.IndexScalarQuantizer(
            dimension, _faiss.ScalarQuantizer.QT_fp16, _faiss.METRIC_INNER_PRODUCT
        )

    def add(self, rows: NDArray[np.float32]) -> None:
        self._index.add(rows)

    def fetch(self, query: NDArray[np.float32], count: int, allowed: NDArray[np.bool_]) -> Fetched:
        selector = _faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        parameters = _faiss.SearchParameters(sel=selector)
        likenesses, rows = self._index.search(query[None], count, params=parameters)
        return _found(likenesses, rows)

    def rows(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = self._index.reconstruct_batch(numbers)
        return found


class Unfiltered:
    """Looks at all rows with an index that knows no filter, as those of the GPU, and drops what is not allowed.

    Where too few are left, or more are wanted than the GPU gives, the processor compares those that are allowed.
    """

    def __init__(self, index: Any) -> None:
        """``index`` is an empty one of inner products."""
        self._index = index

    def add(self, rows: NDArray[np.float32]) -> None:
        self._index.add(rows)

    def fetch(self, query: NDArray[np.float32], count: int, allowed: NDArray[np.bool_]) -> Fetched:
        barred = len(allowed) - int(allowed.sum())
        asked = min(count + barred, MOST_FROM_GPU, len(allowed))
        if asked >= count:
            likenesses, rows = _found(*self._index.search(query[None], asked))
            may = allowed[rows]
            if int(may.sum()) >= count or asked == len(allowed):
                return likenesses[may][:count], rows[may][:count]
        return self._compared(query, count, np.flatnonzero(allowed))

    def _compared(
        self, query: NDArray[np.float32], count: int, numbers: NDArray[np.int64]
    ) -> Fetched:
        likenesses = np.concatenate(
            [
                self.rows(numbers[start : start + BATCH]) @ query
                for start in range(0, len(numbers), BATCH)
            ]
        )
        best = np.argsort(-likenesses, kind="stable")[:count]
        return likenesses[best], numbers[best]

    def rows(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = self._index.reconstruct_batch(numbers)
        return found


def _found(likenesses: NDArray[np.float32], rows: NDArray[np.int64]) -> Fetched:
    """Of the one query, without the places that stayed empty."""
    there = rows[0] >= 0
    return likenesses[0][there], rows[0][there]


def _gpu_index(resources: Any, dimension: int) -> Any:
    settings = _faiss.GpuIndexFlatConfig()
    settings.useFloat16 = True  # As the rows are kept anyway: nothing is lost.
    return _faiss.GpuIndexFlatIP(resources, dimension, settings)
