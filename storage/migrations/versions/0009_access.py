"""How much each member may ask, whose data they were shown lately, and who is an admin as far as was seen."""

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("member") as table:
        table.add_column(
            sa.Column(
                "role",
                Words,
                nullable=False,
                server_default="",
                comment="the one that the member had then; empty for none",
            )
        )
        table.alter_column("met", existing_type=Moment, comment="when name and role were last taken down")
    op.create_table(
        "allowance",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("platform", Words, nullable=False, comment="empty for the whole organization"),
        sa.Column("workspace", Words, nullable=False),
        sa.Column("member", Words, nullable=False, comment="the platform's id of the person"),
        sa.Column("kind", Words, nullable=False, comment="of requests"),
        sa.Column(
            "spent_until",
            sa.BigInteger(),
            nullable=False,
            comment="milliseconds since 1970: a whole allowance is there again",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_allowance_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "platform", "workspace", "member", "kind", name=op.f("pk_allowance")
        ),
        comment="how much each member may ask at once",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "look",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("platform", Words, nullable=False),
        sa.Column("workspace", Words, nullable=False),
        sa.Column("member", Words, nullable=False, comment="the platform's id of the person"),
        sa.Column("subject", sa.Integer(), nullable=False, comment="a candidate's number; it outlives the candidate"),
        sa.Column("at", Moment, nullable=False, comment="the last time"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_look_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "platform", "workspace", "member", "subject", name=op.f("pk_look")),
        comment="whose card, file or export a member was shown within the last hour",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "alarm",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("platform", Words, nullable=False),
        sa.Column("workspace", Words, nullable=False),
        sa.Column("member", Words, nullable=False, comment="the platform's id of the person"),
        sa.Column("name", Words, nullable=False, comment="of the person, as the platform shows it"),
        sa.Column(
            "people", sa.Integer(), nullable=False, comment="whose data was read within an hour, when it was noticed"
        ),
        sa.Column("at", Moment, nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False, comment="the admins were sent it, or nobody could be"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_alarm_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "platform", "workspace", "member", name=op.f("pk_alarm")),
        comment="who read very many people's data: the last time for each member",
        sqlite_with_rowid=False,
    )
