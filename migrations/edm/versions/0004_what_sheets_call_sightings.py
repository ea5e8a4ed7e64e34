"""Sightings are looked up by what a sheet calls them, without reading every one of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WORD = {
    "sqlite": "substr(json_extract(custom_fields, '$.sighting_id'), 1, 200)",
    "postgresql": "\"left\"(custom_fields ->> 'sighting_id'::text, 200)",
}


def upgrade() -> None:
    op.create_index("ix_sightings_word", "sightings", [sa.text(WORD[op.get_bind().dialect.name])])


def downgrade() -> None:
    op.drop_index("ix_sightings_word", "sightings")
