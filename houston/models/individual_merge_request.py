"""Which merges wait for others' word, until when, and what did they say?"""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from houston.models.base import Base
from service_kit.clock import now
from service_kit.database import JsonDocument, UtcDateTime


class MergeRequestState(StrEnum):
    """`open → merged | blocked | withdrawn | failed`."""

    OPEN = "open"
    MERGED = "merged"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


class MergeRequest(Base):
    """A merge of which the one who asked may not change every encounter. Its id is the merge's id in EDM."""

    __tablename__ = "merge_requests"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    individual: Mapped[uuid.UUID] = mapped_column(index=True)
    """The one that stays."""
    merged: Mapped[list[str]] = mapped_column(JsonDocument)
    """The ones that go into it."""
    resolve: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    state: Mapped[str] = mapped_column(String(16), default=MergeRequestState.OPEN, index=True)
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it ended, as a sentence."""
    requested_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), index=True)
    deadline: Mapped[datetime] = mapped_column(UtcDateTime)
    """Merged then, unless somebody blocks it."""
    job: Mapped[uuid.UUID]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    voters: Mapped[list[MergeVoter]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="MergeVoter.user_id"
    )


class MergeVoter(Base):
    """Somebody whose encounters are concerned, and their word once they have given it."""

    __tablename__ = "merge_voters"

    request_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("merge_requests.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    vote: Mapped[str | None] = mapped_column(String(8))
    """`agree`, `block`, or none yet."""
    reason: Mapped[str] = mapped_column(Text, default="")
    voted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
