"""Refused pairs: who was said not to be whom"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refused_pairs",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("encounter_id", sa.Uuid(), nullable=False),
        sa.Column("other", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["identification_decisions.id"],
            name=op.f("fk_refused_pairs_decision_id_identification_decisions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("decision_id", "other", name=op.f("pk_refused_pairs")),
    )
    with op.batch_alter_table("refused_pairs", schema=None) as batch_op:
        batch_op.create_index("ix_refused_pairs_encounter_id", ["encounter_id"], unique=False)
        batch_op.create_index("ix_refused_pairs_other", ["other"], unique=False)


def downgrade() -> None:
    op.drop_table("refused_pairs")
