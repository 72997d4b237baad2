"""How long people of a stage are kept, who was told that they go, and who may not be erased."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hold",
        _tenant(),
        sa.Column("id", sa.Integer(), nullable=False),
        _person(),
        sa.Column("reason", Words, nullable=False, comment="in the team's words, or empty"),
        sa.Column("held_by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("lifted_by", Words, server_default="", nullable=False, comment="empty as long as it stands"),
        sa.Column("lifted_at", Moment),
        _to_candidate("hold"),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_hold")),
        comment="as long as one stands, nothing of the person is erased",
    )
    op.create_index(
        "ix_hold_standing",
        "hold",
        ["organization_id", "candidate"],
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "retention",
        _tenant(),
        sa.Column("stage", Words, nullable=False, comment="its key"),
        sa.Column("days", sa.Integer(), nullable=False, comment="after which whoever is in the stage is erased"),
        sa.Column("set_by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        _to_organization("retention"),
        sa.PrimaryKeyConstraint("organization_id", "stage", name=op.f("pk_retention")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "retention_turn",
        _tenant(),
        sa.Column("ran", Moment, comment="when it was last looked who is to be erased"),
        sa.Column("told", Moment, comment="when the team was last warned"),
        sa.Column("held_until", Moment, comment="until then one process looks"),
        _to_organization("retention_turn"),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_retention_turn")),
        comment="of the organizations that have a retention",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "retention_notice",
        _tenant(),
        _person(),
        sa.Column(
            "seen",
            Moment,
            nullable=False,
            comment="what happened to the person since was not known to whoever was told",
        ),
        sa.Column("warned", Moment, nullable=False, comment="when the team was told that the person will be erased"),
        _to_candidate("retention_notice"),
        sa.PrimaryKeyConstraint("organization_id", "candidate", name=op.f("pk_retention_notice")),
        comment="it counts as long as nothing happened to the person since it was seen",
        sqlite_with_rowid=False,
    )


def _tenant() -> sa.Column[int]:
    return sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant")


def _person() -> sa.Column[int]:
    return sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number")


def _to_organization(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_organization")
    return sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=name, ondelete="CASCADE")


def _to_candidate(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", "candidate"],
        ["candidate.organization_id", "candidate.number"],
        name=op.f(f"fk_{table}_candidate"),
        ondelete="CASCADE",
    )
