"""Which ecological records are there, and whose are they? What access needs to know, and nothing else."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from houston.models.base import Base
from service_kit.clock import now
from service_kit.database import UtcDateTime


class Pointer(Base):
    """A record that lies in EDM or ACM under the same id."""

    __tablename__ = "pointers"
    __table_args__ = (
        Index("ix_pointers_owner_kind", "owner", "kind"),
        Index("ix_pointers_submission_kind", "submission", "kind"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    """A `houston.access.Kind`."""
    owner: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    """None: sent in without an account and not claimed."""
    submission: Mapped[uuid.UUID | None]
    sighting: Mapped[uuid.UUID | None] = mapped_column(index=True)
    """Of an encounter, asset or annotation: the sighting that it belongs to."""
    visibility: Mapped[str] = mapped_column(String(16), default="public")
    """`public` or `private`."""
    state: Mapped[str] = mapped_column(String(16), default="unapproved")
    """A `houston.access.RecordState`."""
    citizen: Mapped[bool] = mapped_column(default=False)
    """Sent in by somebody who may not approve: in a project, its researchers decide about it."""
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    projects: Mapped[list[PointerProject]] = relationship(
        cascade="all, delete-orphan", lazy="selectin"
    )


class PointerProject(Base):
    """A record is in a project."""

    __tablename__ = "pointer_projects"

    pointer_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("pointers.id", ondelete="CASCADE"), primary_key=True
    )
    project_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("projects.id"), primary_key=True, index=True
    )
