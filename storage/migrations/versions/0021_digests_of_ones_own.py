"""A digest is of one opening or all, says whose it is and how it tells its news; the longest waiting are found by an index."""

import sqlalchemy as sa
from alembic import op

from storage.types import Words

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, what, default in (
        ("about", "applicants, or watch: of one query", "applicants"),
        ("owner", "the identity of the member who made it", ""),
        ("style", "JSON: how it tells its news", "{}"),
    ):
        op.add_column("digest", sa.Column(name, Words, nullable=False, comment=what, server_default=default))
    op.add_column(
        "digest",
        sa.Column(
            "opening", sa.Integer(), nullable=False, comment="the one that it is about; 0 for all", server_default="0"
        ),
    )
    op.drop_index("ix_application_organization_id_stage", table_name="application")
    op.create_index("ix_application_standing", "application", ["organization_id", "stage", "stage_since"])
