"""What answers teach: by which scores two encounters were to be compared"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service_kit.database import JsonDocument

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("curation_answers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("evidence", JsonDocument, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("curation_answers", schema=None) as batch_op:
        batch_op.drop_column("evidence")
