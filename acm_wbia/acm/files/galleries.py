"""How is a catalogue kept ready to be searched? In the memory of the worker that searched it last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from acm_wbia.wbia.matching.gallery import Gallery
from service_kit.content_hash import content_hash

STACK_BYTES = 4 + 4
"""What a stack holds of each feature in memory: its weight, and whose it is."""


class Galleries:
    """The galleries a worker searched last, within so many bytes. Safe to share between threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[str, Gallery] = OrderedDict()
        self._lock = threading.Lock()
        self._building: dict[str, threading.Lock] = {}

    def get(self, contents: Any, build: Callable[[], Gallery]) -> Gallery:
        """The gallery that is made of `contents`, a JSON value that says all that its searches depend on.

        Built where it is not kept, once however many threads ask.
        """
        key = content_hash(contents)
        with self._lock:
            own = self._building.setdefault(key, threading.Lock())
        with own:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key]
            gallery = build()
            with self._lock:
                self._kept[key] = gallery
                self._building.pop(key, None)
                self._make_room()
        return gallery

    def _make_room(self) -> None:
        while len(self._kept) > 1 and sum(map(_size, self._kept.values())) > self._most_bytes:
            self._kept.popitem(last=False)


def _size(gallery: Gallery) -> int:
    """Bytes, near enough."""
    return len(gallery.index) * (gallery.index.bytes_each + STACK_BYTES)
