"""Each entry of the audit carries a code over itself and the one before."""

import sqlalchemy as sa
from alembic import op

from storage.types import Words

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "audit",
        sa.Column(
            "code",
            Words,
            nullable=False,
            server_default="",
            comment="HMAC of this entry and the code before; empty in entries older than the codes",
        ),
    )
    op.create_table(
        "audit_chain",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column(
            "key", Words, nullable=False, comment="of the codes: encrypted by SECRET_KEY, or plain where there is none"
        ),
        sa.Column("begins", sa.Integer(), nullable=False, comment="the first entry with a code"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_audit_chain_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_audit_chain")),
        sqlite_with_rowid=False,
    )
