"""How is a catalogue kept ready to be searched? In the memory of the worker that searched it last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from acm_wbia.wbia.matching.gallery import Gallery

STACK_BYTES = 4 + 4
"""What a stack holds of each feature in memory: its weight, and whose it is."""


Parts = tuple[tuple[str, int], ...]
"""Each annotation of a gallery and its revision, in the gallery's order."""

Build = Callable[[Gallery | None], Gallery]
"""Builds a gallery, where there is one from the gallery that has the first of its parts and no others."""


@dataclass(frozen=True)
class Contents:
    """All that the searches of a gallery depend on, beside the names of its members."""

    kind: Hashable
    """How its features were found, and how they are sorted."""
    parts: Parts

    def begins_with(self, other: Contents) -> bool:
        """Whether the other is this one before its latest parts came."""
        return self.kind == other.kind and self.parts[: len(other.parts)] == other.parts


class Galleries:
    """The galleries a worker searched last, within so many bytes. Safe to share between threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Contents, Gallery] = OrderedDict()
        self._lock = threading.Lock()
        self._building: dict[Contents, threading.Lock] = {}

    def __contains__(self, contents: Contents) -> bool:
        with self._lock:
            return contents in self._kept

    def get(self, contents: Contents, build: Build) -> Gallery:
        """The gallery of these contents. Built where it is not kept, once however many threads ask."""
        with self._lock:
            own = self._building.setdefault(contents, threading.Lock())
        try:
            with own:
                return self._kept_or_built(contents, build)
        finally:
            with self._lock:
                self._building.pop(contents, None)

    def _kept_or_built(self, contents: Contents, build: Build) -> Gallery:
        with self._lock:
            if contents in self._kept:
                self._kept.move_to_end(contents)
                return self._kept[contents]
            beginning = self._beginning_of(contents)
        gallery = build(beginning)
        with self._lock:
            self._kept[contents] = gallery
            self._make_room()
        return gallery

    def _beginning_of(self, contents: Contents) -> Gallery | None:
        begun = [each for each in self._kept if contents.begins_with(each)]
        return self._kept[max(begun, key=lambda each: len(each.parts))] if begun else None

    def _make_room(self) -> None:
        while len(self._kept) > 1 and self._bytes() > self._most_bytes:
            self._kept.popitem(last=False)

    def _bytes(self) -> int:
        """Near enough; what galleries share counts once."""
        held: dict[int, int] = {}
        for each in self._kept.values():
            held |= each.index.held
        return sum(held.values()) + STACK_BYTES * sum(
            len(each.index) for each in self._kept.values()
        )
