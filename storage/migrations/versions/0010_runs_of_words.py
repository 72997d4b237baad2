"""Runs of two and three words are indexed, so that a phrase of common words is found without reading what has them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# The rowid holds the organization and the candidate's number: see storage.fulltext. Every character but the space is
# part of a token, since the words come folded and divided.
_FULL_TEXT_ON_SQLITE = r"""
    CREATE VIRTUAL TABLE search_words USING fts5(
        words, content = '', detail = none, columnsize = 0,
        tokenize = 'ascii tokenchars ''!"#$%&''''()*+,-./:;<=>?@[\]^_`{|}~''')
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
    else:
        _on_sqlite()


def _on_sqlite() -> None:
    """The texts move out of the index, which is filled by 0015."""
    op.execute("CREATE TABLE search_words_said (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")
    op.execute("INSERT INTO search_words_said (id, words) SELECT id, c0 FROM search_words_content")
    op.drop_table("search_words")
    op.execute(_FULL_TEXT_ON_SQLITE)


def _on_postgresql() -> None:
    comment = "of two and three words, hashed: of the whole text, in part 0"
    op.add_column("search_text", sa.Column("runs", ARRAY(sa.Integer()), comment=comment))
    op.create_index(
        op.f("ix_search_text_runs"),
        "search_text",
        ["runs"],
        unique=False,
        postgresql_using="gin",
        postgresql_with={"fastupdate": "on", "gin_pending_list_limit": 512},
    )
