"""Calibrations: what an algorithm's scores are worth for a species"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service_kit.database import JsonDocument, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calibrations",
        sa.Column("species", sa.String(length=100), nullable=False),
        sa.Column("algorithm", sa.String(length=100), nullable=False),
        sa.Column("algorithm_version", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("judged", sa.String(length=64), nullable=False),
        sa.Column("document", JsonDocument, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(
            "species",
            "algorithm",
            "algorithm_version",
            "version",
            name=op.f("pk_calibrations"),
        ),
    )


def downgrade() -> None:
    op.drop_table("calibrations")
