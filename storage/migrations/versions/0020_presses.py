"""Command lines that are too long for a button, and to which server somebody's direct messages belong."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pressed_line",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("key", Words, nullable=False, comment="hash of the line, which a button carries in its place"),
        sa.Column("line", Words, nullable=False, comment="the command line"),
        sa.Column("at", Moment, nullable=False, comment="when a message with it was last sent"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_pressed_line_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "key", name=op.f("pk_pressed_line")),
        comment="command lines that are too long for a button",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_pressed_line_at"), "pressed_line", ["at"])
    op.create_table(
        "direct",
        sa.Column("platform", Words, nullable=False),
        sa.Column("person", Words, nullable=False, comment="the platform's id of the person"),
        sa.Column("workspace", Words, nullable=False, comment="that they chose"),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("platform", "person", name=op.f("pk_direct")),
        comment="read before the organization is known: to which workspace somebody speaks who is in several",
        sqlite_with_rowid=False,
    )
