"""How are embeddings kept ready to be searched? In the worker's memory, in one index a species and network, that grows."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from acm_wbia.acm.files.feature_segments import Stretch
from acm_wbia.wbia.matching.similarity import SimilarityIndex

READ_AT_ONCE = 10_000
"""Embeddings that are read from the disk before they are added."""

Key = tuple[str, str]
"""Species, or nothing, and fingerprint of the network."""

Read = Callable[[Stretch], NDArray[np.float16]]


class GrowingIndex:
    """Embeddings by where they lie on the disk. What is there once is only added to."""

    def __init__(self, dimension: int) -> None:
        self.index = SimilarityIndex(dimension)
        self._rows: dict[Stretch, int] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, stretches: Sequence[Stretch], read: Read) -> NDArray[np.int64]:
        """Their numbers in the index; those that are new are read and added."""
        with self._lock:
            new = [each for each in dict.fromkeys(stretches) if each not in self._rows]
            for start in range(0, len(new), READ_AT_ONCE):
                some = new[start : start + READ_AT_ONCE]
                first = len(self.index)
                self.index.add(np.stack([read(each) for each in some]))
                self._rows.update({each: first + place for place, each in enumerate(some)})
            return np.array([self._rows[each] for each in stretches], dtype=np.int64)

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Nothing is added meanwhile: it can be searched."""
        with self._lock:
            yield


class EmbeddingIndexes:
    """The indexes that a worker searched last, within so many bytes. Safe to share between threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Key, GrowingIndex] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, dimension: int, wanted: int) -> GrowingIndex:
        """The one of a species and network, about to be asked for the rows of `wanted` embeddings.

        Where there is no more room the others go first, and then what it holds beside the wanted ones.
        """
        with self._lock:
            index = self._kept.setdefault(key, GrowingIndex(dimension))
            self._kept.move_to_end(key)
            while len(self._kept) > 1 and self._bytes() > self._most_bytes:
                self._kept.popitem(last=False)
            if self._bytes() > self._most_bytes and len(index) > wanted:
                index = self._kept[key] = GrowingIndex(dimension)
            return index

    def _bytes(self) -> int:
        return sum(each.index.nbytes for each in self._kept.values())
