"""Which decisions about identity have been carried out, so that none is carried out twice or cannot be undone?"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from edm.models.base import Base
from service_kit.clock import now
from service_kit.database import JsonDocument, UtcDateTime


class Decision(Base):
    """One identification, merge or split, by the id that the caller gave it."""

    __tablename__ = "decisions"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    fingerprint: Mapped[str] = mapped_column(String(64))
    """SHA-256 of what was asked: the same again is a repetition, anything else is refused."""
    individual_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    outcome: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    """What a repetition answers; of a merge also all that undoing it needs."""
    actor: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
