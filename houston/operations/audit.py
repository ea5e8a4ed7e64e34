"""Changes of access and accounts are written down here, in the transaction that makes them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from houston.models import AuditEntry
from service_kit.request_context import request_id


def note(
    session: Session,
    action: str,
    subject_kind: str,
    subject: uuid.UUID,
    *,
    actor: uuid.UUID | None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Writes one line of the audit trail. Neither side ever holds a secret."""
    session.add(
        AuditEntry(
            action=action,
            subject_kind=subject_kind,
            subject=subject,
            actor=actor,
            before=dict(before) if before is not None else None,
            after=dict(after) if after is not None else None,
            request_id=request_id() or None,
        )
    )
