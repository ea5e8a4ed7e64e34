"""How much work is there, and how much of it is stuck? For `/metrics`."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select

from service_kit.jobs.model import JobState
from service_kit.jobs.store import JobStore

TOLD = (JobState.QUEUED, JobState.RUNNING, JobState.WAITING, JobState.FAILED)
"""What is done or called off only grows, and says nothing about now."""


class JobMetrics(Collector):
    """The gauge `jobs`, by kind and state, counted anew each time that it is asked for."""

    def __init__(self, store: JobStore) -> None:
        self._store = store

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """One sample a kind and state that has any."""
        model = self._store.model
        gauge = GaugeMetricFamily("jobs", "Jobs that are not done", labels=["kind", "state"])
        with self._store.database.read() as session:
            rows = session.execute(
                select(model.kind, model.state, func.count())
                .where(model.state.in_(TOLD))
                .group_by(model.kind, model.state)
            ).all()
        for kind, state, count in rows:
            gauge.add_metric([kind, state], count)
        yield gauge
