"""What is an algorithm's score worth for a species, by what people decided so far?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from acm_wbia.acm.models.base import Base
from service_kit.clock import now
from service_kit.database import JsonDocument, UtcDateTime


class CalibrationRow(Base):
    """One fit; the highest version is in use. Replaced fits stay, since old answers name them."""

    __tablename__ = "calibrations"

    species: Mapped[str] = mapped_column(String(100), primary_key=True)
    algorithm: Mapped[str] = mapped_column(String(100), primary_key=True)
    algorithm_version: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Another version's scores are others."""
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1, 2, 3…"""
    judged: Mapped[str] = mapped_column(String(64))
    """Hash of what it was fitted on: the same decisions are not fitted twice."""
    document: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    """A `Confidence`; None: too few decisions are left, and the algorithm's prior is in use."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
