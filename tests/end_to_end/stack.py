"""The whole house as real processes, with data of its own, for tests that use it from outside."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from houston.client.api import CodexClient
from houston.supervisor.running import read_running

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90.0
PASSWORD = "correct horse battery staple"


def wait_until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"waited in vain for: {what}"
        time.sleep(0.05)


class Stack:
    """`houston up` on a free port; every process can be killed, and all of it started again."""

    def __init__(self, data: Path, **variables: str) -> None:
        self.data = data
        houston, edm, acm = _free_ports(3)
        self.url, self.edm_url, self.acm_url = (
            f"http://127.0.0.1:{port}" for port in (houston, edm, acm)
        )
        self.environment = {
            **os.environ,
            "HOUSTON_DATA": str(data),
            "HOUSTON_PORT": str(houston),
            "EDM_PORT": str(edm),
            "ACM_PORT": str(acm),
            **{f"{service}_JOB_SWEEP_SECONDS": "0.5" for service in ("HOUSTON", "EDM", "ACM")},
            **variables,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "supervisor.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._houston("up"), env=self.environment, cwd=ROOT, stdout=log, stderr=log
            )
        wait_until(lambda: self._gone() or "Ready after" in self.said(), "the house to be ready")
        assert not self._gone(), self.said()

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(PATIENCE_SECONDS)
        self._process = None

    def said(self) -> str:
        return (
            (self.data / "supervisor.log")
            .read_text(errors="replace")
            .rsplit("Starting Codex", 1)[-1]
        )

    def processes(self) -> dict[str, int]:
        return {name: process.pid for name, process in read_running(self.data).items()}

    def kill(self, name: str) -> None:
        """SIGKILL to a process and to those that it has started itself."""
        os.killpg(self.processes()[name], signal.SIGKILL)

    def kill_all(self) -> None:
        """SIGKILL to the supervisor and, at the same moment, to everything that it looks after."""
        assert self._process is not None
        victims = self.processes()
        self._process.kill()
        for name in victims:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(victims[name], signal.SIGKILL)
        self._process.wait()

    def command(self, *arguments: str, stdin: str = "") -> str:
        """What a `houston` command prints."""
        ended = subprocess.run(
            self._houston(*arguments),
            env=self.environment, cwd=ROOT, input=stdin, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    def user(self, email: str, *roles: str) -> CodexClient:
        """A client signed in, by API token, as a user with these roles."""
        options = [option for role in roles for option in ("--role", role)]
        self.command("user", "create", email, *options, "--password-stdin", stdin=PASSWORD)
        token = self.command("user", "token", email).strip()
        return CodexClient(self.url, token)

    def _gone(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _houston(self, *arguments: str) -> list[str]:
        return [sys.executable, "-c", "from houston.cli import main; main()", *arguments]


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports
