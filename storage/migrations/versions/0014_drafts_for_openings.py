"""What a draft is for."""

import sqlalchemy as sa
from alembic import op

from storage.types import Words

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("draft") as table:
        table.add_column(
            sa.Column(
                "opening", Words, nullable=False, server_default="", comment="the name of what it is for, or empty"
            )
        )
