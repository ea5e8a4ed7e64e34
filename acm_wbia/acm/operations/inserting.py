"""How are rows added that another worker may be adding at the same moment? The first wins, and nobody fails."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from acm_wbia.acm.models import Base


def insert_new(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Within the caller's transaction: adds those of the rows whose key is not taken."""
    if not rows:
        return
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert if is_sqlite else postgresql.insert
    session.execute(insert(model).on_conflict_do_nothing(), rows)
