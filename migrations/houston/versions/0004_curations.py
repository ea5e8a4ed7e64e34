"""Curations: what should be asked about a catalogue, and what people answered"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service_kit.database import JsonDocument, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "curations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("owner", sa.Uuid(), nullable=False),
        sa.Column("species", sa.String(length=100), nullable=False),
        sa.Column("filters", JsonDocument, nullable=False),
        sa.Column("scope", JsonDocument, nullable=False),
        sa.Column("algorithm", JsonDocument, nullable=False),
        sa.Column("under_way", sa.Boolean(), nullable=False),
        sa.Column("parts", JsonDocument, nullable=True),
        sa.Column("result", JsonDocument, nullable=True),
        sa.Column("evidence", JsonDocument, nullable=False),
        sa.Column("job", sa.Uuid(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=240), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"], name=op.f("fk_curations_job_jobs")),
        sa.ForeignKeyConstraint(["owner"], ["users.id"], name=op.f("fk_curations_owner_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curations")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_curations_idempotency_key")),
    )
    with op.batch_alter_table("curations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_curations_owner_created_at", ["owner", "created_at"], unique=False
        )

    op.create_table(
        "curation_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("curation_id", sa.Uuid(), nullable=False),
        sa.Column("species", sa.String(length=100), nullable=False),
        sa.Column("first", sa.Uuid(), nullable=False),
        sa.Column("second", sa.Uuid(), nullable=False),
        sa.Column("first_annotation", sa.Uuid(), nullable=False),
        sa.Column("second_annotation", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=240), nullable=True),
        sa.ForeignKeyConstraint(
            ["curation_id"],
            ["curations.id"],
            name=op.f("fk_curation_answers_curation_id_curations"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["users.id"], name=op.f("fk_curation_answers_decided_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curation_answers")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_curation_answers_idempotency_key")),
    )
    with op.batch_alter_table("curation_answers", schema=None) as batch_op:
        for column in ("curation_id", "species", "first", "second"):
            batch_op.create_index(f"ix_curation_answers_{column}", [column], unique=False)


def downgrade() -> None:
    op.drop_table("curation_answers")
    op.drop_table("curations")
