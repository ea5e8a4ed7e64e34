"""Who has an account, and what was asked of their e-mail address?"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from houston.models.base import Base
from service_kit.clock import now
from service_kit.database import JsonDocument, UtcDateTime
from service_kit.identity import new_id


class User(Base):
    """A person with an account. Their id, as text, is the owner tag of their records in EDM and ACM."""

    __tablename__ = "users"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """As `houston.accounts.addresses.canonical_email` writes it: one spelling an account."""
    full_name: Mapped[str] = mapped_column(String(200), default="")
    affiliation: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(16), default="en")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    """Argon2id; none: this person cannot sign in by password."""
    roles: Mapped[list[str]] = mapped_column(JsonDocument, default=list)
    active: Mapped[bool] = mapped_column(default=True)
    """A deactivated account cannot sign in; its records stay."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)


class Registration(Base):
    """An account that was asked for and not yet confirmed through its e-mail address."""

    __tablename__ = "registrations"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), index=True)
    full_name: Mapped[str] = mapped_column(String(200), default="")
    affiliation: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(16), default="en")
    password_hash: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class MailLink(Base):
    """A link that was mailed: whoever holds it has read the mail. Works once, and for a while."""

    __tablename__ = "mail_links"
    __table_args__ = (Index("ix_mail_links_purpose_subject", "purpose", "subject"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    purpose: Mapped[str] = mapped_column(String(16))
    """`verify` or `reset`."""
    subject: Mapped[uuid.UUID]
    """The registration that it confirms, or the user whose password it resets."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FollowUpLink(Base):
    """The link with which somebody without an account follows their submission, and may claim it later."""

    __tablename__ = "follow_up_links"

    submission: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    """The address that was given with the submission."""
    claimed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
