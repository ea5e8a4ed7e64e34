"""Which two users have opened their data to one another, and how far?"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from houston.models.base import Base
from service_kit.clock import now
from service_kit.database import UtcDateTime
from service_kit.identity import new_id


class Collaboration(Base):
    """Each side says how far it goes; the lesser of the two is what holds, for both."""

    __tablename__ = "collaborations"
    __table_args__ = (UniqueConstraint("first_user", "second_user"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    first_user: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    """The one with the lesser id: so a pair has one row, whoever asked."""
    second_user: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    first_level: Mapped[str] = mapped_column(String(8), default="none")
    """`none`, `view`, `export` or `edit`."""
    second_level: Mapped[str] = mapped_column(String(8), default="none")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
