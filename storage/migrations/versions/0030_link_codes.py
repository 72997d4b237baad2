"""Codes by which a workspace joins an organization."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link_code",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("id", Words, nullable=False, comment="the first letters of the code, by which it is found"),
        sa.Column("hash", Words, nullable=False, comment="of the whole code"),
        sa.Column("tries", sa.Integer(), nullable=False, comment="how many were wrong"),
        sa.Column("made_by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_link_code_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_link_code")),
        comment="by which a workspace joins the organization: once, within minutes",
        sqlite_with_rowid=False,
    )
