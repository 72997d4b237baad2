"""Posts without contacts that members share to channels."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "share",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", Words, nullable=False),
        sa.Column("workspace", Words, nullable=False),
        sa.Column("channel", Words, nullable=False),
        sa.Column("channel_name", Words, nullable=False),
        sa.Column("numbers", Words, nullable=False, comment="JSON list of the candidates' numbers, in order"),
        sa.Column(
            "query",
            Words,
            nullable=False,
            comment="the search that found them; empty where they are shown for themselves",
        ),
        sa.Column("shared_by", Words, nullable=False),
        sa.Column("member", Words, nullable=False, comment="the identity on the platform of whoever shared it"),
        sa.Column("asked", Moment, nullable=False),
        sa.Column(
            "state",
            Words,
            nullable=False,
            comment="asked, waiting, held, posted, doubtful, leaving, down or failed",
        ),
        sa.Column("held_until", Moment, comment="until then one process takes it down"),
        sa.Column("posted_at", Moment),
        sa.Column("messages", Words, nullable=False, comment="JSON list of the platform's ids"),
        sa.Column("fault", Words, nullable=False, comment="why it is not there, or was not taken down"),
        sa.Column("left_by", Words, nullable=False, comment="who asked that another process takes it down"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_share_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_share")),
        comment="posts without contacts that a member shared, or was asked about",
    )
    waiting = sa.text("state IN ('waiting', 'leaving')")
    op.create_index("ix_share_waiting", "share", ["asked"], sqlite_where=waiting, postgresql_where=waiting)
