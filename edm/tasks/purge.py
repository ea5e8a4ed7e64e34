"""What is done once a day without anybody asking? The purge, each time leaving word for the next day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from edm.foundation import Edm
from edm.operations.purge import purge
from edm.operations.staging import STAGED_DAYS, discard_forgotten
from service_kit.clock import now
from service_kit.jobs import Handlers, JobContext, Queue

KIND = "purge"


def register(handlers: Handlers, edm: Edm) -> None:
    """The handler of the daily purge."""

    @handlers.register(KIND)
    def purge_daily(context: JobContext) -> Mapping[str, Any] | None:
        discarded = discard_forgotten(edm, now() - timedelta(days=STAGED_DAYS))
        counts = purge(edm, now() - timedelta(days=edm.settings.deleted_days))
        with edm.database.write() as session:
            schedule(session, edm, now() + timedelta(days=1))
            context.finish(session, {**counts, "discarded": discarded})
        return None


def schedule(session: Session, edm: Edm, moment: datetime) -> None:
    """Leaves word for a purge on the day of that moment, once a day however often it is called."""
    day = moment.astimezone(UTC).date()
    job = edm.jobs.submit(session, KIND, {}, queue=Queue.BULK, key=f"{KIND}:{day.isoformat()}")
    begins = datetime.combine(day, time(tzinfo=UTC))
    if job.due_at < begins:
        job.due_at = begins


def begin(edm: Edm) -> None:
    """Leaves word for today's purge, as every start of a worker does: a chain that broke begins anew."""
    with edm.database.write() as session:
        schedule(session, edm, now())
