"""Stages of an organization's own, openings with a description, reasons, and changes that concern nobody alone."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stage",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column(
            "key",
            Words,
            nullable=False,
            comment="made from the first label; applications have it, and it never changes",
        ),
        sa.Column("label", Words, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False, comment="in the order, from 0 on"),
        sa.Column("closed", sa.Boolean(), nullable=False, comment="nobody waits for a decision there"),
        sa.Column("asks_reason", sa.Boolean(), nullable=False, comment="whoever moves somebody there says why"),
        sa.Column(
            "role",
            Words,
            nullable=False,
            comment="viewer, recruiter or admin: the lowest that may move somebody there",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_stage_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "key", name=op.f("pk_stage")),
        comment="none where the organization has the stages that everybody begins with",
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("opening") as table:
        table.add_column(
            sa.Column(
                "description", Words, nullable=False, server_default="", comment="the role in the team's own words"
            )
        )
        table.add_column(sa.Column("closed", Moment, comment="since when nobody can apply any more"))
        table.add_column(
            sa.Column(
                "version",
                sa.Integer(),
                nullable=False,
                server_default="1",
                comment="counts the changes, so that none is lost",
            )
        )
    with op.batch_alter_table("stage_change") as table:
        table.add_column(
            sa.Column(
                "reason",
                Words,
                nullable=False,
                server_default="",
                comment="why, in the words of whoever did it, or empty",
            )
        )
    with op.batch_alter_table("change") as table:
        table.alter_column(
            "candidate",
            existing_type=sa.Integer(),
            nullable=True,
            comment="the candidate's number; none where it concerns nobody alone",
        )
        table.alter_column(
            "kind", existing_type=Words(), comment="document, edit, stage, note, merge, apply, opening or stages"
        )
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.create_table_comment("change", "what was done, in order, so that it can be taken back")
    op.create_index(
        op.f("ix_application_organization_id_opening_stage"),
        "application",
        ["organization_id", "opening", "stage"],
        unique=False,
    )
