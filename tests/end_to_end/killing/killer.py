"""Kills a process the moment that something has just happened, as its own log tells it."""

from __future__ import annotations

import re
import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass
from types import TracebackType
from typing import Self

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


class Meanwhile(ABC):
    """Works in a thread of its own while it is entered."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> Self:
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

    @abstractmethod
    def _work(self) -> None:
        """Returns soon once ``_over`` is set."""


class Killer(Meanwhile):
    """Waits for one moment and kills its victim once."""

    def __init__(self, stack: Stack, moment: Moment) -> None:
        super().__init__()
        self._stack = stack
        self._moment = moment
        self.killed = False
        self._log = stack.data / "logs" / f"{moment.log}.log"
        self._offset = self._log.stat().st_size if self._log.exists() else 0

    def _work(self) -> None:
        pattern = re.compile(self._moment.pattern.encode())
        with self._log.open("rb") as stream:
            stream.seek(self._offset)
            over = False
            while not self.killed and not over:
                over = self._over.wait(POLL_SECONDS)
                if pattern.search(stream.read()):
                    self._stack.kill(self._moment.victim)
                    self.killed = True
