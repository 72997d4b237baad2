"""Members with several identities, and the codes by which they link them."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identity_link",
        _tenant(),
        sa.Column("identity", Words, nullable=False, comment="on a platform: platform, workspace and id"),
        sa.Column("stands_for", Words, nullable=False, comment="the identity under which the member's things are kept"),
        sa.Column("at", Moment, nullable=False),
        _to_organization("identity_link"),
        sa.PrimaryKeyConstraint("organization_id", "identity", name=op.f("pk_identity_link")),
        comment="identities that are the same member as another one",
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_identity_link_organization_id_stands_for"), "identity_link", ["organization_id", "stands_for"]
    )
    op.create_table(
        "member_code",
        _tenant(),
        sa.Column("id", Words, nullable=False, comment="the first letters of the code, by which it is found"),
        sa.Column("hash", Words, nullable=False, comment="of the whole code"),
        sa.Column("tries", sa.Integer(), nullable=False, comment="how many were wrong"),
        sa.Column("identity", Words, nullable=False, comment="whose it is"),
        sa.Column("at", Moment, nullable=False),
        _to_organization("member_code"),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_member_code")),
        comment="by which a member links another identity of theirs: once, within minutes",
        sqlite_with_rowid=False,
    )


def _tenant() -> sa.Column[int]:
    return sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant")


def _to_organization(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_organization")
    return sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=name, ondelete="CASCADE")
