"""Role descriptions that people were matched against, so that a button can name one."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pasted_role",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("key", Words, nullable=False, comment="made of the text: the same text has the same key"),
        sa.Column("text", Words, nullable=False, comment="as pasted"),
        sa.Column("at", Moment, nullable=False, comment="when it was last used"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_pasted_role_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "key", name=op.f("pk_pasted_role")),
        sqlite_with_rowid=False,
    )
