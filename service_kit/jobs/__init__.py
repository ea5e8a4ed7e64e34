"""How is long work done so that nothing is lost? A job row is the truth, the queue is only a nudge."""

from service_kit.jobs.handlers import Handlers, JobContext, JobFailed, Wait
from service_kit.jobs.model import JobRow, JobState, Queue
from service_kit.jobs.runner import JobRunner
from service_kit.jobs.store import JobStore, LeaseLost

__all__ = [
    "Handlers",
    "JobContext",
    "JobFailed",
    "JobRow",
    "JobRunner",
    "JobState",
    "JobStore",
    "LeaseLost",
    "Queue",
    "Wait",
]
