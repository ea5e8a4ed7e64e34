"""When did a submission, an asset, a file or an identification go from which state to which, and why?"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from houston.models.base import Base
from service_kit.clock import now
from service_kit.database import UtcDateTime
from service_kit.identity import new_id


class Transition(Base):
    """One step of one thing; written with the step, never changed."""

    __tablename__ = "transitions"
    __table_args__ = (Index("ix_transitions_subject", "subject"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(24))
    """`submission`, `asset`, `identification` or `query`."""
    subject: Mapped[uuid.UUID]
    before: Mapped[str | None] = mapped_column(String(24))
    """None: the thing began."""
    after: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str | None] = mapped_column(Text)
    actor: Mapped[uuid.UUID | None]
    """The user who did it; None: a workflow, or somebody without an account."""
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
