"""Where do the features of which annotation lie?"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from acm_wbia.acm.models.base import Base
from service_kit.clock import now
from service_kit.database import UtcDateTime


class FeatureSet(Base):
    """The features of one annotation by one extraction: a stretch of a feature file, or why there are none."""

    __tablename__ = "feature_sets"

    annotation_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("annotations.id", ondelete="CASCADE"), primary_key=True
    )
    extraction: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Fingerprint of the algorithm, its version and its parameters."""
    count: Mapped[int]
    """Features; 0 where there are none."""
    segment: Mapped[str | None] = mapped_column(String(64))
    """File of the feature store."""
    offset: Mapped[int] = mapped_column(BigInteger, default=0)
    """Bytes from the file's beginning."""
    length: Mapped[int] = mapped_column(BigInteger, default=0)
    """Bytes."""
    reason: Mapped[str | None] = mapped_column(Text)
    """Why the animal cannot be compared, as a sentence."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
