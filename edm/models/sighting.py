"""One or more animals at one place and time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from edm.models.base import Base, RecordColumns, deletion_indexes
from edm.models.observation import ObservationColumns
from edm.models.sighting_word import sheets_word
from service_kit.database import JsonDocument


class Sighting(RecordColumns, ObservationColumns, Base):
    """Has at least one encounter, and goes with its last one."""

    __tablename__ = "sightings"
    __table_args__ = deletion_indexes("sightings")

    comments: Mapped[str] = mapped_column(Text, default="")
    custom_fields: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    survey: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    """The survey during which it was made."""


# Kept right by the database, whoever changes the custom fields.
Index("ix_sightings_word", sheets_word(Sighting.custom_fields))
