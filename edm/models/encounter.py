"""One animal at one place and time, and the tags by which access to it is decided."""

from __future__ import annotations

import uuid
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from edm.models.base import Base, RecordColumns, deletion_indexes
from edm.models.observation import ObservationColumns
from service_kit.database import JsonDocument


class State(StrEnum):
    """What has been decided about an encounter."""

    UNAPPROVED = "unapproved"
    APPROVED = "approved"
    UNIDENTIFIABLE = "unidentifiable"
    REJECTED = "rejected"


class Visibility(StrEnum):
    """Whether everybody may see an encounter once it is approved."""

    PUBLIC = "public"
    PRIVATE = "private"


class Encounter(RecordColumns, ObservationColumns, Base):
    """Belongs to exactly one sighting, and to at most one individual."""

    __tablename__ = "encounters"
    __table_args__ = (
        Index("ix_encounters_species_state", "species", "state"),
        Index("ix_encounters_time_order_id", "time_order", "id"),
        Index("ix_encounters_region", "region"),
        *deletion_indexes("encounters"),
    )

    sighting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sightings.id"), index=True)
    individual_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("individuals.id"), index=True
    )
    duplicate_of: Mapped[uuid.UUID | None]
    """The encounter that it was copied from when a picture showed several animals."""

    owner: Mapped[str] = mapped_column(String(64), index=True)
    submission: Mapped[str | None] = mapped_column(String(64), index=True)
    visibility: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))

    own_species: Mapped[bool] = mapped_column(default=False)
    """Whether the species is the encounter's own; else it follows its sighting's. Likewise the next two."""
    own_time: Mapped[bool] = mapped_column(default=False)
    own_location: Mapped[bool] = mapped_column(default=False)

    sex: Mapped[str | None]
    life_stage: Mapped[str | None]
    living_status: Mapped[str | None]
    behaviour: Mapped[str] = mapped_column(Text, default="")
    comments: Mapped[str] = mapped_column(Text, default="")
    custom_fields: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    verbatim: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    """What the sheet said, word for word."""
    measurements: Mapped[list[dict[str, Any]]] = mapped_column(JsonDocument, default=list)
    samples: Mapped[list[dict[str, Any]]] = mapped_column(JsonDocument, default=list)
    """Tissue, with what the laboratory found in it."""
    keywords: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    people: Mapped[list[dict[str, Any]]] = mapped_column(JsonDocument, default=list)
    """Names and addresses: shown only within the `exact` reach, and never searched."""
    media: Mapped[list[dict[str, Any]]] = mapped_column(JsonDocument, default=list)
    """The pictures by the names of their files, and what was said of them."""
    animal: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    """What this report told of the animal itself; it also went to the individual that it named."""


class EncounterProject(Base):
    """An encounter in a project; the project is an opaque tag."""

    __tablename__ = "encounter_projects"
    __table_args__ = (Index("ix_encounter_projects_project", "project", "encounter_id"),)

    encounter_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("encounters.id", ondelete="CASCADE"), primary_key=True
    )
    project: Mapped[str] = mapped_column(String(64), primary_key=True)
