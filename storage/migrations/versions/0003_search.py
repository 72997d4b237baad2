"""Skills, terms and full text; by what a returning applicant is known again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from storage.types import Moment, Words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# The rowid holds the organization and the candidate's number: see storage.fulltext. Every character but the space is
# part of a token, since the words come folded and divided.
_FULL_TEXT_ON_SQLITE = r"""
    CREATE VIRTUAL TABLE search_words USING fts5(
        words, tokenize = 'ascii tokenchars ''!"#$%&''''()*+,-./:;<=>?@[\]^_`{|}~''')
"""


def upgrade() -> None:
    op.create_table(
        "search_skill",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("skill", Words, nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False, comment="3 used in a dated job, 2 paper or project, 1 listed"),
        sa.Column(
            "year", sa.Integer(), nullable=False, comment="the last of its proofs; 0 none stated, 9999 still going on"
        ),
        sa.Column(
            "arrived",
            Moment,
            nullable=False,
            comment="as in the latest application: the newest come first within a grade",
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
        ["organization_id", "skill", sa.literal_column("grade DESC"), sa.literal_column("arrived DESC"), "candidate"],
        unique=False,
    )
    op.create_table(
        "search_term",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("field", Words, nullable=False, comment="name, company, school, ..."),
        sa.Column("token", Words, nullable=False),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_search_term_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "field", "token", "candidate", name=op.f("pk_search_term")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_search_term_organization_id_candidate"), "search_term", ["organization_id", "candidate"], unique=False
    )
    op.create_table(
        "identity_key",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column(
            "key",
            Words,
            nullable=False,
            comment="hash of an e-mail address, phone number, profile link, name with a school or employer, near name",
        ),
        sa.Column(
            "document", sa.Integer(), nullable=False, comment="the document that showed it; 0 for what a person set"
        ),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("kind", Words, nullable=False, comment="mail, phone, strong, weak or near"),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_identity_key_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "key", "candidate", "document", name=op.f("pk_identity_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_identity_key_organization_id_candidate"),
        "identity_key",
        ["organization_id", "candidate"],
        unique=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        _full_text_on_postgresql()
    else:
        op.execute(_FULL_TEXT_ON_SQLITE)


def _full_text_on_postgresql() -> None:
    op.create_table(
        "search_text",
        sa.Column("organization_id", sa.Integer(), nullable=False, comment="the tenant"),
        sa.Column("candidate", sa.Integer(), nullable=False, comment="the candidate's number"),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("words", TSVECTOR, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "candidate"],
            ["candidate.organization_id", "candidate.number"],
            name=op.f("fk_search_text_candidate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "candidate", "part", name=op.f("pk_search_text")),
    )
    op.create_index(
        op.f("ix_search_text_words"),
        "search_text",
        ["words"],
        unique=False,
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
