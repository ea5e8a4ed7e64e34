"""Does a worker keep the indexes of whole animals that it searched last, and no more than fit its memory?"""

from __future__ import annotations

from typing import Any

import numpy as np

from acm_wbia.acm.files.embedding_indexes import EmbeddingIndexes
from acm_wbia.acm.files.feature_segments import Stretch
from tests.wbia.embedding_networks import DIMENSION


def stretches(count: int) -> list[Stretch]:
    return [Stretch("segment", number, 1) for number in range(count)]


def test_a_worker_keeps_what_it_searched_last_within_its_memory() -> None:
    indexes = EmbeddingIndexes(10 * DIMENSION * 2)

    def filled(key: str, count: int) -> Any:
        growing = indexes.get(("seal", key), DIMENSION, count)
        growing.rows(stretches(count), lambda _: np.ones(DIMENSION, np.float16))
        return growing

    first = filled("one", 8)
    assert filled("one", 8) is first
    filled("two", 8)
    assert filled("two", 8) is not first
    assert list(indexes._kept) == [("seal", "two")]
    crowded = filled("two", 30)
    assert filled("two", 30) is crowded  # all of it is wanted
    assert len(filled("two", 5)) == 5
