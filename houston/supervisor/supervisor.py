"""How are all processes kept up? One that ends unbidden is started again; one that keeps ending stops everything."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

from houston.supervisor.child import Child
from houston.supervisor.installation import Installation, Part
from houston.supervisor.running import RunningProcess, forget_running, write_running

READY_SECONDS = 60  # far more than a slow machine needs; after that something is wrong
STOP_SECONDS = 10  # for answers and jobs under way; what is cut off goes on at the next start
WATCH_SECONDS = 0.2
SHORT_LIFE_SECONDS = 10.0  # a process that ends sooner has not come to its work
MOST_SHORT_LIVES = 5  # of one process in a row: then it is broken, not unlucky


class SupervisorFailed(RuntimeError):
    """A process cannot be kept up; the message holds its last words."""


class Supervisor:
    """Runs an installation in the foreground."""

    def __init__(self, installation: Installation, say: Callable[[str], None]) -> None:
        self._installation = installation
        self._say = say
        self._environment = installation.environment()
        self._children: dict[str, Child] = {}
        self._short_lives: Counter[str] = Counter()
        self._stop = threading.Event()

    def run(self, when_ready: Callable[[], None]) -> None:
        """Starts everything, calls `when_ready`, and keeps everything up until a signal comes.

        Raises `SupervisorFailed`; in any case nothing is left running.
        """
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, self._told_to_stop)
        with self._installation.claimed():
            try:
                self._start(self._installation.services())
                self._await_health()
                self._start(self._installation.workers())
                if not self._stop.is_set():
                    threading.Thread(target=when_ready, daemon=True).start()
                while not self._stop.wait(WATCH_SECONDS):
                    self._restart_the_ended()
            finally:
                self._stop_all()

    def _told_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _start(self, parts: list[Part]) -> None:
        for part in parts:
            self._children[part.name] = Child(part, self._environment, self._installation.logs)
        self._tell_processes()

    def _tell_processes(self) -> None:
        """Who runs, for whoever looks after this machine."""
        write_running(
            self._installation.data,
            {
                name: RunningProcess(child.pid, child.part.address)
                for name, child in self._children.items()
            },
        )

    def _await_health(self) -> None:
        until = time.monotonic() + READY_SECONDS
        waiting = [part for part in self._installation.services() if part.address]
        while waiting and not self._stop.is_set():
            waiting = [part for part in waiting if not _is_well(part)]
            self._restart_the_ended()
            if waiting and time.monotonic() > until:
                raise SupervisorFailed(self._obituary(self._children[waiting[0].name]))
            self._stop.wait(0.05 if waiting else 0)

    def _restart_the_ended(self) -> None:
        for name, child in list(self._children.items()):
            if child.exit_code is None or self._stop.is_set():
                continue
            short = time.monotonic() - child.started < SHORT_LIFE_SECONDS
            self._short_lives[name] = self._short_lives[name] + 1 if short else 0
            if self._short_lives[name] >= MOST_SHORT_LIVES:
                raise SupervisorFailed(self._obituary(child))
            self._say(f"{name} ended ({child.exit_code}); starting it again.")
            self._children[name] = Child(child.part, self._environment, self._installation.logs)
            self._tell_processes()

    def _obituary(self, child: Child) -> str:
        return f"{child.part.name} does not stay up. The end of {child.log}:\n{child.last_words()}"

    def _stop_all(self) -> None:
        for child in self._children.values():
            child.stop()
        until = time.monotonic() + STOP_SECONDS
        for child in self._children.values():
            child.wait(until)
        forget_running(self._installation.data)


def _is_well(part: Part) -> bool:
    try:
        with urlopen(f"{part.address}/health", timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
