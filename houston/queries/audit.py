"""Who changed whose access, and when?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from houston.models import AuditEntry
from houston.queries.pages import id_cursor, id_of, page_of
from service_kit.database import Database

FILTERS = ("actor", "action", "subject_kind", "subject")


def audit_page(
    database: Database, wanted: Mapping[str, Any], *, limit: int, cursor: str | None
) -> dict[str, Any]:
    """A page of the trail, newest first: `{items, next}`. Raises `Malformed`."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit + 1)
    for name in FILTERS:
        if name in wanted:
            query = query.where(getattr(AuditEntry, name) == wanted[name])
    if cursor:
        query = query.where(AuditEntry.id < id_of(cursor))
    with database.read() as session:
        found = list(session.scalars(query))
    items, following = page_of(found, limit, id_cursor)
    return {"items": items, "next": following}
