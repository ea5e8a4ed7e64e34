"""Does a worker keep what it searched last, within its memory, and serve whoever wants most of it?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from acm_wbia.acm.files.feature_segments import Stretch
from acm_wbia.acm.files.galleries import Contents, Galleries, Parts
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.gallery import Gallery


class Empty:
    """Makes galleries of nobody, and tells which."""

    def __init__(self, made: list[str], name: str) -> None:
        self._made, self._name = made, name

    def whole(self) -> Gallery:
        self._made.append(self._name)
        return Gallery.build([], [])

    def grown(self, beginning: Gallery, missing: NDArray[np.int64]) -> Gallery | None:
        self._made.append(f"{self._name} + {missing.tolist()}")
        return beginning


def no_features(stretch: Stretch) -> Features:
    raise OSError(f"There is no {stretch.segment}.")


def numbered(*offsets: int) -> Parts:
    return tuple(Stretch("segment", offset, 1) for offset in offsets)


def test_a_worker_keeps_what_it_searched_last_within_its_memory() -> None:
    made: list[str] = []

    def get(galleries: Galleries, name: str) -> Gallery:
        return galleries.get(Contents(name, ()), Empty(made, name))[0]

    roomy, cramped = Galleries(1000, no_features), Galleries(-1, no_features)
    for galleries in (roomy, cramped):
        for name in ("one", "two", "one"):
            get(galleries, name)
    assert made == ["one", "two", "one", "two", "one"]
    assert get(roomy, "one") is get(roomy, "one")


def test_what_is_ready_serves_whoever_wants_most_of_it_and_gets_what_it_lacks() -> None:
    galleries = Galleries(1000, no_features)
    made: list[str] = []

    def places(name: str, kind: str, parts: Parts) -> list[int]:
        contents = Contents(kind, parts)
        return galleries.get(contents, Empty(made, name))[1].tolist()

    assert places("first", "kind", numbered(3, 5, 7, 9)) == [0, 1, 2, 3]
    assert places("fewer, in another order", "kind", numbered(9, 3)) == [3, 0]
    assert places("one before the others", "kind", numbered(1, 3, 5, 9)) == [4, 0, 1, 3]
    assert places("of another kind", "another", numbered(3, 5)) == [0, 1]
    assert places("hardly any", "kind", numbered(3)) == [0]
    assert places("mostly others", "kind", numbered(3, 11, 12)) == [0, 1, 2]
    assert galleries.lacking(Contents("kind", numbered(1, 2, 3, 5))) == [1]
    assert galleries.lacking(Contents("kind", numbered(21, 22))) == [0, 1]
    assert made == [
        "first",
        "one before the others + [0]",
        "of another kind",
        "hardly any",
        "mostly others",
    ]
