"""Which species files are in force right now, and what is wrong with those that are not?

Changing a file needs no restart: :meth:`SpeciesRegistry.catalogue` looks at the folder every few
seconds. A broken file stops nothing: its last good version stays in use, also after a restart.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from edm.species.catalogue import SpeciesCatalogue
from edm.species.config_fault import ConfigFault
from edm.species.last_good import LastGood
from edm.species.loading import Loading
from edm.species.usage import Usage

# An edit is in force before its author has switched windows, and a busy service hardly notices the look.
CHECK_EVERY_SECONDS = 2.0
SUFFIX = ".yaml"


class SpeciesRegistry:
    """The species files of a folder. Safe to use from many threads.

    ``state_folder`` keeps the last good versions and should outlive restarts. ``usage`` says how many
    records use a custom field (see :data:`edm.species.usage.Usage`); a file that drops or retypes a
    field in use is refused. Without ``usage`` nothing is known to be in use.
    """

    def __init__(
        self,
        folder: Path,
        state_folder: Path,
        usage: Usage | None = None,
        check_every: float = CHECK_EVERY_SECONDS,
    ) -> None:
        self._folder = folder
        self._last_good = LastGood(state_folder)
        self._usage = usage
        self._check_every = check_every
        self._lock = threading.Lock()
        self._catalogue = SpeciesCatalogue()
        self._faults: tuple[ConfigFault, ...] = ()
        self._seen: str | None = None
        self._next_check = 0.0
        self.reload()

    def catalogue(self) -> SpeciesCatalogue:
        """All species as they are configured now: one unchanging snapshot, to be used for a whole request."""
        if time.monotonic() >= self._next_check and self._lock.acquire(blocking=False):
            try:
                self._refresh(self._usage, only_when_changed=True)
            finally:
                self._lock.release()
        return self._catalogue

    def faults(self) -> tuple[ConfigFault, ...]:
        """Everything that is wrong with the files as they are now."""
        self.catalogue()
        return self._faults

    def reload(self, usage: Usage | None = None) -> tuple[ConfigFault, ...]:
        """Read all files at once, whether they changed or not, and say what is wrong with them."""
        with self._lock:
            self._refresh(usage or self._usage, only_when_changed=False)
            return self._faults

    def _refresh(self, usage: Usage | None, *, only_when_changed: bool) -> None:
        self._next_check = time.monotonic() + self._check_every
        if not self._folder.is_dir():
            # A folder that is not there yet (a slow network disk) says nothing about its species.
            message = "The folder of the species files is missing."
            self._faults = (
                ConfigFault(self._folder.name, None, None, "unreadable", message, True),
            )
            self._seen = None
            return
        contents, faults = self._read_folder()
        seen = _digest(contents, faults)
        if only_when_changed and seen == self._seen:
            return
        loaded = Loading(contents, self._last_good, usage).run()
        self._catalogue = SpeciesCatalogue(loaded.configs.values())
        self._faults = (*faults, *loaded.faults)
        self._seen = seen

    def _read_folder(self) -> tuple[dict[str, bytes], list[ConfigFault]]:
        """The bytes of every file by its name without ending, and what could not be read."""
        contents: dict[str, bytes] = {}
        faults = []
        for path in sorted(self._folder.glob(f"*{SUFFIX}")):
            try:
                contents[path.stem] = path.read_bytes()
            except OSError as error:
                # Treated as an empty file, so that the last good version stands in for it.
                contents[path.stem] = b""
                message = f"The file cannot be read: {error.strerror}."
                faults.append(ConfigFault(path.name, None, None, "unreadable", message))
        return contents, faults


def _digest(contents: Mapping[str, bytes], faults: list[ConfigFault]) -> str:
    """Changes whenever any file does; the whole folder is smaller than one photo, so all of it is hashed."""
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(f"{name}\0{len(contents[name])}\0".encode())
        digest.update(contents[name])
    digest.update(repr(faults).encode())
    return digest.hexdigest()
