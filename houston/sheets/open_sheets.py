"""Which sheets were looked at last? Whoever scrolls asks for the same one again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from houston.sheets.patch import PatchedSheet

KEPT = 8  # an edited sheet of 500,000 rows has some ten megabytes in memory


class OpenSheets:
    """The sheets that were asked for last, by import and revision. Safe to share between threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, PatchedSheet] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, load: Callable[[], PatchedSheet]) -> PatchedSheet:
        """The sheet under this key, loaded where it is not at hand."""
        with self._lock:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return found
        loaded = load()
        with self._lock:
            self._kept[key] = loaded
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return loaded
