"""Runs of two and three words are indexed, so that a phrase of common words is found without reading what has them."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from storage.fulltext import looked_up, runs

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
_AT_ONCE = 500


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
    else:
        _on_sqlite()


def _on_sqlite() -> None:
    """The texts move out of the index, which now has runs too and no places."""
    connection = op.get_bind()
    op.execute("CREATE TABLE search_words_said (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")
    op.execute("INSERT INTO search_words_said (id, words) SELECT id, c0 FROM search_words_content")
    op.drop_table("search_words")
    op.execute(_FULL_TEXT_ON_SQLITE)
    put = sa.text("INSERT INTO search_words (rowid, words) VALUES (:id, :words)")
    some = sa.text("SELECT id, words FROM search_words_said WHERE id > :after ORDER BY id LIMIT :size")
    after = -1
    while rows := connection.execute(some, {"after": after, "size": _AT_ONCE}).all():
        connection.execute(put, [{"id": row.id, "words": looked_up(row.words.split(" ")[1:-1])} for row in rows])
        after = rows[-1].id


def _on_postgresql() -> None:
    comment = "of two and three words, hashed: of the whole text, in part 0"
    op.add_column("search_text", sa.Column("runs", ARRAY(sa.Integer()), comment=comment))
    connection = op.get_bind()
    put = sa.text(
        "UPDATE search_text SET runs = :runs WHERE organization_id = :organization AND candidate = :number AND part = 0"
    )
    people = connection.execute(sa.text("SELECT organization_id, candidate FROM search_text WHERE part = 0")).all()
    for organization, number in people:
        found = {bucket for part in _parts(organization, number) for bucket in runs(part)}
        connection.execute(put, {"organization": organization, "number": number, "runs": sorted(found)})
    op.create_index(
        op.f("ix_search_text_runs"),
        "search_text",
        ["runs"],
        unique=False,
        postgresql_using="gin",
        postgresql_with={"fastupdate": "on", "gin_pending_list_limit": 512},
    )


def _parts(organization: int, number: int) -> Iterator[list[str]]:
    """The words of each part in the order in which they stand. Where one has no place, it is in no phrase."""
    placed = sa.text(
        "SELECT part, place, lexeme FROM search_text, unnest(words), unnest(positions) AS place"
        " WHERE organization_id = :organization AND candidate = :number ORDER BY part, place"
    )
    mine = {"organization": organization, "number": number}
    words: dict[int, list[str]] = {}
    for part, _, word in op.get_bind().execute(placed, mine):
        words.setdefault(part, []).append(word)
    yield from words.values()
