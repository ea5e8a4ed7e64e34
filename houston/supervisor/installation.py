"""Where does an installation on one machine live, and which processes is it made of?"""

from __future__ import annotations

import fcntl
import os
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from houston.settings import HoustonSettings


class InstallationBusy(RuntimeError):
    """Another `houston up` works with the same data folder."""


class PortTaken(RuntimeError):
    """Something else listens where Houston should."""


@dataclass(frozen=True)
class Part:
    """One process of the installation."""

    name: str
    arguments: tuple[str, ...]
    address: str | None = None
    """Where it answers; workers have none."""


@dataclass(frozen=True)
class Installation:
    """All of Codex on one machine: three services that answer, and the workers of two of them."""

    settings: HoustonSettings
    edm_port: int
    acm_port: int

    @classmethod
    def plan(cls, settings: HoustonSettings) -> Installation:
        """EDM and ACM listen where their variables say, else on any free port.

        Raises `PortTaken`.
        """
        if not _is_free(settings.host, settings.listen_port):
            raise PortTaken(
                f"Something already listens on {settings.host}:{settings.listen_port}. "
                "Stop it, or choose another port with HOUSTON_PORT."
            )
        edm, acm = (
            int(os.environ.get(f"{name}_PORT", 0)) or _free_port() for name in ("EDM", "ACM")
        )
        return cls(settings, edm, acm)

    @property
    def url(self) -> str:
        return self.settings.here

    @property
    def data(self) -> Path:
        return self.settings.data.resolve()

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    def environment(self) -> dict[str, str]:
        """Variables that tie the processes together; what is set already stays."""
        edm, acm = (f"http://127.0.0.1:{port}" for port in (self.edm_port, self.acm_port))
        ties: Mapping[str, str] = {
            "HOUSTON_DATA": str(self.data),
            "EDM_DATA": str(self.data),
            "ACM_DATA": str(self.data),
            "EDM_PORT": str(self.edm_port),
            "ACM_PORT": str(self.acm_port),
            "HOUSTON_EDM_URL": edm,
            "HOUSTON_ACM_URL": acm,
            "ACM_HOUSTON_URL": self.settings.internal_url or self.url,
        }
        return {**ties, **os.environ, "HOUSTON_DATA": str(self.data)}

    def services(self) -> list[Part]:
        """The processes that answer requests."""
        edm, acm = (f"http://127.0.0.1:{port}" for port in (self.edm_port, self.acm_port))
        return [
            Part("edm", _module("edm", "serve", "--migrate"), edm),
            Part("acm", _module("acm_wbia", "serve", "--migrate"), acm),
            Part("houston", _module("houston", "serve", "--migrate"), self.url),
        ]

    def workers(self) -> list[Part]:
        """The processes that work on jobs: what a person waits for never queues behind what nobody waits for."""
        return [
            Part(f"{name}-{queue}", _module(package, "work", queue))
            for name, package in (("houston", "houston"), ("acm", "acm_wbia"), ("edm", "edm"))
            for queue in (("interactive", "bulk") if name != "edm" else ("bulk",))
        ]

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Keeps the data folder for this supervisor. Raises `InstallationBusy`."""
        self.data.mkdir(parents=True, exist_ok=True)
        self.logs.mkdir(exist_ok=True)
        with (self.data / "supervisor.lock").open("w") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as busy:
                raise InstallationBusy(
                    f"Codex already runs with the data in {self.data}. Stop it first, "
                    "or choose another folder with HOUSTON_DATA."
                ) from busy
            yield


def _module(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", *arguments)


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
