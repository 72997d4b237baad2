"""Channels where every file that is dropped is read as a CV."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "intake_channel",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("platform", Words, nullable=False),
        sa.Column("workspace", Words, nullable=False),
        sa.Column("channel", Words, nullable=False, comment="the platform's id of the channel"),
        sa.Column("name", Words, nullable=False, comment="of the channel, as it was when it was set"),
        sa.Column("set_by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_intake_channel_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "platform", "workspace", "channel", name=op.f("pk_intake_channel")),
        comment="where every file that is dropped is read as a CV",
        sqlite_with_rowid=False,
    )
