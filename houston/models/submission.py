"""What did somebody send in, and how far is it on its way to becoming records?"""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from houston.models.base import Base
from service_kit.clock import now
from service_kit.database import JsonDocument, UtcDateTime
from service_kit.identity import new_id


class SubmissionKind(StrEnum):
    """A form has one sighting, a bulk import many."""

    FORM = "form"
    BULK = "bulk"


class SubmissionState(StrEnum):
    """`draft → committing → created → detecting → curation → done`, with `invalid` and `failed`."""

    DRAFT = "draft"
    COMMITTING = "committing"
    CREATED = "created"
    DETECTING = "detecting"
    CURATION = "curation"
    DONE = "done"
    INVALID = "invalid"
    FAILED = "failed"


EDITABLE = (SubmissionState.DRAFT, SubmissionState.INVALID)
"""Nothing has been made of it yet, so files and metadata can still change."""

COMMITTED = (
    SubmissionState.CREATED,
    SubmissionState.DETECTING,
    SubmissionState.CURATION,
    SubmissionState.DONE,
)
"""Its records are there."""

SENT_IN = (SubmissionState.COMMITTING, *COMMITTED)
"""Its records are there, or a job is making them."""


class Submission(Base):
    """Files and metadata that came together."""

    __tablename__ = "submissions"
    __table_args__ = (Index("ix_submissions_owner_created_at", "owner", "created_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(8), default=SubmissionKind.FORM)
    state: Mapped[str] = mapped_column(String(16), default=SubmissionState.DRAFT)
    owner: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    """None: sent in without an account and not claimed."""
    contact_name: Mapped[str | None] = mapped_column(String(200))
    contact_email: Mapped[str | None] = mapped_column(String(254))
    projects: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    visibility: Mapped[str] = mapped_column(String(16))
    citizen: Mapped[bool] = mapped_column(default=False)
    """Sent in by somebody who may not approve."""
    approve: Mapped[bool] = mapped_column(default=False)
    """The submitter may approve and wants it so."""
    document: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    """The metadata as it was sent."""
    minted: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    """The same with an id for each sighting and encounter; kept before anything is made from it."""
    errors: Mapped[list[dict[str, Any]]] = mapped_column(JsonDocument, default=list)
    """What the last check found."""
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it failed, as a sentence."""
    job: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("jobs.id"))
    """The work that brings it further."""
    stored_as: Mapped[str | None] = mapped_column(String(64))
    """The git commit that holds it."""
    idempotency_key: Mapped[str | None] = mapped_column(String(240), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
    committed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
