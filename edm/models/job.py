"""EDM's background work, one row each."""

from __future__ import annotations

from edm.models.base import Base
from service_kit.jobs import JobRow


class Job(JobRow, Base):
    """A piece of housekeeping, such as the daily purge."""
