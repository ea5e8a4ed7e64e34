"""All three services in one process, on free ports, with their workers done step by step by the test."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from acm_wbia.acm.app import create_acm
from acm_wbia.acm.models import Base as AcmBase
from acm_wbia.acm.settings import AcmSettings
from acm_wbia.acm.tasks import all_handlers as acm_handlers
from edm.models import Base as EdmBase
from edm.settings import EdmSettings
from houston.app import create_houston
from houston.house import EXTENSION, House
from houston.models import Base
from houston.settings import HoustonSettings
from houston.tasks import all_handlers
from service_kit.clock import now
from service_kit.jobs import JobRunner, JobState, JobStore
from service_kit.settings import ServiceSettings
from tests.kept_apps import (
    begin_anew,
    foundation_of,
    let_database_move,
    make_edm,
    make_tables,
    with_kept_secrets,
)

MOST_ROUNDS = 200  # of looking for work: a workflow that goes in circles is told instead of hanging


class QuietHandler(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Nothing: what matters is in the services' own logs."""


class Serving:
    """A Flask app behind a real port. Its port is known before the app is made."""

    def __init__(self) -> None:
        self._server: BaseWSGIServer = make_server(
            "127.0.0.1", 0, Flask("empty"), threaded=True, request_handler=QuietHandler
        )
        self.url = f"http://127.0.0.1:{self._server.port}"

    def begin(self, app: Flask) -> None:
        self._server.app = app
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Installation:
    """Houston, EDM and ACM over one data folder. `settings` are Houston's."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self._serving = [Serving() for _ in range(3)]
        chosen = self._chosen(folder, settings)
        creating = (create_houston, make_edm, create_acm)
        apps = [create(given) for create, given in zip(creating, chosen, strict=True)]
        self.app = apps[0]
        self.house: House = self.app.extensions[EXTENSION]
        self.edm = apps[1].extensions["edm"]
        self.acm = apps[2].extensions["acm"]
        for serving, app in zip(self._serving, apps, strict=True):
            let_database_move(foundation_of(app))
            serving.begin(app)
        self._stand_up()

    def begin_anew(self, folder: Path, **settings: Any) -> None:
        """Everything as it would be after making another installation over that folder."""
        chosen = self._chosen(folder, settings)
        for part, given in zip((self.house, self.edm, self.acm), chosen, strict=True):
            begin_anew(part, given)
        self._stand_up()

    def _chosen(self, folder: Path, settings: dict[str, Any]) -> list[ServiceSettings]:
        houston, edm, acm = (serving.url for serving in self._serving)
        common: dict[str, Any] = {"data": folder, "job_retry_seconds": 0}
        return [
            with_kept_secrets(chosen)
            for chosen in (
                HoustonSettings(**common, edm_url=edm, acm_url=acm, **settings),
                EdmSettings(**common),
                AcmSettings(**common, houston_url=houston),
            )
        ]

    def _stand_up(self) -> None:
        for part, base in ((self.house, Base), (self.edm, EdmBase), (self.acm, AcmBase)):
            make_tables(part, base.metadata)
        self._workers = [
            (self.house.jobs, JobRunner(self.house.jobs, all_handlers(self.house))),
            (self.acm.jobs, JobRunner(self.acm.jobs, acm_handlers(self.acm))),
        ]

    def work(self) -> None:
        """Does every job that is due, in both services, until none is."""
        for _ in range(MOST_ROUNDS):
            if not sum(self.work_once(*worker) for worker in self._workers):
                return
        raise AssertionError("the work never ends")

    def work_once(self, store: JobStore, runner: JobRunner) -> int:
        """Does what is due in one service now; how many jobs that were."""
        with store.database.read() as session:
            due = [
                job.id
                for job in session.query(store.model).filter(
                    store.model.state.in_((JobState.QUEUED, JobState.WAITING)),
                    store.model.due_at <= now(),
                )
            ]
        return sum(runner.run(job) for job in due)

    def stop(self) -> None:
        for serving in self._serving:
            serving.stop()
        self.rest()

    def rest(self) -> None:
        """Lets go of the databases, until it begins anew."""
        for foundation in (self.house, self.edm, self.acm):
            foundation.database.dispose()
