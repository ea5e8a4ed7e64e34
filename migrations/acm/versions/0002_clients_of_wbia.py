"""What the clients of WB-IA say"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service_kit.database import JsonDocument, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wire_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wire_rows")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_wire_rows_kind_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "wire_annotations",
        sa.Column("annotation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("quality", sa.Integer(), nullable=True),
        sa.Column("multiple", sa.Boolean(), nullable=True),
        sa.Column("interest", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["annotation_id"],
            ["annotations.id"],
            name=op.f("fk_wire_annotations_annotation_id_annotations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("annotation_id", name=op.f("pk_wire_annotations")),
    )
    op.create_table(
        "wire_jobs",
        sa.Column("job_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("asked", JsonDocument, nullable=False),
        sa.Column("callback_url", sa.Text(), nullable=True),
        sa.Column("callback_method", sa.String(length=4), nullable=False),
        sa.Column("callback_detailed", sa.Boolean(), nullable=False),
        sa.Column("result", JsonDocument, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name=op.f("fk_wire_jobs_job_id_jobs"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_wire_jobs")),
    )


def downgrade() -> None:
    op.drop_table("wire_jobs")
    op.drop_table("wire_annotations")
    op.drop_table("wire_rows")
