"""How is a change written down? In the transaction that makes it, or there is no change."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from edm.models import AuditEntry
from service_kit.clock import now
from service_kit.identity import new_id
from service_kit.request_context import request_id
from service_kit.tokens import Caller

Change = tuple[str, uuid.UUID, Mapping[str, Any] | None, Mapping[str, Any] | None]
"""Noun, id, before, after."""


def record(
    session: Session,
    caller: Caller,
    action: str,
    changes: Iterable[Change],
    reason: str | None = None,
) -> None:
    """Adds one entry for each changed record."""
    moment = now()
    rows = [
        {
            "id": new_id(),
            "at": moment,
            "actor": caller.actor,
            "request_id": request_id() or None,
            "noun": noun,
            "record_id": record_id,
            "action": action,
            "before": dict(before) if before is not None else None,
            "after": dict(after) if after is not None else None,
            "reason": reason,
        }
        for noun, record_id, before, after in changes
    ]
    if rows:
        session.execute(insert(AuditEntry), rows)


def difference(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What of two documents is not the same, as it was and as it is."""
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return {key: before.get(key) for key in changed}, {key: after.get(key) for key in changed}
