"""Skills that teams add to the known ones."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_skill",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=False,
            comment="in one row with the changes of people: the later, the higher",
        ),
        sa.Column("entry", Words, nullable=False, comment="JSON: as a line of the vocabulary"),
        sa.Column("source", Words, nullable=False, comment="chat or file"),
        sa.Column("added_by", Words, nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False, comment="the number of the removal; 0 while it is known"),
        sa.Column("removed_by", Words, nullable=False, comment="empty where nobody can take the removal back"),
        sa.Column(
            "waiting",
            sa.Integer(),
            nullable=False,
            comment="the highest candidate whose search rows do not know of it yet; 0 where all do",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_own_skill_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "number", name=op.f("pk_own_skill")),
        sqlite_with_rowid=False,
    )
