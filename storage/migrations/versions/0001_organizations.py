"""Tenants, the chats they use, who may do what, and what was done."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "organization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("started_by", Words, nullable=False, comment="the workspace that started it by itself, or empty"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint("name", name=op.f("uq_organization_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "counter",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("kind", Words, nullable=False, comment="what is counted: candidate, document, ..."),
        sa.Column(
            "last",
            sa.Integer(),
            nullable=False,
            comment="the last number given out; none is given out twice, erased or not",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_counter_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "kind", name=op.f("pk_counter")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "workspace",
        sa.Column("platform", Words, nullable=False),
        sa.Column("id", Words, nullable=False, comment="the platform's id of the Slack team or Discord guild"),
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_workspace_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("platform", "id", name=op.f("pk_workspace")),
        sa.UniqueConstraint("organization_id", "platform", "id", name=op.f("uq_workspace_organization_id_platform_id")),
        comment="read before the organization is known: to which one a workspace belongs",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "member",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("platform", Words, nullable=False),
        sa.Column("workspace", Words, nullable=False),
        sa.Column("id", Words, nullable=False, comment="the platform's id of the person"),
        sa.Column("name", Words, nullable=False, comment="as the platform shows it"),
        sa.Column("met", Moment, nullable=False, comment="when the name was last taken down"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_member_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "platform", "workspace", "id", name=op.f("pk_member")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recent_list",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("platform", Words, nullable=False),
        sa.Column("workspace", Words, nullable=False),
        sa.Column("member", Words, nullable=False, comment="the platform's id of the person"),
        sa.Column("line", Words, nullable=False, comment="the command that showed the list"),
        sa.Column("first", sa.Integer(), nullable=False, comment="the row of the first number"),
        sa.Column("numbers", Words, nullable=False, comment="JSON list of the candidates' numbers, row by row"),
        sa.Column("more", Words, nullable=False, comment="the command of the next page; empty at the end"),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_recent_list_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "platform", "workspace", "member", name=op.f("pk_recent_list")),
        comment="what row numbers mean: the last list that each member saw",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "access_grant",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("platform", Words, nullable=False),
        sa.Column("workspace", Words, nullable=False),
        sa.Column("subject_kind", Words, nullable=False, comment="member or group"),
        sa.Column("subject", Words, nullable=False, comment="the platform's id of the person, user group or role"),
        sa.Column("name", Words, nullable=False, comment="as shown when it was granted"),
        sa.Column("role", Words, nullable=False, comment="viewer, recruiter or admin"),
        sa.Column("granted_by", Words, nullable=False),
        sa.Column("granted_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_access_grant_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "platform", "workspace", "subject_kind", "subject", name=op.f("pk_access_grant")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("actor", Words, nullable=False),
        sa.Column("place", Words, nullable=False),
        sa.Column("action", Words, nullable=False),
        sa.Column("subject", sa.Integer(), nullable=True, comment="a candidate's number; it outlives the candidate"),
        sa.Column("outcome", Words, nullable=False, comment="done, refused or failed"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_audit_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_audit")),
    )
    op.create_table(
        "event",
        sa.Column("key", Words, nullable=False, comment="hash of the platform's id of an incoming event"),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_event")),
        comment="incoming events of the last day, of all organizations: each is handled once",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_event_at"), "event", ["at"], unique=False)
