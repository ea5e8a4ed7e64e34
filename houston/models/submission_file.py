"""Which files were uploaded to a draft, how much of each has come, and is it a picture?"""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from houston.models.base import Base
from service_kit.clock import now
from service_kit.database import JsonDocument, UtcDateTime
from service_kit.identity import new_id


class FileState(StrEnum):
    """`receiving → checking → ready`, or `refused` with a reason, or `duplicate` of another file."""

    RECEIVING = "receiving"
    CHECKING = "checking"
    READY = "ready"
    REFUSED = "refused"
    DUPLICATE = "duplicate"


class FilePurpose(StrEnum):
    """What it is for; each has rules of its own."""

    PICTURE = "picture"
    SHEET = "sheet"
    ARCHIVE = "archive"
    DETECTIONS = "detections"
    PACKAGE = "package"


class SubmissionFile(Base):
    """One upload. Its id is the id of the asset that it becomes."""

    __tablename__ = "submission_files"
    # Each of thousands of files is looked for among its siblings when it begins and when it ends.
    __table_args__ = (
        Index("ix_submission_files_submission_id_sha256", "submission_id", "sha256"),
        Index("ix_submission_files_submission_id_declared", "submission_id", "declared_sha256"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    submission_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("submissions.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(Text)
    """As it was uploaded; never used as a path."""
    purpose: Mapped[str] = mapped_column(String(16), default=FilePurpose.PICTURE)
    archive: Mapped[uuid.UUID | None]
    """The archive that it came in."""
    declared_type: Mapped[str | None] = mapped_column(String(200))
    declared_sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    """Bytes that surely lie on the disk."""
    state: Mapped[str] = mapped_column(String(16), default=FileState.RECEIVING)
    code: Mapped[str | None] = mapped_column(String(48))
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it was refused, as a sentence."""
    duplicate_of: Mapped[uuid.UUID | None]
    """The file of this submission that has the same bytes."""
    sha256: Mapped[str | None] = mapped_column(String(64))
    media_type: Mapped[str | None] = mapped_column(String(64))
    """By content, not by name."""
    width: Mapped[int | None]
    height: Mapped[int | None]
    exif: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    """An upload that is not finished by then is removed."""
