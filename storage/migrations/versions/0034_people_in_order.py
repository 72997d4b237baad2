"""Whoever was merged into somebody, and the tags of people, in the order in which they are read.

For one person, in an order that no index has, SQLite goes through those of everybody.
"""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, before, now in (
        ("candidate", ["part_of"], ["part_of", "number"]),
        ("tag", ["candidate"], ["candidate", "tag", "label"]),
    ):
        op.drop_index(op.f(f"ix_{table}_organization_id_{'_'.join(before)}"), table)
        op.create_index(op.f(f"ix_{table}_organization_id_{'_'.join(now)}"), table, ["organization_id", *now])
