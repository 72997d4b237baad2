"""What people set in a draft before it is saved."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_correction",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("draft", Words, nullable=False, comment="its key"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("field", Words, nullable=False, comment="as in correction"),
        sa.Column("part", Words, nullable=False),
        sa.Column("entry", Words, nullable=False),
        sa.Column("value", Words, nullable=False),
        sa.Column("set_by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "draft"],
            ["draft.organization_id", "draft.key"],
            name=op.f("fk_draft_correction_draft"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "draft", "id", name=op.f("pk_draft_correction")),
    )
