"""Who was erased: stub and proof, what they are known again by, and the messages that have to go."""

import secrets

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _erasure()
    _erased_key()
    _hashing_key()
    _erased_message()


def _tenant() -> sa.Column[int]:
    return sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant")


def _to_erasure(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", "erasure"],
        ["erasure.organization_id", "erasure.id"],
        name=op.f(f"fk_{table}_erasure"),
        ondelete="CASCADE",
    )


def _to_organization(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id"], ["organization.id"], name=op.f(f"fk_{table}_organization"), ondelete="CASCADE"
    )


def _erasure() -> None:
    op.create_table(
        "erasure",
        _tenant(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", Words, nullable=False, comment="by which the journal outside of the database knows it"),
        sa.Column("number", sa.Integer(), nullable=False, comment="the erased candidate's; nobody gets it again"),
        sa.Column("also", Words, nullable=False, comment="JSON list of the numbers that were part of it"),
        sa.Column("at", Moment, nullable=False),
        sa.Column("erased_by", Words, nullable=False),
        sa.Column("why", Words, nullable=False, comment="in the team's words or a rule's name, or empty"),
        sa.Column(
            "member",
            Words,
            nullable=False,
            comment="the identity of whoever is told when all is gone; empty for nobody",
        ),
        sa.Column("removed", Words, nullable=False, comment="JSON: how many rows of each table were theirs"),
        sa.Column("swept", Moment, comment="since when nothing is left of it in the files of the database"),
        sa.Column("told", sa.Boolean(), nullable=False, comment="that all is gone, or there is nobody to tell"),
        _to_organization("erasure"),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("organization_id", "token", name=op.f("uq_erasure_organization_id_token")),
        comment="the stub and the proof that are left of somebody",
    )
    op.create_index(op.f("ix_erasure_organization_id_number"), "erasure", ["organization_id", "number"])


def _erased_key() -> None:
    op.create_table(
        "erased_key",
        _tenant(),
        sa.Column(
            "key",
            Words,
            nullable=False,
            comment="keyed hash of a file, e-mail address, phone number, profile link or name with a school or employer",
        ),
        sa.Column("erasure", sa.Integer(), nullable=False),
        _to_erasure("erased_key"),
        sa.PrimaryKeyConstraint("organization_id", "key", "erasure", name=op.f("pk_erased_key")),
        comment="by what it is noticed that somebody comes again who was erased",
        sqlite_with_rowid=False,
    )


def _hashing_key() -> None:
    """Each organization that has people gets its key now: what is backed up from here on has it."""
    table = op.create_table(
        "hashing_key",
        _tenant(),
        sa.Column("key", Words, nullable=False, comment="secret: with what the keys of erased people are hashed"),
        _to_organization("hashing_key"),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_hashing_key")),
        sqlite_with_rowid=False,
    )
    for (owner,) in op.get_bind().execute(sa.text("SELECT id FROM organization")).all():
        op.execute(sa.insert(table).values(organization_id=owner, key=secrets.token_hex(32)))


def _erased_message() -> None:
    op.create_table(
        "erased_message",
        _tenant(),
        sa.Column("erasure", sa.Integer(), nullable=False),
        sa.Column("platform", Words, nullable=False),
        sa.Column("workspace", Words, nullable=False),
        sa.Column(
            "kind",
            Words,
            nullable=False,
            comment="of the place: channel, dm, or home for what a member sees as their Home tab",
        ),
        sa.Column("channel", Words, nullable=False),
        sa.Column("message", Words, nullable=False, comment="the platform's id"),
        sa.Column(
            "delivery",
            sa.Integer(),
            nullable=False,
            comment="of the digest that it is a post of, which is written anew; else 0",
        ),
        sa.Column("state", Words, nullable=False, comment="waiting, refused by the platform, or gone"),
        sa.Column("next_try", Moment, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("fault", Words, nullable=False, comment="why the platform did not do it"),
        _to_erasure("erased_message"),
        sa.PrimaryKeyConstraint(
            "organization_id",
            "erasure",
            "platform",
            "workspace",
            "channel",
            "message",
            name=op.f("pk_erased_message"),
        ),
        comment="the bot's messages that named somebody who was erased",
        sqlite_with_rowid=False,
    )
    to_do = sa.text("state <> 'gone'")
    op.create_index("ix_erased_message_due", "erased_message", ["next_try"], sqlite_where=to_do, postgresql_where=to_do)
