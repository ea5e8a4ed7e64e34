"""One animal, known by one or more encounters, and what it is called."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from edm.models.base import Base, RecordColumns, deletion_indexes
from service_kit.database import JsonDocument

DEFAULT_CONTEXT = "default"
"""The context of the name that is shown where there is room for one."""
LIVE = text("live")
LIVE_ON_SQLITE = text("live = 1")
"""It takes an index of some rows only for what says in the same words which."""


class Individual(RecordColumns, Base):
    """Has at least one encounter, and goes with its last one."""

    __tablename__ = "individuals"
    __table_args__ = deletion_indexes("individuals")

    species: Mapped[str] = mapped_column(index=True)
    sex: Mapped[str | None]
    living_status: Mapped[str | None]
    life_dates: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    comments: Mapped[str] = mapped_column(Text, default="")
    custom_fields: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    social_units: Mapped[list[dict[str, Any]]] = mapped_column(JsonDocument, default=list)
    """The groups that it belongs or belonged to, and its role there."""
    satellite_tags: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    """Serial numbers."""
    merged_into: Mapped[uuid.UUID | None]
    """Where its encounters went."""


class Name(Base):
    """What an individual is called in one context (a catalogue, a nickname, a user's own)."""

    __tablename__ = "names"
    __table_args__ = (
        # Two live animals of one species never bear one name in one context, whoever writes first.
        Index(
            "uq_names_live_value",
            "context",
            "species",
            "value_key",
            unique=True,
            sqlite_where=LIVE_ON_SQLITE,
            postgresql_where=LIVE,
        ),
        Index(
            "uq_names_live_context",
            "individual_id",
            "context",
            unique=True,
            sqlite_where=LIVE_ON_SQLITE,
            postgresql_where=LIVE,
        ),
        # Those of what is staged, and of what was deleted.
        Index(
            "ix_names_waiting_value",
            "context",
            "species",
            "value_key",
            sqlite_where=text("live = 0"),
            postgresql_where=text("NOT live"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    individual_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("individuals.id"), index=True)
    species: Mapped[str]
    context: Mapped[str]
    value: Mapped[str]
    value_key: Mapped[str]
    """The name without case and doubled blanks: what must be unique."""
    live: Mapped[bool] = mapped_column(default=True)
    """False once the individual is deleted: its name may then be given to another."""
