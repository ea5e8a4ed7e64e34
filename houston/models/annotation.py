"""Which box in which picture is whose encounter's? The box itself is ACM's; who owns it is ours."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from houston.models.base import Base
from service_kit.clock import now
from service_kit.database import JsonDocument, UtcDateTime


class Annotation(Base):
    """One thing found in an asset. Of one animal there is at most one a picture: the database says so."""

    __tablename__ = "annotations"
    __table_args__ = (UniqueConstraint("encounter_id", "asset_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    asset_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assets.id"), index=True)
    encounter_id: Mapped[uuid.UUID | None]
    """None: not of any encounter yet."""
    viewpoint: Mapped[str | None] = mapped_column(String(32))
    """From which side the animal is seen, as ACM has it too: match sets are chosen by it."""
    drawn_by: Mapped[uuid.UUID | None]
    """Who drew the box by hand; None: a detector found it, or somebody without an account drew it."""
    detection: Mapped[uuid.UUID | None] = mapped_column(index=True)
    """The detection that found it; None: drawn by hand."""
    copy_of: Mapped[uuid.UUID | None]
    """Its encounter is to be made as a copy of this one; None: there is nothing to copy, or no longer."""
    unsent: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    """What ACM is still to be told; None: it knows the annotation."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
