"""When channels take their next digest."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "turn",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("platform", Words, nullable=False),
        sa.Column("workspace", Words, nullable=False),
        sa.Column("channel", Words, nullable=False, comment="empty for the workspace as a whole"),
        sa.Column("until", Moment, nullable=False, comment="before this nothing more is posted there"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_turn_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "platform", "workspace", "channel", name=op.f("pk_turn")),
        sqlite_with_rowid=False,
        comment="when channels take their next digest, whichever process posts it",
    )
