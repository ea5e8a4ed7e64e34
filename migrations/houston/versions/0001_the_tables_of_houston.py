"""The tables of Houston"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from houston.models.audit import GUARDS
from service_kit.database import JsonDocument, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=48), nullable=False),
        sa.Column("subject_kind", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("before", JsonDocument, nullable=True),
        sa.Column("after", JsonDocument, nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_actor"), ["actor"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_at"), ["at"], unique=False)
        batch_op.create_index(
            "ix_audit_subject_kind_subject", ["subject_kind", "subject"], unique=False
        )

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
        "mail_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_mail_links_token_hash")),
    )
    with op.batch_alter_table("mail_links", schema=None) as batch_op:
        batch_op.create_index("ix_mail_links_purpose_subject", ["purpose", "subject"], unique=False)

    op.create_table(
        "rate_windows",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_windows")),
    )
    with op.batch_alter_table("rate_windows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rate_windows_began_at"), ["began_at"], unique=False)

    op.create_table(
        "registrations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column("affiliation", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
    )
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registrations_email"), ["email"], unique=False)

    op.create_table(
        "transitions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("before", sa.String(length=24), nullable=True),
        sa.Column("after", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("actor", sa.Uuid(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transitions")),
    )
    with op.batch_alter_table("transitions", schema=None) as batch_op:
        batch_op.create_index("ix_transitions_subject", ["subject"], unique=False)

    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column("affiliation", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("roles", JsonDocument, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("hint", sa.String(length=16), nullable=False),
        sa.Column("scopes", JsonDocument, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_api_tokens_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_tokens_token_hash")),
    )
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_tokens_user_id"), ["user_id"], unique=False)

    op.create_table(
        "collaborations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("first_user", sa.Uuid(), nullable=False),
        sa.Column("second_user", sa.Uuid(), nullable=False),
        sa.Column("first_level", sa.String(length=8), nullable=False),
        sa.Column("second_level", sa.String(length=8), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_user"], ["users.id"], name=op.f("fk_collaborations_first_user_users")
        ),
        sa.ForeignKeyConstraint(
            ["second_user"], ["users.id"], name=op.f("fk_collaborations_second_user_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collaborations")),
        sa.UniqueConstraint(
            "first_user", "second_user", name=op.f("uq_collaborations_first_user_second_user")
        ),
    )
    with op.batch_alter_table("collaborations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_collaborations_first_user"), ["first_user"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_collaborations_second_user"), ["second_user"], unique=False
        )

    op.create_table(
        "follow_up_links",
        sa.Column("submission", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("claimed_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claimed_by"], ["users.id"], name=op.f("fk_follow_up_links_claimed_by_users")
        ),
        sa.PrimaryKeyConstraint("submission", name=op.f("pk_follow_up_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_follow_up_links_token_hash")),
    )
    with op.batch_alter_table("follow_up_links", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_follow_up_links_claimed_by"), ["claimed_by"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_follow_up_links_email"), ["email"], unique=False)

    op.create_table(
        "identifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("owner", sa.Uuid(), nullable=False),
        sa.Column("encounter", sa.Uuid(), nullable=True),
        sa.Column("species", sa.String(length=100), nullable=True),
        sa.Column("filters", JsonDocument, nullable=False),
        sa.Column("scope", JsonDocument, nullable=False),
        sa.Column("algorithm", JsonDocument, nullable=False),
        sa.Column("match_set_size", sa.Integer(), nullable=True),
        sa.Column("parts", JsonDocument, nullable=True),
        sa.Column("results", JsonDocument, nullable=True),
        sa.Column("job", sa.Uuid(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=240), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"], name=op.f("fk_identifications_job_jobs")),
        sa.ForeignKeyConstraint(
            ["owner"], ["users.id"], name=op.f("fk_identifications_owner_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identifications")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_identifications_idempotency_key")),
    )
    with op.batch_alter_table("identifications", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_identifications_encounter"), ["encounter"], unique=False
        )
        batch_op.create_index(
            "ix_identifications_owner_created_at", ["owner", "created_at"], unique=False
        )

    op.create_table(
        "merge_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("individual", sa.Uuid(), nullable=False),
        sa.Column("merged", JsonDocument, nullable=False),
        sa.Column("resolve", JsonDocument, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("deadline", UtcDateTime(), nullable=False),
        sa.Column("job", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["users.id"], name=op.f("fk_merge_requests_requested_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_requests")),
    )
    with op.batch_alter_table("merge_requests", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_merge_requests_individual"), ["individual"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_merge_requests_requested_by"), ["requested_by"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_merge_requests_state"), ["state"], unique=False)

    op.create_table(
        "pointers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=True),
        sa.Column("submission", sa.Uuid(), nullable=True),
        sa.Column("sighting", sa.Uuid(), nullable=True),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("citizen", sa.Boolean(), nullable=False),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["users.id"], name=op.f("fk_pointers_owner_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pointers")),
    )
    with op.batch_alter_table("pointers", schema=None) as batch_op:
        batch_op.create_index("ix_pointers_owner_kind", ["owner", "kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_pointers_sighting"), ["sighting"], unique=False)
        batch_op.create_index("ix_pointers_submission_kind", ["submission", "kind"], unique=False)

    op.create_table(
        "projects",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_projects_created_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint("name", name=op.f("uq_projects_name")),
    )
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_agent", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sign_ins_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ins_user_id"), ["user_id"], unique=False)

    op.create_table(
        "submissions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=True),
        sa.Column("contact_name", sa.String(length=200), nullable=True),
        sa.Column("contact_email", sa.String(length=254), nullable=True),
        sa.Column("projects", JsonDocument, nullable=False),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("citizen", sa.Boolean(), nullable=False),
        sa.Column("approve", sa.Boolean(), nullable=False),
        sa.Column("document", JsonDocument, nullable=False),
        sa.Column("minted", JsonDocument, nullable=True),
        sa.Column("errors", JsonDocument, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("job", sa.Uuid(), nullable=True),
        sa.Column("stored_as", sa.String(length=64), nullable=True),
        sa.Column("idempotency_key", sa.String(length=240), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("committed_at", UtcDateTime(), nullable=True),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"], name=op.f("fk_submissions_job_jobs")),
        sa.ForeignKeyConstraint(["owner"], ["users.id"], name=op.f("fk_submissions_owner_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_submissions_idempotency_key")),
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_submissions_owner_created_at", ["owner", "created_at"], unique=False
        )

    op.create_table(
        "assets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("exif", JsonDocument, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("detection_job", sa.Uuid(), nullable=True),
        sa.Column("planned_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["detection_job"], ["jobs.id"], name=op.f("fk_assets_detection_job_jobs")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_assets_submission_id_submissions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assets")),
    )
    with op.batch_alter_table("assets", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assets_detection_job"), ["detection_job"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_assets_sha256"), ["sha256"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_assets_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "identification_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("identification_id", sa.Uuid(), nullable=False),
        sa.Column("annotation_id", sa.Uuid(), nullable=False),
        sa.Column("encounter_id", sa.Uuid(), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("individual", sa.Uuid(), nullable=True),
        sa.Column("candidate", sa.Uuid(), nullable=True),
        sa.Column("request", JsonDocument, nullable=True),
        sa.Column("evidence", JsonDocument, nullable=False),
        sa.Column("previous", JsonDocument, nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("scope", JsonDocument, nullable=False),
        sa.Column("undo", JsonDocument, nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=240), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["users.id"], name=op.f("fk_identification_decisions_decided_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["identification_id"],
            ["identifications.id"],
            name=op.f("fk_identification_decisions_identification_id_identifications"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identification_decisions")),
        sa.UniqueConstraint(
            "idempotency_key", name=op.f("uq_identification_decisions_idempotency_key")
        ),
    )
    with op.batch_alter_table("identification_decisions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_identification_decisions_identification_id"),
            ["identification_id"],
            unique=False,
        )

    op.create_table(
        "identification_queries",
        sa.Column("identification_id", sa.Uuid(), nullable=False),
        sa.Column("annotation_id", sa.Uuid(), nullable=False),
        sa.Column("encounter_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("review", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["identification_id"],
            ["identifications.id"],
            name=op.f("fk_identification_queries_identification_id_identifications"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "identification_id", "annotation_id", name=op.f("pk_identification_queries")
        ),
    )
    with op.batch_alter_table("identification_queries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_identification_queries_annotation_id"), ["annotation_id"], unique=False
        )

    op.create_table(
        "merge_voters",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("vote", sa.String(length=8), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("voted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["merge_requests.id"],
            name=op.f("fk_merge_voters_request_id_merge_requests"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_merge_voters_user_id_users")
        ),
        sa.PrimaryKeyConstraint("request_id", "user_id", name=op.f("pk_merge_voters")),
    )
    with op.batch_alter_table("merge_voters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_merge_voters_user_id"), ["user_id"], unique=False)

    op.create_table(
        "pointer_projects",
        sa.Column("pointer_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pointer_id"],
            ["pointers.id"],
            name=op.f("fk_pointer_projects_pointer_id_pointers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_pointer_projects_project_id_projects")
        ),
        sa.PrimaryKeyConstraint("pointer_id", "project_id", name=op.f("pk_pointer_projects")),
    )
    with op.batch_alter_table("pointer_projects", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pointer_projects_project_id"), ["project_id"], unique=False
        )

    op.create_table(
        "project_members",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["projects.id"],
            name=op.f("fk_project_members_project_id_projects"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_project_members_user_id_users")
        ),
        sa.PrimaryKeyConstraint("project_id", "user_id", name=op.f("pk_project_members")),
    )
    with op.batch_alter_table("project_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_members_user_id"), ["user_id"], unique=False)

    op.create_table(
        "submission_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("declared_type", sa.String(length=200), nullable=True),
        sa.Column("declared_sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=48), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("duplicate_of", sa.Uuid(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.String(length=64), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("exif", JsonDocument, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_submission_files_submission_id_submissions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_files")),
    )
    with op.batch_alter_table("submission_files", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_submission_files_expires_at"), ["expires_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_submission_files_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "annotations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("encounter_id", sa.Uuid(), nullable=True),
        sa.Column("viewpoint", sa.String(length=32), nullable=True),
        sa.Column("drawn_by", sa.Uuid(), nullable=True),
        sa.Column("detection", sa.Uuid(), nullable=True),
        sa.Column("copy_of", sa.Uuid(), nullable=True),
        sa.Column("unsent", JsonDocument, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["assets.id"], name=op.f("fk_annotations_asset_id_assets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annotations")),
        sa.UniqueConstraint(
            "encounter_id", "asset_id", name=op.f("uq_annotations_encounter_id_asset_id")
        ),
    )
    with op.batch_alter_table("annotations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_annotations_asset_id"), ["asset_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_annotations_detection"), ["detection"], unique=False)

    op.create_table(
        "asset_encounters",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("encounter_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"],
            ["assets.id"],
            name=op.f("fk_asset_encounters_asset_id_assets"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("asset_id", "encounter_id", name=op.f("pk_asset_encounters")),
    )
    with op.batch_alter_table("asset_encounters", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_asset_encounters_encounter_id"), ["encounter_id"], unique=False
        )

    for statement in GUARDS[op.get_context().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("asset_encounters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asset_encounters_encounter_id"))

    op.drop_table("asset_encounters")
    with op.batch_alter_table("annotations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_annotations_detection"))
        batch_op.drop_index(batch_op.f("ix_annotations_asset_id"))

    op.drop_table("annotations")
    with op.batch_alter_table("submission_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_files_submission_id"))
        batch_op.drop_index(batch_op.f("ix_submission_files_expires_at"))

    op.drop_table("submission_files")
    with op.batch_alter_table("project_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_members_user_id"))

    op.drop_table("project_members")
    with op.batch_alter_table("pointer_projects", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pointer_projects_project_id"))

    op.drop_table("pointer_projects")
    with op.batch_alter_table("merge_voters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merge_voters_user_id"))

    op.drop_table("merge_voters")
    with op.batch_alter_table("identification_queries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identification_queries_annotation_id"))

    op.drop_table("identification_queries")
    with op.batch_alter_table("identification_decisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identification_decisions_identification_id"))

    op.drop_table("identification_decisions")
    with op.batch_alter_table("assets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assets_submission_id"))
        batch_op.drop_index(batch_op.f("ix_assets_sha256"))
        batch_op.drop_index(batch_op.f("ix_assets_detection_job"))

    op.drop_table("assets")
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index("ix_submissions_owner_created_at")

    op.drop_table("submissions")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_ins_user_id"))

    op.drop_table("sign_ins")
    op.drop_table("projects")
    with op.batch_alter_table("pointers", schema=None) as batch_op:
        batch_op.drop_index("ix_pointers_submission_kind")
        batch_op.drop_index(batch_op.f("ix_pointers_sighting"))
        batch_op.drop_index("ix_pointers_owner_kind")

    op.drop_table("pointers")
    with op.batch_alter_table("merge_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_merge_requests_state"))
        batch_op.drop_index(batch_op.f("ix_merge_requests_requested_by"))
        batch_op.drop_index(batch_op.f("ix_merge_requests_individual"))

    op.drop_table("merge_requests")
    with op.batch_alter_table("identifications", schema=None) as batch_op:
        batch_op.drop_index("ix_identifications_owner_created_at")
        batch_op.drop_index(batch_op.f("ix_identifications_encounter"))

    op.drop_table("identifications")
    with op.batch_alter_table("follow_up_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_up_links_email"))
        batch_op.drop_index(batch_op.f("ix_follow_up_links_claimed_by"))

    op.drop_table("follow_up_links")
    with op.batch_alter_table("collaborations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_collaborations_second_user"))
        batch_op.drop_index(batch_op.f("ix_collaborations_first_user"))

    op.drop_table("collaborations")
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_tokens_user_id"))

    op.drop_table("api_tokens")
    op.drop_table("users")
    with op.batch_alter_table("transitions", schema=None) as batch_op:
        batch_op.drop_index("ix_transitions_subject")

    op.drop_table("transitions")
    with op.batch_alter_table("registrations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registrations_email"))

    op.drop_table("registrations")
    with op.batch_alter_table("rate_windows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rate_windows_began_at"))

    op.drop_table("rate_windows")
    with op.batch_alter_table("mail_links", schema=None) as batch_op:
        batch_op.drop_index("ix_mail_links_purpose_subject")

    op.drop_table("mail_links")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index("ix_jobs_state_due_at")

    op.drop_table("jobs")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_subject_kind_subject")
        batch_op.drop_index(batch_op.f("ix_audit_at"))
        batch_op.drop_index(batch_op.f("ix_audit_actor"))

    op.drop_table("audit")
