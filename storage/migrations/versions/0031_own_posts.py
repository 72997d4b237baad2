"""Posts of digests that are about one person each."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_post",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("digest", sa.Integer(), nullable=False),
        sa.Column("message", Words, nullable=False, comment="the platform's id"),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("delivery", sa.Integer(), nullable=False),
        sa.Column(
            "shows",
            Words,
            nullable=False,
            comment="versions of the person and of the application, as the post has them",
        ),
        sa.Column("next_try", Moment, nullable=False, comment="before this nobody brings it up to date"),
        sa.ForeignKeyConstraint(
            ["organization_id", "delivery"],
            ["delivery.organization_id", "delivery.id"],
            name=op.f("fk_own_post_delivery"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_own_post_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "digest", "message", name=op.f("pk_own_post")),
        sqlite_with_rowid=False,
        comment="posts of digests that are about one person each, and follow them",
    )
    op.create_index(op.f("ix_own_post_organization_id_candidate"), "own_post", ["organization_id", "candidate"])
