"""Houston's long work, one row each."""

from __future__ import annotations

from houston.models.base import Base
from service_kit.jobs import JobRow


class Job(JobRow, Base):
    """A step of a workflow."""
