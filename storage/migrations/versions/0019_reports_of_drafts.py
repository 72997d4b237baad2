"""Files of one message that come one by one, and the messages that report on a draft."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dropped_file",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("platform", Words, nullable=False),
        sa.Column("workspace", Words, nullable=False),
        sa.Column("channel", Words, nullable=False, comment="the platform's id of the channel"),
        sa.Column("message", Words, nullable=False, comment="the platform's id of the message"),
        sa.Column("file", Words, nullable=False, comment="the platform's id of the file"),
        sa.Column("taken", sa.Boolean(), nullable=False, comment="one process read it, or will"),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_dropped_file_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "platform", "workspace", "channel", "message", "file", name=op.f("pk_dropped_file")
        ),
        comment="files of one message of which the platform tells one by one",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "draft_report",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("draft", Words, nullable=False, comment="its key"),
        sa.Column("platform", Words, nullable=False),
        sa.Column("workspace", Words, nullable=False),
        sa.Column("channel", Words, nullable=False, comment="the platform's id of the channel"),
        sa.Column("message", Words, nullable=False, comment="the platform's id of the message"),
        sa.ForeignKeyConstraint(
            ["organization_id", "draft"],
            ["draft.organization_id", "draft.key"],
            name=op.f("fk_draft_report_draft"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "draft", "platform", "workspace", "channel", "message", name=op.f("pk_draft_report")
        ),
        comment="messages with the buttons that decide on a draft",
        sqlite_with_rowid=False,
    )
