"""What was seen: what kind of animal a network takes an annotation for, and why it can hardly be told from others"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NEW = (
    ("raw_class", sa.String(length=200)),
    ("raw_score", sa.Double()),
    ("taxon", sa.String(length=200)),
    ("taxon_score", sa.Double()),
    ("hindrance", sa.String(length=32)),
    ("hindrance_reason", sa.String(length=500)),
)


def upgrade() -> None:
    with op.batch_alter_table("annotations") as table:
        for name, kind in NEW:
            table.add_column(sa.Column(name, kind, nullable=True))
    # Whoever drew a box drew it around an animal; without a class it could not be asked about any more.
    op.execute("UPDATE annotations SET class = 'animal' WHERE class IS NULL AND model = 'by_hand'")


def downgrade() -> None:
    with op.batch_alter_table("annotations") as table:
        for name, _ in NEW:
            table.drop_column(name)
