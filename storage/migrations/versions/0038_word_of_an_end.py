"""Who tells that all of somebody is gone, and until when: what a killed process did not tell another one does."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    comment = "before this nobody else tells that all is gone"
    op.add_column("erasure", sa.Column("tell_next", Moment, nullable=True, comment=comment))
