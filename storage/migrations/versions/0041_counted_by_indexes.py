"""How many wait, who of them the longest, and how many came for what, are read off indexes without a look at each application."""

from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_STANDING = ["organization_id", "stage", "stage_since", "candidate", "latest", "snoozed_until"]


def upgrade() -> None:
    op.drop_index("ix_application_standing", "application")
    op.create_index("ix_application_standing", "application", _STANDING)
    op.drop_index(op.f("ix_application_organization_id_arrived"), "application")
    op.create_index(
        op.f("ix_application_organization_id_arrived_opening"), "application", ["organization_id", "arrived", "opening"]
    )
