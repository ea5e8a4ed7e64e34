"""What do WB-IA's clients say that ACM has no place for? Row ids, names, and what they asked for and were answered."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from acm_wbia.acm.models.base import Base
from service_kit.clock import now
from service_kit.database import JsonDocument, UtcDateTime


class WireRow(Base):
    """The number by which WB-IA's clients know an image, an annotation or a name. Never given to another."""

    __tablename__ = "wire_rows"
    __table_args__ = (UniqueConstraint("kind", "key"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    """`image`, `annot` or `name`."""
    key: Mapped[str] = mapped_column(String(200))
    """The id, or the name itself."""


class WireAnnotation(Base):
    """What a client said of an annotation beyond what ACM keeps of every annotation."""

    __tablename__ = "wire_annotations"

    annotation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("annotations.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str | None] = mapped_column(String(200))
    """The individual, by the client's own name for it."""
    quality: Mapped[int | None]
    """1 junk to 5 excellent."""
    multiple: Mapped[bool | None]
    """Whether the box holds more than one animal."""
    interest: Mapped[bool | None]
    """Whether the photo was taken for this animal's sake."""


class WireJob(Base):
    """A job as its client asked for it, and what it was answered."""

    __tablename__ = "wire_jobs"

    job_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(200))
    """The client's id for it."""
    asked: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    """What of the request the answer needs."""
    callback_url: Mapped[str | None] = mapped_column(Text)
    callback_method: Mapped[str] = mapped_column(String(4))
    callback_detailed: Mapped[bool]
    """Whether the callback is told the answer, too."""
    result: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    """The answer in WB-IA's shape; nothing until it was published."""
    error: Mapped[str | None] = mapped_column(Text)
    """Why there is no answer, as a sentence."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
