"""Whose a CV is that waits to be confirmed, so that it goes with them, in the same transaction."""

import sqlalchemy as sa
from alembic import op

from storage.types import Words

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_key",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("draft", Words, nullable=False, comment="its key"),
        sa.Column(
            "key",
            Words,
            nullable=False,
            comment="as in identity_key, or of its bytes: whose it is, by any of its readings",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "draft"],
            ["draft.organization_id", "draft.key"],
            name=op.f("fk_draft_key_draft"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "draft", "key", name=op.f("pk_draft_key")),
        comment="by what a draft goes with whoever is erased",
        sqlite_with_rowid=False,
    )
