"""What a member asked last is kept beside the list that they saw, so that they can go on from it."""

import sqlalchemy as sa
from alembic import op

from storage.types import Words

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    what = "the last question, whomever it found; empty for none"
    op.add_column("recent_list", sa.Column("asked", Words, nullable=False, comment=what, server_default=""))
