"""Skills by strength, those included that others imply; names with their keys. `recruitbot db reindex` fills them."""

import sqlalchemy as sa
from alembic import op

from bot.search.field_tokens import one_deletion
from bot.search.text import fold
from storage.types import Words

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("search_skill")
    op.execute("DELETE FROM skill_count")
    op.create_table(
        "search_skill",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("skill", Words, nullable=False, comment="shown, or implied by one that is"),
        sa.Column(
            "strength",
            sa.Integer(),
            nullable=False,
            comment="for the order of hits: how well it is proven, then how lately",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_search_skill_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "candidate", "skill", name=op.f("pk_search_skill")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_search_skill_ranked",
        "search_skill",
        ["organization_id", "skill", sa.literal_column("strength DESC"), sa.literal_column("candidate DESC")],
        unique=False,
    )
    op.drop_index(op.f("ix_search_term_organization_id_candidate"), "search_term")
    op.create_index(
        op.f("ix_search_term_organization_id_candidate_field_token"),
        "search_term",
        ["organization_id", "candidate", "field", "token"],
        unique=False,
    )
    op.create_index(
        op.f("ix_application_organization_id_stage"), "application", ["organization_id", "stage"], unique=False
    )
    op.create_table(
        "name_token",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("token", Words, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False, comment="how many have it in their name"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_name_token_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "token", name=op.f("pk_name_token")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "name_key",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column(
            "key",
            Words,
            nullable=False,
            comment="a token of names, whole or less one letter: what a mistyped one is found by",
        ),
        sa.Column("token", Words, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "token"],
            ["name_token.organization_id", "name_token.token"],
            name=op.f("fk_name_key_name_token"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "key", "token", name=op.f("pk_name_key")),
        sqlite_with_rowid=False,
    )
    _names_of_before()
    op.create_table(
        "field_value",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("field", Words, nullable=False, comment="school, company, ..."),
        sa.Column(
            "token",
            Words,
            nullable=False,
            comment="the value's words from one of them on, with a stroke between, then the whole value: what it may be begun with",
        ),
        sa.Column("label", Words, nullable=False, comment="the value as a CV has it"),
        sa.Column("people", sa.Integer(), nullable=False, comment="how many have it"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_field_value_organization"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization_id", "field", "token", name=op.f("pk_field_value")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_name_key_organization_id_token"), "name_key", ["organization_id", "token"], unique=False)
    with op.batch_alter_table("candidate") as table:
        table.add_column(
            sa.Column(
                "indexed",
                sa.Integer(),
                nullable=False,
                server_default="0",
                comment="the `RULES` by which the search rows were made; 0 where they are to be made again",
            )
        )
    with op.batch_alter_table("opening") as table:
        table.add_column(
            sa.Column(
                "folded",
                Words,
                nullable=False,
                server_default="",
                comment="the name as a search reads it, a space around each word",
            )
        )
    openings = sa.table("opening", *map(sa.column, ("organization_id", "id", "name", "folded")))
    for row in op.get_bind().execute(sa.select(openings)).all():
        here = (openings.c.organization_id == row.organization_id) & (openings.c.id == row.id)
        op.execute(openings.update().where(here).values(folded=f" {fold(row.name)} "))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX ix_search_text_words SET (fastupdate = on, gin_pending_list_limit = 512)")


def _names_of_before() -> None:
    """The names of people there are: they are counted from now on, and found where they are mistyped."""
    connection = op.get_bind()
    columns = ("organization_id", "token", "people", "key", "field")
    term, name, key = (sa.table(one, *map(sa.column, columns)) for one in ("search_term", "name_token", "name_key"))
    counted = (
        sa.select(term.c.organization_id, term.c.token, sa.func.count())
        .where(term.c.field == "name")
        .group_by(term.c.organization_id, term.c.token)
    )
    connection.execute(name.insert().from_select(["organization_id", "token", "people"], counted))
    for row in connection.execute(sa.select(name.c.organization_id, name.c.token)).all():
        forms = [
            {"organization_id": row.organization_id, "key": one, "token": row.token} for one in one_deletion(row.token)
        ]
        connection.execute(key.insert(), forms)
