"""A name is looked up without reading every name: one that is staged anywhere, and one that is borne on SQLite.

SQLite takes an index of some rows for a question that says which in the same words, and ours say `live = 1`.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

VALUE = ["context", "species", "value_key"]
UNIQUE = {"uq_names_live_value": VALUE, "uq_names_live_context": ["individual_id", "context"]}


def upgrade() -> None:
    op.create_index(
        "ix_names_waiting_value",
        "names",
        VALUE,
        sqlite_where=sa.text("live = 0"),
        postgresql_where=sa.text("NOT live"),
    )
    _say_live_as("live = 1")


def downgrade() -> None:
    op.drop_index("ix_names_waiting_value", "names")
    _say_live_as("live")


def _say_live_as(words: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, columns in UNIQUE.items():
        op.drop_index(name, "names")
        op.create_index(name, "names", columns, unique=True, sqlite_where=sa.text(words))
