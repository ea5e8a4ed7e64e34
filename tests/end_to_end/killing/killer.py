"""Kills a process the moment that something has just happened, as its own log tells it."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from types import TracebackType

from tests.end_to_end.stack import Stack

POLL_SECONDS = 0.002


@dataclass(frozen=True)
class Moment:
    """What has just happened when the victim dies."""

    victim: str
    """The process that is killed."""
    log: str
    """The process whose log tells the moment."""
    pattern: str
    """A line of that log."""

    def __str__(self) -> str:
        return f"{self.victim} after {self.log} said {self.pattern}"


class Killer:
    """While it is entered, waits for one moment and kills its victim once."""

    def __init__(self, stack: Stack, moment: Moment) -> None:
        self._stack = stack
        self._moment = moment
        self._over = threading.Event()
        self.killed = False
        self._log = stack.data / "logs" / f"{moment.log}.log"
        self._offset = self._log.stat().st_size if self._log.exists() else 0
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Killer:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        pattern = re.compile(self._moment.pattern.encode())
        with self._log.open("rb") as stream:
            stream.seek(self._offset)
            over = False
            while not self.killed and not over:
                over = self._over.wait(POLL_SECONDS)
                if pattern.search(stream.read()):
                    self._stack.kill(self._moment.victim)
                    self.killed = True
