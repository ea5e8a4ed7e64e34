"""Whose catalogue is being put in order, what should be asked next, and what did people answer?"""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from houston.models.base import Base
from service_kit.clock import now
from service_kit.database import JsonDocument, UtcDateTime
from service_kit.identity import new_id


class CurationState(StrEnum):
    """`queued → running → done | failed`; done, it is looked at anew after each answer and stays done."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Comparison(StrEnum):
    """What a person says of two encounters."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot_tell"


class Curation(Base):
    """One person's work on the catalogue of one species."""

    __tablename__ = "curations"
    __table_args__ = (Index("ix_curations_owner_created_at", "owner", "created_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    state: Mapped[str] = mapped_column(String(16), default=CurationState.QUEUED)
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it failed, or why there is nothing to compare."""
    owner: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    species: Mapped[str] = mapped_column(String(100))
    filters: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    scope: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    """What the owner may read: nothing else is compared."""
    algorithm: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    """`{name, version, parameters}`; the version is known when it is done."""
    under_way: Mapped[bool] = mapped_column(default=True)
    """Whether `job` is finding out what to ask next."""
    parts: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    """What ACM is asked: `{remote, sides, answers, changes, planned_at}`."""
    result: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    """ACM's last answer."""
    evidence: Mapped[dict[str, str]] = mapped_column(JsonDocument, default=dict)
    """Of each pair that was to be asked about, under what ACM keeps why: by `query annotation:annotation`."""
    job: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("jobs.id"))
    idempotency_key: Mapped[str | None] = mapped_column(String(240), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CurationAnswer(Base):
    """What a person said of two encounters; undone it stays in the record."""

    __tablename__ = "curation_answers"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    curation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("curations.id"), index=True)
    species: Mapped[str] = mapped_column(String(100), index=True)
    first: Mapped[uuid.UUID] = mapped_column(index=True)
    """An encounter."""
    second: Mapped[uuid.UUID] = mapped_column(index=True)
    first_annotation: Mapped[uuid.UUID]
    """What the person saw of it."""
    second_annotation: Mapped[uuid.UUID]
    answer: Mapped[str] = mapped_column(String(16))
    evidence: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    """By what it was asked: `{algorithm, probability, judged}`, and what it teaches; None: nobody had asked it."""
    decided_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    undone_by: Mapped[uuid.UUID | None]
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    idempotency_key: Mapped[str | None] = mapped_column(String(240), unique=True)
