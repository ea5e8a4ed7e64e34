"""How does a worker hear of a job? Through Celery, which carries nothing but the row's id."""

from __future__ import annotations

import logging
import threading
import uuid
from typing import Any

from celery import Celery
from celery.signals import worker_ready, worker_shutting_down
from kombu import Exchange
from kombu import Queue as KombuQueue

from service_kit.jobs.model import Queue
from service_kit.jobs.runner import JobRunner, sweep_forever
from service_kit.settings import ServiceSettings

POLL_SECONDS = 0.05  # of the file-system transport; three such waits are part of an answer, and a disk does not notice
TICK_SECONDS = 1.0  # in which a worker hears that it is to stop; Ctrl-C feels at once
TASK = "codex.run_job"
FOLDER_TRANSPORT = "service_kit.jobs.folder_transport.Transport"

log = logging.getLogger(__name__)


class JobQueue:
    """One service's messages: `nudge` sends, `work` receives until the process is told to stop."""

    def __init__(self, settings: ServiceSettings) -> None:
        self._settings = settings
        self.celery = _celery(settings)

    def nudge(self, queue: str, job_id: uuid.UUID) -> None:
        """Sends a job's id. A broker that is away costs time, not the job: the sweeper sends again."""
        try:
            self.celery.send_task(TASK, [str(job_id)], queue=self._name(queue), retry=False)
        except Exception as error:
            log.warning("the queue is away", extra={"job": str(job_id), "reason": str(error)})

    def work(self, runner: JobRunner, queues: list[Queue]) -> None:
        """Works on the jobs of these queues, sweeping meanwhile; returns when told to stop."""
        stop = threading.Event()

        @self.celery.task(name=TASK)  # type: ignore[untyped-decorator]
        def run_job(job_id: str) -> None:
            runner.run(uuid.UUID(job_id))

        def begin(sender: Any, **_: Any) -> None:
            if sender.hub is not None:
                # An event loop with nothing to do sleeps up to ten seconds, and looks only then whether it is to stop.
                sender.hub.call_repeatedly(TICK_SECONDS, lambda: None)
            arguments = (runner.store, self._settings.job_sweep_seconds, stop.wait)
            threading.Thread(target=sweep_forever, args=arguments, daemon=True).start()

        worker_ready.connect(begin, weak=False)
        worker_shutting_down.connect(lambda **_: stop.set(), weak=False)
        self.celery.worker_main(
            [
                "worker",
                "--pool=threads",
                f"--concurrency={self._settings.workers}",
                "--queues=" + ",".join(self._name(queue) for queue in queues),
                "--without-gossip",
                "--without-mingle",
                "--without-heartbeat",
                f"--loglevel={self._settings.log_level}",
            ]
        )

    def _name(self, queue: str) -> str:
        return f"{self._settings.service}.{queue}"


def _queue(service: str, queue: Queue) -> KombuQueue:
    # Each with a key of its own: queues that share one would each get every message.
    name = f"{service}.{queue}"
    return KombuQueue(name, Exchange(service), routing_key=name)


def _celery(settings: ServiceSettings) -> Celery:
    app = Celery(settings.service, broker=settings.broker_url, set_as_current=False)
    app.conf.update(
        task_ignore_result=True,
        task_acks_late=True,
        worker_prefetch_multiplier=1,  # what waits, waits in the queue, where any worker can take it
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_send_task_events=False,
        broker_connection_retry_on_startup=True,
        task_create_missing_queues=True,
        task_queues=[_queue(settings.service, queue) for queue in Queue],
    )
    if settings.broker_url.startswith("filesystem"):
        messages, control = settings.queue / "messages", settings.queue / "control"
        for folder in (messages, control):
            folder.mkdir(parents=True, exist_ok=True)
        app.conf.broker_transport = FOLDER_TRANSPORT
        app.conf.broker_transport_options = {
            "data_folder_in": str(messages),
            "data_folder_out": str(messages),
            "control_folder": str(control),
            "polling_interval": POLL_SECONDS,
        }
    return app
