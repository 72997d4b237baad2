"""What was done to nobody alone, as to an opening, goes with its organization, too."""

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM change WHERE organization_id NOT IN (SELECT id FROM organization)")
    with op.batch_alter_table("change") as table:
        table.create_foreign_key(
            op.f("fk_change_organization"), "organization", ["organization_id"], ["id"], ondelete="CASCADE"
        )
