"""Owners by identity, snoozing, notes with mentions and discussions, to-dos, scorecards, and whose a change is."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _words(name: str, comment: str | None = None, default: str = "") -> sa.Column[str]:
    return sa.Column(name, Words, nullable=False, server_default=default, comment=comment)


def upgrade() -> None:
    with op.batch_alter_table("change") as table:
        table.add_column(
            _words("member", "whose change it is, by the platform's identity; empty where no member made it")
        )
    op.create_index(
        op.f("ix_change_organization_id_member_id"), "change", ["organization_id", "member", "id"], unique=False
    )
    with op.batch_alter_table("application") as table:
        table.add_column(_words("owner_member", "the owner's identity on the platform"))
        table.add_column(_words("folded_owner", "the owner as a search reads it, a space around each word"))
        table.add_column(sa.Column("snoozed_until", Moment, comment="until then nobody waits for a decision"))
    op.create_index(
        op.f("ix_application_organization_id_owner_member"),
        "application",
        ["organization_id", "owner_member"],
        unique=False,
    )
    with op.batch_alter_table("note") as table:
        table.add_column(_words("member", "the author's identity on the platform; empty where no member wrote it"))
        table.add_column(_words("mentions", "JSON list of [name, identity]: who is meant by @name", "[]"))
        table.add_column(_words("link", "where the discussion is found that the note saves"))
        table.add_column(_words("said", "JSON list of [author, text, time]: the discussion", "[]"))
        table.add_column(sa.Column("edited", Moment))
    with op.batch_alter_table("tag") as table:
        table.add_column(_words("label", "as whoever tagged wrote it"))
    with op.batch_alter_table("own_skill") as table:
        table.add_column(_words("added_member", "the adding member's identity on the platform"))
        table.add_column(_words("removed_member", "as added_member"))
    op.create_table(
        "todo",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", Words, nullable=False),
        sa.Column("due", Words, nullable=False, comment="a day, or empty"),
        sa.Column("owner", Words, nullable=False, comment="who is to do it, as the name was then"),
        sa.Column("owner_member", Words, nullable=False, comment="that member's identity on the platform"),
        sa.Column("added_by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("done_by", Words, nullable=False, comment="empty while it is open"),
        sa.Column("done_at", Moment),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_todo_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "candidate", "id", name=op.f("pk_todo")),
    )
    op.create_index(
        op.f("ix_todo_organization_id_owner_member_due"),
        "todo",
        ["organization_id", "owner_member", "due"],
        unique=False,
    )
    op.create_table(
        "scorecard",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("opening", sa.Integer(), nullable=False),
        sa.Column("stage", Words, nullable=False),
        sa.Column("member", Words, nullable=False, comment="the author's identity on the platform"),
        sa.Column("author", Words, nullable=False),
        sa.Column("scores", Words, nullable=False, comment="JSON list of [criterion, 1 to 4]"),
        sa.Column("comment", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("sent", Moment, comment="none for a draft, which its author alone sees"),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate", "opening"],
            ["application.organization_id", "application.candidate", "application.opening"],
            name=op.f("fk_scorecard_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "candidate", "opening", "stage", "member", name=op.f("pk_scorecard")
        ),
    )
    op.create_table(
        "criteria",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("stage", Words, nullable=False),
        sa.Column("asked", Words, nullable=False, comment="JSON list of what a scorecard of the stage asks"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_criteria_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "stage", name=op.f("pk_criteria")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "discussion",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("key", Words, nullable=False),
        sa.Column("link", Words, nullable=False),
        sa.Column("said", Words, nullable=False, comment="JSON list of [author, text, time]"),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_discussion_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "key", name=op.f("pk_discussion")),
    )
    op.execute("UPDATE tag SET label = tag WHERE label = ''")
