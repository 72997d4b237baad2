"""How many people show a skill, counted as they come and go."""

import sqlalchemy as sa
from alembic import op

from storage.types import Words

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "skill_count",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("skill", Words, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False, comment="how many rows of search_skill there are for it"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_skill_count_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "skill", name=op.f("pk_skill_count")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO skill_count (organization_id, skill, people) "
        "SELECT organization_id, skill, count(*) FROM search_skill GROUP BY organization_id, skill"
    )
