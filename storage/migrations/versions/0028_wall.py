"""PostgreSQL keeps organizations apart as well: `storage.wall` does it to every table after the last migration."""

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A database that is behind is known by its number; nothing of a table changes."""
