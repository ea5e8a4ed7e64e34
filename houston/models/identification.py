"""Who asked which animal this is, what was it compared with, what came of it, and what did people decide?"""

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


class IdentificationState(StrEnum):
    """`queued → running → done | failed`."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Review(StrEnum):
    """What a person has made of one query: `unreviewed` until somebody decides."""

    UNREVIEWED = "unreviewed"
    MATCHED = "matched"
    NEW_INDIVIDUAL = "new_individual"
    NO_MATCH = "no_match"
    UNIDENTIFIABLE = "unidentifiable"


class DecisionState(StrEnum):
    """`applying → applied → undoing → undone`, or `refused` by EDM."""

    APPLYING = "applying"
    APPLIED = "applied"
    REFUSED = "refused"
    UNDOING = "undoing"
    UNDONE = "undone"


class Identification(Base):
    """One question: which animal is this?"""

    __tablename__ = "identifications"
    __table_args__ = (Index("ix_identifications_owner_created_at", "owner", "created_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    state: Mapped[str] = mapped_column(String(16), default=IdentificationState.QUEUED)
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it failed, or why there was nothing to compare with."""
    owner: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    encounter: Mapped[uuid.UUID | None] = mapped_column(index=True)
    """The encounter that was asked about, where it was one."""
    species: Mapped[str | None] = mapped_column(String(100))
    filters: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    scope: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    """What the asker may read: the match set holds nothing else."""
    algorithm: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    """`{name, version, parameters}`; the version is known when it is done."""
    match_set_size: Mapped[int | None]
    parts: Mapped[list[dict[str, Any]] | None] = mapped_column(JsonDocument)
    """What ACM is asked: `[{job, match_set, size, queries}]`, one part a set of viewpoints."""
    results: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    """ACM's answer for each query annotation, by its id, and the part's job."""
    job: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("jobs.id"))
    idempotency_key: Mapped[str | None] = mapped_column(String(240), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class IdentificationQuery(Base):
    """One annotation that is asked about."""

    __tablename__ = "identification_queries"

    identification_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("identifications.id", ondelete="CASCADE"), primary_key=True
    )
    annotation_id: Mapped[uuid.UUID] = mapped_column(primary_key=True, index=True)
    encounter_id: Mapped[uuid.UUID]
    position: Mapped[int] = mapped_column(default=0)
    review: Mapped[str] = mapped_column(String(16), default=Review.UNREVIEWED)


class IdentificationDecision(Base):
    """What a person decided about one query, on what evidence; undone it stays in the record."""

    __tablename__ = "identification_decisions"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    identification_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("identifications.id"), index=True
    )
    annotation_id: Mapped[uuid.UUID]
    encounter_id: Mapped[uuid.UUID]
    decision: Mapped[str] = mapped_column(String(16))
    """A `Review` other than `unreviewed`."""
    individual: Mapped[uuid.UUID | None]
    """The animal that it is; minted here when it is a new one."""
    candidate: Mapped[uuid.UUID | None]
    """The annotation that it was matched with."""
    request: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    """What EDM is told; None: the decision changes no identity."""
    evidence: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    """What the person saw: algorithm, match set, the candidates' scores and how sure they were; and what it teaches."""
    previous: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    """Each changed encounter's individual from before."""
    state: Mapped[str] = mapped_column(String(16), default=DecisionState.APPLYING)
    reason: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    scope: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    """What the person may change, for a job that carries out what a dying request left."""
    undo: Mapped[list[dict[str, Any]] | None] = mapped_column(JsonDocument)
    """What EDM is told to take it back; None: nobody has asked to."""
    undone_by: Mapped[uuid.UUID | None]
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    idempotency_key: Mapped[str | None] = mapped_column(String(240), unique=True)


class RefusedPair(Base):
    """Two encounters of which a decision says that they show two animals; it holds while the decision does."""

    __tablename__ = "refused_pairs"

    decision_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("identification_decisions.id", ondelete="CASCADE"), primary_key=True
    )
    encounter_id: Mapped[uuid.UUID] = mapped_column(index=True)
    """The one that was asked about."""
    other: Mapped[uuid.UUID] = mapped_column(primary_key=True, index=True)
