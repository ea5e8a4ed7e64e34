"""Room for what bulk sheets say: measurements, samples, keywords, people, pictures, surveys, social units and tags."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service_kit.database import JsonDocument

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LISTS = {
    "encounters": ("measurements", "samples", "keywords", "people", "media"),
    "individuals": ("social_units", "satellite_tags"),
}
OBJECTS = {"encounters": "animal", "sightings": "survey"}


def upgrade() -> None:
    for table, columns in LISTS.items():
        for name in columns:
            # Records that are there already say nothing of it.
            column = sa.Column(name, JsonDocument, nullable=False, server_default=sa.text("'[]'"))
            op.add_column(table, column)
    for table, name in OBJECTS.items():
        op.add_column(table, sa.Column(name, JsonDocument, nullable=True))


def downgrade() -> None:
    for table, name in OBJECTS.items():
        op.drop_column(table, name)
    for table, columns in LISTS.items():
        for name in columns:
            op.drop_column(table, name)
