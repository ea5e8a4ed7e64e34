"""The tables of EDM, and an audit trail that the database itself keeps from being changed."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from service_kit.database import JsonDocument, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TRIGGER_SQLITE = """
CREATE TRIGGER audit_refuses_{change} BEFORE {change} ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END
"""
REFUSE_POSTGRESQL = """
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit trail is only added to'; END $$
"""
TRIGGER_POSTGRESQL = """
CREATE TRIGGER audit_refuses_changes BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()
"""


def record_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        sa.Column("deletion_id", sa.Uuid(), nullable=True),
    ]


def observation_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("species", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("hour", sa.Integer(), nullable=True),
        sa.Column("minute", sa.Integer(), nullable=True),
        sa.Column("second", sa.Integer(), nullable=True),
        sa.Column("utc_offset", sa.String(), nullable=True),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("time_source", sa.String(), nullable=True),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("time_order", sa.BigInteger(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("location_source", sa.String(), nullable=True),
        sa.Column("uncertainty_metres", sa.Double(), nullable=True),
        sa.Column("region", sa.String(), nullable=True),
        sa.Column("verbatim_locality", sa.Text(), nullable=False),
    ]


def deletion_indexes(table: str) -> None:
    deleted = sa.text("deleted_at IS NOT NULL")
    for column in ("deleted_at", "deletion_id"):
        op.create_index(
            f"ix_{table}_{column}",
            table,
            [column],
            unique=False,
            sqlite_where=deleted,
            postgresql_where=deleted,
        )


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("noun", sa.String(length=16), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("before", JsonDocument, nullable=True),
        sa.Column("after", JsonDocument, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("ix_audit_record", ["noun", "record_id", "id"], unique=False)

    op.create_table(
        "decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("individual_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", JsonDocument, nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_decisions_individual_id"), ["individual_id"], unique=False
        )

    op.create_table(
        "individuals",
        sa.Column("species", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("living_status", sa.String(), nullable=True),
        sa.Column("life_dates", JsonDocument, nullable=True),
        sa.Column("comments", sa.Text(), nullable=False),
        sa.Column("custom_fields", JsonDocument, nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        *record_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_individuals")),
    )
    deletion_indexes("individuals")
    with op.batch_alter_table("individuals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_individuals_species"), ["species"], unique=False)

    op.create_table(
        "jobs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("arguments", JsonDocument, nullable=False),
        sa.Column("idempotency_key", sa.String(length=200), nullable=True),
        sa.Column("queue", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("nudged_at", UtcDateTime(), nullable=True),
        sa.Column("lease_holder", sa.String(length=200), nullable=True),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("progress_done", sa.Integer(), nullable=False),
        sa.Column("progress_total", sa.Integer(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("result", JsonDocument, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_jobs_idempotency_key")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index("ix_jobs_state_due_at", ["state", "due_at"], unique=False)

    op.create_table(
        "sightings",
        sa.Column("comments", sa.Text(), nullable=False),
        sa.Column("custom_fields", JsonDocument, nullable=False),
        *record_columns(),
        *observation_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sightings")),
    )
    deletion_indexes("sightings")

    op.create_table(
        "encounters",
        sa.Column("sighting_id", sa.Uuid(), nullable=False),
        sa.Column("individual_id", sa.Uuid(), nullable=True),
        sa.Column("duplicate_of", sa.Uuid(), nullable=True),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("submission", sa.String(length=64), nullable=True),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("own_species", sa.Boolean(), nullable=False),
        sa.Column("own_time", sa.Boolean(), nullable=False),
        sa.Column("own_location", sa.Boolean(), nullable=False),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("life_stage", sa.String(), nullable=True),
        sa.Column("living_status", sa.String(), nullable=True),
        sa.Column("behaviour", sa.Text(), nullable=False),
        sa.Column("comments", sa.Text(), nullable=False),
        sa.Column("custom_fields", JsonDocument, nullable=False),
        sa.Column("verbatim", JsonDocument, nullable=False),
        *record_columns(),
        *observation_columns(),
        sa.ForeignKeyConstraint(
            ["individual_id"],
            ["individuals.id"],
            name=op.f("fk_encounters_individual_id_individuals"),
        ),
        sa.ForeignKeyConstraint(
            ["sighting_id"], ["sightings.id"], name=op.f("fk_encounters_sighting_id_sightings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_encounters")),
    )
    deletion_indexes("encounters")
    with op.batch_alter_table("encounters", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_encounters_individual_id"), ["individual_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_encounters_owner"), ["owner"], unique=False)
        batch_op.create_index("ix_encounters_region", ["region"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_encounters_sighting_id"), ["sighting_id"], unique=False
        )
        batch_op.create_index("ix_encounters_species_state", ["species", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_encounters_submission"), ["submission"], unique=False)
        batch_op.create_index("ix_encounters_time_order_id", ["time_order", "id"], unique=False)

    op.create_table(
        "names",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("individual_id", sa.Uuid(), nullable=False),
        sa.Column("species", sa.String(), nullable=False),
        sa.Column("context", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("value_key", sa.String(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["individual_id"], ["individuals.id"], name=op.f("fk_names_individual_id_individuals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_names")),
    )
    with op.batch_alter_table("names", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_names_individual_id"), ["individual_id"], unique=False)
        batch_op.create_index(
            "uq_names_live_context",
            ["individual_id", "context"],
            unique=True,
            sqlite_where=sa.text("live"),
            postgresql_where=sa.text("live"),
        )
        batch_op.create_index(
            "uq_names_live_value",
            ["context", "species", "value_key"],
            unique=True,
            sqlite_where=sa.text("live"),
            postgresql_where=sa.text("live"),
        )

    op.create_table(
        "encounter_projects",
        sa.Column("encounter_id", sa.Uuid(), nullable=False),
        sa.Column("project", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["encounter_id"],
            ["encounters.id"],
            name=op.f("fk_encounter_projects_encounter_id_encounters"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("encounter_id", "project", name=op.f("pk_encounter_projects")),
    )
    with op.batch_alter_table("encounter_projects", schema=None) as batch_op:
        batch_op.create_index(
            "ix_encounter_projects_project", ["project", "encounter_id"], unique=False
        )

    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE_POSTGRESQL)
        op.execute(TRIGGER_POSTGRESQL)
    else:
        for change in ("UPDATE", "DELETE"):
            op.execute(TRIGGER_SQLITE.format(change=change))


def downgrade() -> None:
    for table in (
        "encounter_projects",
        "names",
        "encounters",
        "sightings",
        "jobs",
        "individuals",
        "decisions",
        "audit",
    ):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_is_append_only()")
