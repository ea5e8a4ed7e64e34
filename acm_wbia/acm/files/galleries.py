"""How is a catalogue kept ready to be searched? In the memory of the worker that searched it last.

What is kept serves every match set whose features it holds, however many others it holds beside. What it lacks is added to
a small index beside it, and what has become too much of that is put together anew while questions are answered without it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from acm_wbia.acm.files.feature_segments import Stretch
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.gallery import Gallery

STACK_BYTES = 4 + 4
"""What a stack holds of each feature in memory: its weight, and whose it is."""

FEWEST_HELD = 0.5
"""Share of a match set that makes a kept gallery worth adding the rest to it."""

FEWEST_WANTED = 0.25
"""Share of a kept gallery that a match set must be: each search of a smaller one would pass over most of what it finds."""

RENEWING = "renewing-galleries"
"""The name of the thread that puts together what nobody waits for."""

Parts = tuple[Stretch, ...]
"""The features of each annotation of a gallery, in the gallery's order. A box that was moved has others, elsewhere."""


@dataclass(frozen=True)
class Contents:
    """All that the searches of a gallery depend on, beside the names of its members."""

    kind: Hashable
    """How its features were found, and how they are sorted."""
    parts: Parts


class Making(Protocol):
    """How galleries of one kind come about."""

    def whole(self) -> Gallery:
        """One of all parts that are wanted, in their order."""

    def grown(self, beginning: Gallery, missing: NDArray[np.int64]) -> Gallery | None:
        """One that has the wanted parts at these positions as well, after its own; nothing where its kind cannot grow."""


@dataclass(frozen=True, eq=False)
class Kept:
    """A gallery that is ready."""

    kind: Hashable
    parts: Parts
    gallery: Gallery
    asked: NDArray[np.bool_]
    """``(len(parts),)``: which of them were in a match set since it was put together. The only thing that is written to."""

    @cached_property
    def places(self) -> dict[Stretch, int]:
        """Where each part is."""
        return {part: place for place, part in enumerate(self.parts)}

    def of(self, parts: Parts) -> NDArray[np.int64]:
        """The place of each of these, −1 where it is missing."""
        return np.array([self.places.get(part, -1) for part in parts], dtype=np.int64)

    @property
    def outgrown(self) -> bool:
        """Whether it is to be put together anew."""
        index = self.gallery.index
        return not index.exact and index.much_apart

    def is_kin_of(self, other: Kept) -> bool:
        """Whether both grew from the same gallery."""
        return self.gallery.index.shares_with(other.gallery.index)


class Galleries:
    """The galleries a worker searched last, within so many bytes. Safe to share between threads."""

    def __init__(self, most_bytes: int, read: Callable[[Stretch], Features]) -> None:
        self._most_bytes = most_bytes
        self._read = read
        self._kept: OrderedDict[int, Kept] = OrderedDict()
        """The one that was used last at the end."""
        self._lock = threading.Lock()
        self._building: dict[Contents, threading.Lock] = {}
        self._renewing = threading.Lock()

    def lacking(self, contents: Contents) -> list[int]:
        """The positions of those parts that would have to be added to what is ready; all where none will do."""
        with self._lock:
            best = self._best(contents)
        return list(range(len(contents.parts))) if best is None else _missing(best[1]).tolist()

    def get(self, contents: Contents, making: Making) -> tuple[Gallery, NDArray[np.int64]]:
        """A gallery that holds these parts, and where in it they are.

        What is missing is added; only where hardly anything is ready all is put together meanwhile, once however many
        threads ask.
        """
        with self._lock:
            own = self._building.setdefault(contents, threading.Lock())
        try:
            with own:
                kept, places = self._ready(contents, making) or self._whole(contents, making)
        finally:
            with self._lock:
                self._building.pop(contents, None)
        kept.asked[places] = True
        if kept.outgrown:
            self._meanwhile(partial(self._renew, kept))
        return kept.gallery, places

    def prepare(self, contents: Contents, making: Making) -> None:
        """Has it put together while others are searched; `making` must not mind who waits."""
        self._meanwhile(partial(self._whole, contents, making))

    def _meanwhile(self, work: Callable[[], object]) -> None:
        """By a thread of its own, unless one is at work: then it is asked for again. Killed, it leaves nothing behind."""
        if not self._renewing.acquire(blocking=False):
            return

        def run() -> None:
            try:
                work()
            finally:
                self._renewing.release()

        threading.Thread(target=run, name=RENEWING).start()

    def _whole(self, contents: Contents, making: Making) -> tuple[Kept, NDArray[np.int64]]:
        count = len(contents.parts)
        made = Kept(contents.kind, contents.parts, making.whole(), np.zeros(count, dtype=np.bool_))
        self._keep(made, [])
        return made, np.arange(count)

    def _ready(self, contents: Contents, making: Making) -> tuple[Kept, NDArray[np.int64]] | None:
        """From the best that is kept, with what it lacks added; nothing where none will do."""
        with self._lock:
            best = self._best(contents)
        if best is None:
            return None
        kept, places = best
        missing = _missing(places)
        if not len(missing):
            with self._lock:
                if id(kept) in self._kept:
                    self._kept.move_to_end(id(kept))
            return best
        gallery = making.grown(kept.gallery, missing)
        if gallery is None:
            return None
        new = tuple(contents.parts[each] for each in missing.tolist())
        asked = np.concatenate([kept.asked, np.ones(len(new), dtype=np.bool_)])
        grown = Kept(contents.kind, kept.parts + new, gallery, asked)
        self._keep(grown, [kept])
        return grown, grown.of(contents.parts)

    def _best(self, contents: Contents) -> tuple[Kept, NDArray[np.int64]] | None:
        """Which of those that will do lacks least, and among them has least beside."""
        wanted = len(contents.parts)
        found = []
        for kept in self._kept.values():
            if kept.kind != contents.kind or wanted < FEWEST_WANTED * len(kept.parts):
                continue
            places = kept.of(contents.parts)
            held = int((places >= 0).sum())
            if held >= FEWEST_HELD * wanted:
                found.append((wanted - held, len(kept.parts), kept, places))
        if not found:
            return None
        return min(found, key=lambda each: each[:2])[2:]

    def _keep(self, new: Kept, instead_of: Sequence[Kept]) -> None:
        with self._lock:
            for each in instead_of:
                self._kept.pop(id(each), None)
            self._kept[id(new)] = new
            self._make_room()

    def _renew(self, kept: Kept) -> None:
        """Puts together what was asked for since it was last done: so what is gone from the catalogue goes from here."""
        places = np.flatnonzero(kept.asked)
        parts = tuple(kept.parts[each] for each in places.tolist())
        # Read again: what was added is mapped from now on, and its copies go.
        gallery = kept.gallery.of(places, [self._read(each) for each in parts])
        renewed = Kept(kept.kind, parts, gallery, np.zeros(len(parts), dtype=np.bool_))
        with self._lock:
            before = [each for each in self._kept.values() if each.is_kin_of(kept)]
        self._keep(renewed, before)

    def _make_room(self) -> None:
        while len(self._kept) > 1 and self._bytes() > self._most_bytes:
            self._kept.popitem(last=False)

    def _bytes(self) -> int:
        """Near enough; what galleries share counts once."""
        held: dict[int, int] = {}
        for each in self._kept.values():
            held |= each.gallery.index.held
        return sum(held.values()) + STACK_BYTES * sum(
            len(each.gallery.index) for each in self._kept.values()
        )


def _missing(places: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.flatnonzero(places < 0)
