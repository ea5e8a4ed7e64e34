"""Who changed whose access, when, and from what to what? Written once and never again."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import DDL, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column

from houston.models.base import Base
from service_kit.clock import now
from service_kit.database import JsonDocument, UtcDateTime
from service_kit.identity import new_id


class AuditEntry(Base):
    """One change of access or of an account. The database refuses to change or delete it."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_subject_kind_subject", "subject_kind", "subject"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    actor: Mapped[uuid.UUID | None] = mapped_column(index=True)
    """The user who did it; none: nobody who was signed in, or the system."""
    action: Mapped[str] = mapped_column(String(48))
    """What was done, as `noun.verb`."""
    subject_kind: Mapped[str] = mapped_column(String(24))
    subject: Mapped[uuid.UUID]
    before: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    after: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)
    request_id: Mapped[str | None] = mapped_column(String(64))


GUARDS: dict[str, tuple[str, ...]] = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_no_{verb} BEFORE {verb.upper()} ON audit "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        for verb in ("update", "delete")
    ),
    "postgresql": (
        "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$",
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()",
    ),
}
"""By dialect: what makes the table append-only. A migration executes the same."""

for _dialect, _statements in GUARDS.items():
    for _statement in _statements:
        _guard = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(AuditEntry.__table__, "after_create", _guard.execute_if(dialect=_dialect))
