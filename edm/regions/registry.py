"""Which regions are in force right now, and what is wrong with their file?"""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

from edm.regions.read_regions import read_regions, regions_of
from edm.regions.region import RegionTree
from edm.species.config_fault import ConfigFault
from edm.species.last_good import LastGood
from edm.species.located import Located
from edm.species.registry import CHECK_EVERY_SECONDS


class RegionRegistry:
    """The file of regions, kept up with; its last good version stands in for a broken one.

    ``state_folder`` may be that of the species registry: the file's name keeps them apart.
    A missing file means that there are no regions.
    """

    def __init__(
        self, path: Path, state_folder: Path, check_every: float = CHECK_EVERY_SECONDS
    ) -> None:
        self._path = path
        self._last_good = LastGood(state_folder)
        self._check_every = check_every
        self._lock = threading.Lock()
        self._tree = RegionTree()
        self._faults: tuple[ConfigFault, ...] = ()
        self._seen: bytes | None = None
        self._next_check = 0.0
        self.reload()

    def tree(self) -> RegionTree:
        """All regions as they are configured now: one unchanging snapshot."""
        if time.monotonic() >= self._next_check and self._lock.acquire(blocking=False):
            try:
                self._refresh(only_when_changed=True)
            finally:
                self._lock.release()
        return self._tree

    def faults(self) -> tuple[ConfigFault, ...]:
        """Everything that is wrong with the file as it is now."""
        self.tree()
        return self._faults

    def reload(self) -> tuple[ConfigFault, ...]:
        """Read the file at once, and say what is wrong with it."""
        with self._lock:
            self._refresh(only_when_changed=False)
            return self._faults

    def _refresh(self, *, only_when_changed: bool) -> None:
        self._next_check = time.monotonic() + self._check_every
        try:
            raw = self._path.read_bytes()
        except FileNotFoundError:
            self._tree, self._faults, self._seen = RegionTree(), (), None
            return
        except OSError as error:
            message = f"The file cannot be read: {error.strerror}."
            self._seen = None  # what it holds once it can be read again is looked at anew
            self._fall_back([ConfigFault(self._path.name, None, None, "unreadable", message)])
            return
        if only_when_changed and raw == self._seen:
            return
        self._seen = raw
        tree, document, faults = read_regions(raw, self._path.name)
        if faults:
            self._fall_back(faults)
            return
        self._tree, self._faults = tree, self._remember(document)

    def _fall_back(self, faults: list[ConfigFault]) -> None:
        """Use the last good version, where there is one."""
        good = self._last_good.load(self._path.stem)
        if good is not None:
            self._tree = regions_of(Located(good), self._path.name)[0]
        self._faults = tuple(replace(fault, kept=good is not None) for fault in faults)

    def _remember(self, document: Located) -> tuple[ConfigFault, ...]:
        try:
            self._last_good.save(self._path.stem, document.data)
        except OSError as error:
            message = f"The good version cannot be kept for the next start: {error.strerror}."
            return (ConfigFault(self._path.name, None, None, "unreadable", message),)
        return ()
