"""A delivery keeps whom the try that was begun tells of, so that a repeat tells of the same people."""

import sqlalchemy as sa
from alembic import op

from storage.types import Words

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    what = "JSON list of whom the try that was begun tells of, by number"
    op.add_column("delivery", sa.Column("named", Words, nullable=False, comment=what, server_default=""))
