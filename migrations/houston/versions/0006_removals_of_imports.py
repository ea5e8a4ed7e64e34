"""Removals of imports: which job removes one, or brings it back"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("bulk_imports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removal", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_bulk_imports_removal_jobs"), "jobs", ["removal"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("bulk_imports", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_bulk_imports_removal_jobs"), type_="foreignkey")
        batch_op.drop_column("removal")
