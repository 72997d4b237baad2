"""Who waits for the answer to an event."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, comment in (
        ("platform", "with the others: who waits for the answer; empty once it was given"),
        ("workspace", "empty where it is not known"),
        ("member", "the platform's id of the person"),
        ("channel", "the platform's id; empty for direct messages"),
        ("command", "its name alone"),
        ("told_as", "the key of the message that says that no answer comes"),
    ):
        op.add_column("event", sa.Column(name, Words, nullable=False, server_default="", comment=comment))
    changes: sa.Column[bool] = sa.Column(
        "changes", sa.Boolean(), nullable=False, server_default=sa.false(), comment="it may have"
    )
    op.add_column("event", changes)
    until = "until when a process answers for it; empty once it was answered"
    op.add_column("event", sa.Column("held_until", Moment, nullable=True, comment=until))
    waiting = sa.text("held_until IS NOT NULL")
    op.create_index(
        op.f("ix_event_held_until"), "event", ["held_until"], sqlite_where=waiting, postgresql_where=waiting
    )
