"""What concerns one member is found by indexes: whose they are, who is back, which CVs and scorecards wait."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SNOOZED = sa.text("snoozed_until IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_application_organization_id_owner_member", table_name="application")
    op.create_index("ix_application_owned", "application", ["organization_id", "owner_member", "stage", "stage_since"])
    op.create_index(
        "ix_application_snoozed",
        "application",
        ["organization_id", "snoozed_until"],
        sqlite_where=SNOOZED,
        postgresql_where=SNOOZED,
    )
    op.create_index(op.f("ix_draft_organization_id_received_by_at"), "draft", ["organization_id", "received_by", "at"])
    op.create_index(op.f("ix_scorecard_organization_id_sent"), "scorecard", ["organization_id", "sent"])
