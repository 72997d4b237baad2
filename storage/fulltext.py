"""The words of whole CVs: FTS5 on SQLite, tsvector on PostgreSQL, with the same hits.

Neither database divides text into words: both get tokens, made by `bot.search.text` and separated by spaces, and
both get them quoted. No query syntax comes from a person or reaches one.
"""

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Select, cast, column, delete, insert, intersect, select
from sqlalchemy.dialects.postgresql import TSQUERY

from storage.tables import search_text, search_words
from storage.types import storable

TOKEN = 100
"""Characters of a token that count."""
PHRASE = 30
"""Tokens of a phrase that count."""
PART = 1500
"""Tokens in one row on PostgreSQL, which keeps only 255 places of a word."""

_CONTROL = re.compile("[\x00-\x1f\x7f]")


def write(connection: Connection, organization: int, number: int, text: str) -> None:
    """Put the text in the place of what was there."""
    found = tokens(text)
    if connection.dialect.name == "sqlite":
        row = _rowid(organization, number)
        connection.execute(delete(search_words).where(search_words.c.rowid == row))
        connection.execute(insert(search_words).values(rowid=row, words=" ".join(found)))
        return
    here = (search_text.c.organization_id == organization) & (search_text.c.candidate == number)
    connection.execute(delete(search_text).where(here))
    parts = [
        {"organization_id": organization, "candidate": number, "part": part, "words": words}
        for part, words in enumerate(_vectors(found))
    ]
    if parts:
        connection.execute(insert(search_text), parts)


def containing(dialect: str, organization: int, phrases: Sequence[Sequence[str]]) -> Select[int]:
    """The candidates whose CV has all the phrases. A phrase is tokens in this order; a trailing ``*`` makes a prefix."""
    if dialect == "sqlite":
        return select((search_words.c.rowid % _SPAN).label("candidate")).where(
            search_words.c.rowid.between(_rowid(organization, 0), _rowid(organization + 1, 0) - 1),
            column("search_words").bool_op("MATCH")(" AND ".join(map(_on_sqlite, phrases))),
        )
    found = [
        select(search_text.c.candidate).where(
            search_text.c.organization_id == organization,
            search_text.c.words.bool_op("@@")(cast(_on_postgresql(phrase), TSQUERY)),
        )
        for phrase in phrases
    ]
    return found[0] if len(found) == 1 else select(intersect(*found).subquery().c.candidate)


def _on_sqlite(phrase: Sequence[str]) -> str:
    wanted, prefix = _cut(phrase)
    return '"' + " ".join(wanted).replace('"', '""') + '"' + " *" * prefix


def _on_postgresql(phrase: Sequence[str]) -> str:
    wanted, prefix = _cut(phrase)
    return " <-> ".join(map(_lexeme, wanted)) + ":*" * prefix


def _cut(phrase: Sequence[str]) -> tuple[list[str], bool]:
    counting = phrase[:PHRASE]
    return [token.rstrip("*") for token in counting], counting[-1].endswith("*")


def tokens(text: str) -> list[str]:
    """The tokens of a folded text, in the form that both databases keep."""
    return [token[:TOKEN] for token in _CONTROL.sub(" ", storable(text).casefold()).split()]


_SPAN = 2**32


def _rowid(organization: int, number: int) -> int:
    """FTS5 skips the rows outside a range of rowids, so no organization pays for another's words."""
    return organization * _SPAN + number


def _vectors(found: Sequence[str]) -> Iterator[str]:
    """tsvector literals that overlap by a phrase, so that none is cut."""
    for start in range(0, len(found), PART):
        part = found[start : start + PART + PHRASE]
        yield " ".join(f"{_lexeme(token)}:{place}" for place, token in enumerate(part, 1))


def _lexeme(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
