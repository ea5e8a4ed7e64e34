"""How is one process started, watched and stopped?"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from houston.supervisor.installation import Part

PR_SET_PDEATHSIG = 1  # prctl(2): the kernel tells a child that its parent is gone


class Child:
    """One running process, its output going to a log file of its own."""

    def __init__(self, part: Part, environment: Mapping[str, str], logs: Path) -> None:
        self.part = part
        self.log = logs / f"{part.name}.log"
        self.started = time.monotonic()
        parent = os.getpid()
        with self.log.open("ab") as stream:
            self._process = subprocess.Popen(
                part.arguments,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,  # Ctrl-C is for the supervisor, which then stops all in order
                preexec_fn=lambda: _die_with(parent),
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """How it ended; nothing while it runs."""
        return self._process.poll()

    def stop(self) -> None:
        """Asks the process to finish what it is at."""
        if self.exit_code is None:
            self._process.terminate()

    def wait(self, until: float) -> None:
        """Waits for the end until that moment of the monotonic clock, then ends it, with all its children."""
        try:
            self._process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def last_words(self, lines: int = 20) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def _die_with(parent: int) -> None:
    """In the child: be told to stop when the supervisor is killed, so that nothing is left running."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it went in the meantime
        os._exit(1)
