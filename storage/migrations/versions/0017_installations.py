"""Workspaces that installed the bot themselves, and the installs that were begun."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "installation",
        sa.Column("platform", Words, nullable=False),
        sa.Column(
            "id",
            Words,
            nullable=False,
            comment="the platform's id of the workspace, or of the company for all of its workspaces",
        ),
        sa.Column("whole", sa.Boolean(), nullable=False, comment="it is for all workspaces of a company"),
        sa.Column("name", Words, nullable=False, comment="as the platform shows it"),
        sa.Column("token", Words, nullable=False, comment="encrypted, together with the workspace's id"),
        sa.Column("bot", Words, nullable=False, comment="the platform's id of the bot's user there"),
        sa.Column("bot_id", Words, nullable=False),
        sa.Column("url", Words, nullable=False),
        sa.Column("installer", Words, nullable=False, comment="the platform's id of the person"),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("platform", "id", name=op.f("pk_installation")),
        sqlite_with_rowid=False,
        comment="read before the organization is known: the bot's key to a workspace",
    )
    op.create_table(
        "oauth_state",
        sa.Column("key", Words, nullable=False, comment="hash of the state"),
        sa.Column("at", Moment, nullable=False, comment="when it was issued"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_oauth_state")),
        sqlite_with_rowid=False,
        comment="installs that were begun: each state comes back once, within minutes",
    )
    op.create_index(op.f("ix_oauth_state_at"), "oauth_state", ["at"])
