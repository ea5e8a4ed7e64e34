"""Which annotations is a query compared with?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from acm_wbia.acm.models.base import Base
from service_kit.clock import now
from service_kit.database import UtcDateTime


class MatchSet(Base):
    """A match set, named after its content, so that it is sent once however often it is searched."""

    __tablename__ = "match_sets"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    """Members."""
    members: Mapped[bytes] = mapped_column(LargeBinary)
    """The canonical JSON of the members sorted by annotation, zlib-compressed."""
    used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    """When it was last sent or searched."""
