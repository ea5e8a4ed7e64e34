"""A report may tell of several satellite tags of its animal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from service_kit.database import JsonDocument

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ONE, SEVERAL = "satellite_tag", "satellite_tags"
PORTION = 1_000
_encounters = sa.table("encounters", sa.column("id", sa.Uuid()), sa.column("animal", JsonDocument))


def upgrade() -> None:
    def listed(animal: dict[str, Any]) -> dict[str, Any]:
        tag = animal.pop(ONE, None)
        return {**animal, SEVERAL: [tag] if tag else []}

    _rewrite(listed)


def downgrade() -> None:
    def first(animal: dict[str, Any]) -> dict[str, Any]:
        tags = animal.pop(SEVERAL, [])
        return {**animal, ONE: tags[0] if tags else None}

    _rewrite(first)


def _rewrite(change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Changes what is told of animals, portion by portion."""
    connection = op.get_bind()
    told = sa.select(_encounters).where(_encounters.c.animal.is_not(None))
    last = None
    while True:
        after = told if last is None else told.where(_encounters.c.id > last)
        rows = connection.execute(after.order_by(_encounters.c.id).limit(PORTION)).all()
        for row in rows:
            if row.animal:
                connection.execute(
                    sa.update(_encounters)
                    .where(_encounters.c.id == row.id)
                    .values(animal=change(dict(row.animal)))
                )
        if len(rows) < PORTION:
            return
        last = rows[-1].id
