"""Which pictures were submitted, which encounters do they show, and has anybody looked for animals in them?"""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from houston.models.base import Base
from service_kit.clock import now
from service_kit.database import JsonDocument, UtcDateTime


class AssetState(StrEnum):
    """`pending → detecting → detected | nothing_found | failed | skipped`."""

    PENDING = "pending"
    DETECTING = "detecting"
    DETECTED = "detected"
    NOTHING_FOUND = "nothing_found"
    FAILED = "failed"
    SKIPPED = "skipped"


UNSETTLED = (AssetState.PENDING, AssetState.DETECTING)


class Asset(Base):
    """One picture; its bytes lie in the submission's repository under the same id."""

    __tablename__ = "assets"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    submission_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submissions.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    """As it was uploaded."""
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    """Pixels of the upright picture."""
    exif: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    state: Mapped[str] = mapped_column(String(16), default=AssetState.PENDING)
    reason: Mapped[str | None] = mapped_column(Text)
    detection_job: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("jobs.id"), index=True)
    """The detection that is at it, or was last."""
    planned_by: Mapped[uuid.UUID | None]
    """The detection whose findings have been taken over."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class AssetEncounter(Base):
    """A picture shows an encounter."""

    __tablename__ = "asset_encounters"

    asset_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("assets.id", ondelete="CASCADE"), primary_key=True
    )
    encounter_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, index=True)
    position: Mapped[int] = mapped_column(default=0)
    """The encounter's place among those of the picture."""
