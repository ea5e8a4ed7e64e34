"""Bulk imports: their sheets, edits and mappings, and what each uploaded file is for"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service_kit.database import JsonDocument, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("submission_files", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("purpose", sa.String(length=16), nullable=False, server_default="picture")
        )
        batch_op.add_column(sa.Column("archive", sa.Uuid(), nullable=True))
    with op.batch_alter_table("submission_files", schema=None) as batch_op:
        batch_op.alter_column("purpose", server_default=None)
        batch_op.create_index(
            "ix_submission_files_submission_id_sha256", ["submission_id", "sha256"], unique=False
        )
        batch_op.create_index(
            "ix_submission_files_submission_id_declared",
            ["submission_id", "declared_sha256"],
            unique=False,
        )

    op.create_table(
        "bulk_imports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("options", JsonDocument, nullable=False),
        sa.Column("sheet_state", sa.String(length=16), nullable=False),
        sa.Column("sheet_reason", sa.Text(), nullable=True),
        sa.Column("sheet_file", sa.Uuid(), nullable=True),
        sa.Column("sheet_name", sa.Text(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=True),
        sa.Column("worksheets", JsonDocument, nullable=False),
        sa.Column("cells", sa.String(length=32), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("column_count", sa.Integer(), nullable=False),
        sa.Column("generator", sa.String(length=100), nullable=True),
        sa.Column("columns", JsonDocument, nullable=False),
        sa.Column("chosen", JsonDocument, nullable=False),
        sa.Column("mapping_name", sa.String(length=200), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("edits_applied", sa.Integer(), nullable=False),
        sa.Column("checked_revision", sa.Integer(), nullable=True),
        sa.Column("counts", JsonDocument, nullable=False),
        sa.Column("faults", sa.String(length=32), nullable=True),
        sa.Column("file_counts", JsonDocument, nullable=False),
        sa.Column("matches", sa.String(length=32), nullable=True),
        sa.Column("files_changed", sa.Integer(), nullable=False),
        sa.Column("files_matched", sa.Integer(), nullable=True),
        sa.Column("work", sa.Uuid(), nullable=True),
        sa.Column("began_at", UtcDateTime(), nullable=True),
        sa.Column("cancelling", sa.Boolean(), nullable=False),
        sa.Column("publishing", sa.Boolean(), nullable=False),
        sa.Column("staged", sa.Integer(), nullable=False),
        sa.Column("noted", sa.Integer(), nullable=False),
        sa.Column("requested", sa.Integer(), nullable=False),
        sa.Column("individuals", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"],
            ["submissions.id"],
            name=op.f("fk_bulk_imports_id_submissions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["work"], ["jobs.id"], name=op.f("fk_bulk_imports_work_jobs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_imports")),
    )
    op.create_table(
        "bulk_edits",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", JsonDocument, nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["bulk_imports.id"],
            name=op.f("fk_bulk_edits_import_id_bulk_imports"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("import_id", "position", name=op.f("pk_bulk_edits")),
    )
    op.create_table(
        "saved_mappings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("targets", JsonDocument, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner"], ["users.id"], name=op.f("fk_saved_mappings_owner_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_mappings")),
    )
    with op.batch_alter_table("saved_mappings", schema=None) as batch_op:
        batch_op.create_index("uq_saved_mappings_owner_name", ["owner", "name"], unique=True)


def downgrade() -> None:
    op.drop_table("saved_mappings")
    op.drop_table("bulk_edits")
    op.drop_table("bulk_imports")
    with op.batch_alter_table("submission_files", schema=None) as batch_op:
        batch_op.drop_index("ix_submission_files_submission_id_declared")
        batch_op.drop_index("ix_submission_files_submission_id_sha256")
        batch_op.drop_column("archive")
        batch_op.drop_column("purpose")
