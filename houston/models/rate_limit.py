"""How often was something tried lately?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from houston.models.base import Base
from service_kit.database import UtcDateTime


class RateWindow(Base):
    """The tries of one caller at one thing within the present window of time."""

    __tablename__ = "rate_windows"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A hash: no address is kept here."""
    began_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    tries: Mapped[int]
