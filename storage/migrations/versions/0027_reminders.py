"""Members' reminders stand among the digests, and each of the two is found by an index of its own when due."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_digest_due", table_name="digest")
    for name, about in (("ix_digest_due", "<>"), ("ix_digest_reminding", "=")):
        posting = sa.text(f"state IN ('active', 'once') AND about {about} 'reminders'")
        op.create_index(name, "digest", ["next_due"], sqlite_where=posting, postgresql_where=posting)
