"""Digests, their deliveries with who was told, and the bot's own messages."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digest",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("folded_name", Words, nullable=False, comment="by what names are compared"),
        sa.Column("platform", Words, nullable=False),
        sa.Column("workspace", Words, nullable=False),
        sa.Column("kind", Words, nullable=False, comment="of the place: channel or dm"),
        sa.Column("channel", Words, nullable=False),
        sa.Column("channel_name", Words, nullable=False),
        sa.Column("schedule", Words, nullable=False, comment="cron, five fields"),
        sa.Column("words", Words, nullable=False, comment="the schedule as typed"),
        sa.Column("zone", Words, nullable=False),
        sa.Column("query", Words, nullable=False),
        sa.Column("since", Moment, nullable=False, comment="who arrived before is never news"),
        sa.Column("next_due", Moment, nullable=False),
        sa.Column("state", Words, nullable=False, comment="active, once (paused, but for one post), paused or stopped"),
        sa.Column("created_by", Words, nullable=False),
        sa.Column("last_sent", Moment, nullable=True),
        sa.Column("fault", Words, nullable=False, comment="why the last try failed"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_digest_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_digest")),
    )
    op.create_index(
        "ix_digest_due",
        "digest",
        ["next_due"],
        unique=False,
        sqlite_where=sa.text("state IN ('active', 'once')"),
        postgresql_where=sa.text("state IN ('active', 'once')"),
    )
    op.create_index(
        "uq_digest_name",
        "digest",
        ["organization_id", "folded_name"],
        unique=True,
        sqlite_where=sa.text("state <> 'stopped'"),
        postgresql_where=sa.text("state <> 'stopped'"),
    )
    op.create_table(
        "delivery",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Integer(), nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.Column("key", Words, nullable=False, comment="the same for every try, so that a repeat is recognised"),
        sa.Column(
            "attempt", sa.Integer(), nullable=False, comment="counts the claims; whoever holds an older one has lost it"
        ),
        sa.Column("unknown", sa.Boolean(), nullable=False, comment="a try may have arrived: nobody knows how it ended"),
        sa.Column("held_until", Moment, nullable=False, comment="end of the lease, or when to try again"),
        sa.Column(
            "state", Words, nullable=False, comment="held by a process, waiting for the next try, delivered or failed"
        ),
        sa.Column("message", Words, nullable=False, comment="the platform's id; empty where nothing was posted"),
        sa.Column("delivered_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "digest"],
            ["digest.organization_id", "digest.id"],
            name=op.f("fk_delivery_digest"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_delivery")),
    )
    op.create_index(
        "ix_delivery_held",
        "delivery",
        ["held_until"],
        unique=False,
        sqlite_where=sa.text("state IN ('held', 'waiting')"),
        postgresql_where=sa.text("state IN ('held', 'waiting')"),
    )
    op.create_index(op.f("ix_delivery_organization_id_digest"), "delivery", ["organization_id", "digest"], unique=False)
    op.create_index(
        "uq_delivery_open",
        "delivery",
        ["organization_id", "digest"],
        unique=True,
        sqlite_where=sa.text("state IN ('held', 'waiting')"),
        postgresql_where=sa.text("state IN ('held', 'waiting')"),
    )
    op.create_table(
        "delivery_item",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("digest", sa.Integer(), nullable=False),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("opening", sa.Integer(), nullable=False),
        sa.Column("delivery", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate", "opening"],
            ["application.organization_id", "application.candidate", "application.opening"],
            name=op.f("fk_delivery_item_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "delivery"],
            ["delivery.organization_id", "delivery.id"],
            name=op.f("fk_delivery_item_delivery"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "digest", "candidate", "opening", name=op.f("pk_delivery_item")),
        comment="the applications a digest has told of",
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_delivery_item_organization_id_candidate_opening"),
        "delivery_item",
        ["organization_id", "candidate", "opening"],
        unique=False,
    )
    op.create_index(
        op.f("ix_delivery_item_organization_id_delivery"),
        "delivery_item",
        ["organization_id", "delivery"],
        unique=False,
    )
    op.create_table(
        "message",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("platform", Words, nullable=False),
        sa.Column("workspace", Words, nullable=False),
        sa.Column("kind", Words, nullable=False, comment="of the place: channel or dm"),
        sa.Column("channel", Words, nullable=False),
        sa.Column("message", Words, nullable=False, comment="the platform's id"),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_message_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "platform", "workspace", "channel", "message", "candidate", name=op.f("pk_message")
        ),
        comment="the bot's messages that name a candidate: to be taken down when the candidate is erased",
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_message_organization_id_candidate"), "message", ["organization_id", "candidate"], unique=False
    )
