"""What was found in which asset, and where in it?"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from acm_wbia.acm.models.base import Base
from service_kit.clock import now
from service_kit.database import UtcDateTime


class Annotation(Base):
    """One thing found in an asset. The box is in pixels of the upright original, `theta` in radians."""

    __tablename__ = "annotations"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    asset_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("assets.id", ondelete="CASCADE"), index=True
    )
    x: Mapped[float]
    y: Mapped[float]
    width: Mapped[float]
    height: Mapped[float]
    theta: Mapped[float]
    animal_class: Mapped[str | None] = mapped_column("class", String(200))
    viewpoint: Mapped[str | None] = mapped_column(String(64))
    confidence: Mapped[float | None]
    raw_class: Mapped[str | None] = mapped_column(String(200))
    """What the classifier, else the detector, itself calls it, with ``raw_score``; ``animal_class`` may be coarser, or a
    person's."""
    raw_score: Mapped[float | None]
    taxon: Mapped[str | None] = mapped_column(String(200))
    """Which a classifier suggests, with ``taxon_score``: a scientific name. Nothing is decided by it."""
    taxon_score: Mapped[float | None]
    identifiability: Mapped[float | None]
    """How well it can be told from others, 0…1; nothing where nobody has looked since its box was drawn."""
    hindrance: Mapped[str | None] = mapped_column(String(32))
    """What makes that hard, as a code, with ``hindrance_reason`` as a sentence."""
    hindrance_reason: Mapped[str | None] = mapped_column(String(500))
    model: Mapped[str | None] = mapped_column(String(200))
    """What found it: a detector's name and version, or nothing where a person drew it."""
    revision: Mapped[int] = mapped_column(default=1)
    """Counts the boxes (and originals) this annotation had, so that features of an old one are never kept."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)

    @property
    def bbox(self) -> list[float]:
        return [self.x, self.y, self.width, self.height]
