"""Who changed what, when, and how did it look before and after? Added to and never changed: the database refuses."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from edm.models.base import Base
from service_kit.clock import now
from service_kit.database import JsonDocument, UtcDateTime
from service_kit.identity import new_id


class AuditEntry(Base):
    """One change of one record."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_record", "noun", "record_id", "id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    actor: Mapped[str | None] = mapped_column(String(64))
    """Opaque tag of who acted; none for the system itself."""
    request_id: Mapped[str | None] = mapped_column(String(64))
    noun: Mapped[str] = mapped_column(String(16))
    record_id: Mapped[uuid.UUID]
    action: Mapped[str] = mapped_column(String(32))
    before: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    after: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    reason: Mapped[str | None] = mapped_column(Text)
