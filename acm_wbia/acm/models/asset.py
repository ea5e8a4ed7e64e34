"""Which pictures does ACM know, where are they read, and who may see what was learned from them?"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from acm_wbia.acm.models.base import Base
from service_kit.clock import now
from service_kit.database import UtcDateTime


class Asset(Base):
    """A picture as it was uploaded. The bytes stay in Houston."""

    __tablename__ = "assets"
    __table_args__ = (
        Index("ix_assets_owner", "owner"),
        Index("ix_assets_submission", "submission"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    uri: Mapped[str] = mapped_column(Text)
    """Path within Houston at which the original is read."""
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int | None]
    """Pixels of the upright original; unknown until somebody looked."""
    height: Mapped[int | None]
    owner: Mapped[str | None] = mapped_column(String(64))
    """Opaque tag, as all of the following."""
    submission: Mapped[str | None] = mapped_column(String(64))
    visibility: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
    projects: Mapped[list[AssetProject]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, lazy="selectin"
    )


class AssetProject(Base):
    """An asset belongs to a project."""

    __tablename__ = "asset_projects"

    asset_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("assets.id", ondelete="CASCADE"), primary_key=True
    )
    project: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
