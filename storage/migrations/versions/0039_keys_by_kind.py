"""By what somebody is known again, of one kind: what has to be looked up in another place, SQLite looks for among those of everybody."""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f("ix_identity_key_organization_id_candidate"), "identity_key")
    op.create_index(
        op.f("ix_identity_key_organization_id_candidate_kind"), "identity_key", ["organization_id", "candidate", "kind"]
    )
