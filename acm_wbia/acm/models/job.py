"""ACM's long work, one row each."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from acm_wbia.acm.models.base import Base
from service_kit.database import JsonDocument
from service_kit.jobs import JobRow


class Job(JobRow, Base):
    """A detection, an extraction or an identification, or the message that one is over."""

    scope: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    """What whoever asked may touch: the work is done within it."""
    callback: Mapped[str | None] = mapped_column(Text)
    """Path within Houston that is told when the job is over."""


class DetectionOutcome(Base):
    """What a detection job that still runs has found in one asset, so that a restart goes on from there."""

    __tablename__ = "detection_outcomes"

    job_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True
    )
    asset_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    outcome: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
