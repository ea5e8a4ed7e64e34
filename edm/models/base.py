"""What do all of EDM's tables share?"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from service_kit.clock import now
from service_kit.database import UtcDateTime, metadata_with_names


class Base(DeclarativeBase):
    metadata = metadata_with_names()


class RecordColumns:
    """Columns of everything that people record, change, delete and restore."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    """Minted by the caller, so that sending a record twice creates it once."""
    fingerprint: Mapped[str | None]
    """SHA-256 of what was sent to create it: the same again is a repetition, anything else is refused."""
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deletion_id: Mapped[uuid.UUID | None]
    """What was deleted together is restored together."""


def deletion_indexes(table: str) -> tuple[Index, ...]:
    """Indexes of the few rows that are deleted; an index of all rows would mislead the planner."""
    deleted = text("deleted_at IS NOT NULL")
    return tuple(
        Index(f"ix_{table}_{column}", column, sqlite_where=deleted, postgresql_where=deleted)
        for column in ("deleted_at", "deletion_id")
    )
