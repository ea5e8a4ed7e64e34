"""How does one process of a service begin? `python -m <service> serve`, `work` or `migrate`, the same for all three."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from service_kit.foundation import Foundation
from service_kit.jobs import Handlers, JobRunner, Queue
from service_kit.logs import set_up_logs
from service_kit.settings import ServiceSettings

KEEP_ALIVE_SECONDS = 75  # longer than the callers' pools keep an idle connection
PUBLIC_HEADER_BYTES = 8190  # gunicorn's own limit, for whoever may come
SCOPE_HEADER_BYTES = 256 * 1024
"""For a service that only services call: a scope names each project and collaborator of the caller, some 150 bytes each."""
GRACE_SECONDS = 5  # for answers under way when the process is told to stop


@dataclass(frozen=True)
class Service:
    """What the commands need to know of a service; each part is made only when a command needs it."""

    settings: Callable[[], ServiceSettings]
    app: Callable[[Any], Flask]
    foundation: Callable[[Any], Foundation]
    handlers: Callable[[Any], Handlers]
    largest_header: int = PUBLIC_HEADER_BYTES
    """Bytes of one request header that are read."""


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with threads, set up from the service's settings; the app is made in the worker process."""

    def __init__(self, service: Service, settings: ServiceSettings) -> None:
        self._service = service
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        settings = self._settings
        options = {
            "bind": f"{settings.host}:{settings.listen_port}",
            "worker_class": "gthread",
            "workers": settings.processes,
            "threads": settings.threads,
            "keepalive": KEEP_ALIVE_SECONDS,
            "graceful_timeout": GRACE_SECONDS,
            "proc_name": settings.service,
            "loglevel": "warning",
            "control_socket_disable": True,
            "limit_request_field_size": self._service.largest_header,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        app = self._service.app(self._settings)
        leave_alone_what_stays()
        return app


NEW_OBJECTS_BEFORE_A_SEARCH = 50_000
"""What is gathered for a question about ten thousand pictures is some hundred thousand; what is garbage among so few is small."""


def leave_alone_what_stays() -> None:
    """Garbage is no longer looked for in what a process has loaded by now, and less often in what comes later.

    What was loaded stays until the process ends. Whoever gathers ten thousand rows sets off a search of everything that
    there is, several times over: without the libraries' own objects among it, such work takes half the time, and a fifth
    less again where not every few hundred objects set it off.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS_BEFORE_A_SEARCH, *gc.get_threshold()[1:])


def command(service: Service) -> click.Group:
    """The commands of one service."""

    @click.group()
    @click.pass_context
    def group(context: click.Context) -> None:
        """Runs one process of this service."""
        context.obj = settings = service.settings()
        settings.data.mkdir(parents=True, exist_ok=True)
        set_up_logs(settings.service, settings.log_level, settings.log_format)

    @group.command()
    @click.option("--migrate", is_flag=True, help="Bring the database up to date first.")
    @click.pass_obj
    def serve(settings: ServiceSettings, migrate: bool) -> None:
        """Answers requests until told to stop."""
        if migrate:
            _migrate(settings)
        Server(service, settings).run()

    @group.command()
    @click.argument("queues", nargs=-1, type=click.Choice([queue.value for queue in Queue]))
    @click.pass_obj
    def work(settings: ServiceSettings, queues: tuple[str, ...]) -> None:
        """Works on the jobs of the queues named (all, when none is) until told to stop."""
        foundation = service.foundation(settings)
        runner = JobRunner(foundation.jobs, service.handlers(foundation))
        leave_alone_what_stays()
        foundation.queue.work(runner, [Queue(name) for name in queues or [*Queue]])

    @group.command("migrate")
    @click.pass_obj
    def migrate_command(settings: ServiceSettings) -> None:
        """Brings the database up to date."""
        _migrate(settings)

    return group


def _migrate(settings: ServiceSettings) -> None:
    # Here and not above: a worker need not know Alembic.
    from service_kit.database.migration import upgrade

    upgrade(settings.service, settings.database)
