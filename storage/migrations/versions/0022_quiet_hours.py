"""An organization's quiet hours, weekends and holidays, on which no digest is posted."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quiet",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column(
            "rules",
            Words,
            nullable=False,
            comment="JSON: hours, weekends and days on which nothing is posted, and in what zone",
        ),
        sa.Column("set_by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_quiet_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_quiet")),
        comment="when an organization's digests wait",
        sqlite_with_rowid=False,
    )
