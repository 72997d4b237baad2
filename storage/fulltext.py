"""The words of whole CVs: FTS5 on SQLite, tsvector on PostgreSQL, with the same hits.

Neither database divides text into words: both get tokens, made by `bot.search.text` and separated by spaces, and
both get them quoted. No query syntax comes from a person or reaches one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    cast,
    column,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from storage.tables import search_content, search_text, search_words
from storage.types import storable

TOKEN = 100
"""Characters of a token that count."""
PHRASE = 30
"""Tokens of a phrase that count."""
PART = 1500
"""Tokens with their places in one row on PostgreSQL, which keeps only 255 places of a word."""
MOST_BYTES = 400_000
"""Of different words beyond those: of several documents as long as documents can be."""

Phrase: TypeAlias = Sequence[str]
"""Tokens in this order; a trailing ``*`` makes a prefix."""
Group: TypeAlias = Sequence[Phrase]
"""Phrases of which any one will do."""

_CONTROL = re.compile("[\x00-\x1f\x7f]")
_PLAN = text(
    "EXPLAIN (FORMAT JSON) SELECT FROM search_text"
    " WHERE search_text.organization_id = :organization AND part = 0 AND words @@ CAST(:words AS tsquery)"
)
_WORDS, _TEXT = insert(search_words), insert(search_text)


def add(connection: Connection, organization: int, texts: Mapping[int, str]) -> None:
    """The texts of people, by number, of whom there is none yet."""
    found = {number: tokens(said) for number, said in texts.items()}
    if connection.dialect.name == "sqlite":
        rows = [
            {"rowid": _rowid(organization, number), "words": f" {' '.join(said)} "} for number, said in found.items()
        ]
        connection.execute(_WORDS, rows)
        return
    parts = [
        {"organization_id": organization, "candidate": number, "part": part, "words": words}
        for number, said in found.items()
        for part, words in enumerate(_vectors(said))
    ]
    connection.execute(_TEXT, parts)


def drop(connection: Connection, organization: int, number: int) -> None:
    """Forget the text."""
    if connection.dialect.name == "sqlite":
        connection.execute(delete(search_words).where(search_words.c.rowid == _rowid(organization, number)))
        return
    here = (search_text.c.organization_id == organization) & (search_text.c.candidate == number)
    connection.execute(delete(search_text).where(here))


def containing(dialect: str, organization: int, groups: Sequence[Group]) -> tuple[Select[int], ColumnElement[int]]:
    """The candidates whose CV has a phrase of every group, and the column that numbers them."""
    if dialect == "sqlite":
        number = (search_words.c.rowid - _rowid(organization, 0)).label("candidate")
        asked = " AND ".join(f"({' OR '.join(map(_on_sqlite, group))})" for group in groups)
        rows = select(number).where(
            search_words.c.rowid.between(_rowid(organization, 0), _rowid(organization + 1, 0) - 1),
            column("search_words").bool_op("MATCH")(asked),
        )
        return rows, number.element
    numbered = search_text.c.candidate
    rows = select(numbered).where(
        search_text.c.organization_id == organization,
        search_text.c.part == 0,
        search_text.c.words.bool_op("@@")(cast(_all_words(groups), TSQUERY)),
        *(
            _holds(search_text.c.words, group) | _says(organization, group, numbered, first=1)
            for group in groups
            if any(len(phrase) > 1 for phrase in group)
        ),
    )
    return rows, numbered


def newest_first(dialect: str, number: ColumnElement[int], *, many: bool) -> ColumnElement[Any]:
    """The order of those whom `containing` finds.

    PostgreSQL reads ``many`` in their order, each tested, until enough are found, and gathers few from its index: by
    itself it takes a test, which unpacks a whole text, for cheap.
    """
    if dialect == "sqlite":
        return search_words.c.rowid.desc()
    return number.desc() if many else (number + 0).desc()


def estimated(connection: Connection, organization: int, groups: Sequence[Group]) -> int:
    """About how many `containing` finds on PostgreSQL, by its statistics."""
    asked = {"organization": organization, "words": _all_words(groups)}
    plan = connection.execute(_PLAN, asked).scalar_one()[0]["Plan"]
    return max(1, int(plan["Plan Rows"]))


def says(dialect: str, organization: int, groups: Sequence[Group], number: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether one candidate's CV has a phrase of every group."""
    if dialect == "sqlite":
        held = (or_(*(func.instr(search_content.c.c0, _within(phrase)) > 0 for phrase in group)) for group in groups)
        here = search_content.c.id == number + _rowid(organization, 0)
        return exists(select(literal(1)).select_from(search_content).where(here, *held))
    return and_(true(), *(_says(organization, group, number) for group in groups))


def _says(organization: int, group: Group, number: ColumnElement[int], *, first: int = 0) -> ColumnElement[bool]:
    """Whether one of the candidate's parts, from the ``first`` on, has a phrase of the group."""
    part = search_text.alias()
    here = (part.c.organization_id == organization, part.c.candidate == number, part.c.part >= first)
    return exists(select(literal(1)).select_from(part).where(*here, _holds(part.c.words, group)))


def _holds(words: ColumnElement[Any], group: Group) -> ColumnElement[bool]:
    return words.bool_op("@@")(cast(" | ".join(map(_on_postgresql, group)), TSQUERY))


def _within(phrase: Phrase) -> str:
    """As it stands between the words of a text."""
    wanted, prefix = _cut(phrase)
    return " " + " ".join(wanted) + " " * (not prefix)


def _on_sqlite(phrase: Phrase) -> str:
    wanted, prefix = _cut(phrase)
    return '"' + " ".join(wanted).replace('"', '""') + '"' + " *" * prefix


def _on_postgresql(phrase: Phrase) -> str:
    wanted, prefix = _cut(phrase)
    return "(" + " <-> ".join(map(_lexeme, wanted)) + ":*" * prefix + ")"


def _all_words(groups: Sequence[Group]) -> str:
    return " & ".join(f"({' | '.join(map(_words_of, group))})" for group in groups)


def _words_of(phrase: Phrase) -> str:
    """All the words of a phrase, wherever they stand."""
    wanted, prefix = _cut(phrase)
    return "(" + " & ".join(map(_lexeme, wanted)) + ":*" * prefix + ")"


def _cut(phrase: Phrase) -> tuple[list[str], bool]:
    counting = phrase[:PHRASE]
    return [token.rstrip("*") for token in counting], counting[-1].endswith("*")


def tokens(folded: str) -> list[str]:
    """The tokens of a folded text, in the form that both databases keep."""
    plain = folded if folded.isprintable() else _CONTROL.sub(" ", storable(folded))
    return [token[:TOKEN] for token in plain.casefold().split()]


_SPAN = 2**32


def _rowid(organization: int, number: int) -> int:
    """FTS5 skips the rows outside a range of rowids, so no organization pays for another's words."""
    return organization * _SPAN + number


def _vectors(found: Sequence[str]) -> Iterator[str]:
    """tsvector literals that overlap by a phrase, so that none is cut. The first has all other words too, placeless.

    Of a text without end as many as fit: a tsvector takes a megabyte.
    """
    for start in range(0, max(len(found), 1), PART):
        part = found[start : start + PART + PHRASE]
        placed = [f"{_lexeme(token)}:{place}" for place, token in enumerate(part, 1)]
        others = _fitting(dict.fromkeys(found[PART + PHRASE :])) if not start else ()
        yield " ".join((*placed, *map(_lexeme, others)))


def _fitting(words: Iterable[str]) -> Iterator[str]:
    left = MOST_BYTES
    for word in words:
        left -= len(word.encode())
        if left < 0:
            return
        yield word


def _lexeme(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
