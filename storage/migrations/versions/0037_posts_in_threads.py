"""Posts of digests that go on in a thread, and which of them do not show how their people stand."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pages = "JSON list of the platform's ids of what follows the message in its thread"
    op.add_column("delivery", sa.Column("pages", Words, nullable=False, server_default="[]", comment=pages))
    for name, comment in (
        ("changes", "of its people, which the post does not show"),
        ("tries", "to bring it up to date, since it was"),
    ):
        op.add_column("delivery", sa.Column(name, sa.Integer(), nullable=False, server_default="0", comment=comment))
    before = "before this nobody brings it up to date"
    op.add_column("delivery", sa.Column("next_try", Moment, nullable=True, comment=before))
    outdated = sa.text("changes > 0")
    op.create_index(
        op.f("ix_delivery_outdated"), "delivery", ["next_try"], sqlite_where=outdated, postgresql_where=outdated
    )
