"""The words of whole CVs: FTS5 on SQLite, tsvector on PostgreSQL, with the same hits.

Neither database divides text into words: both get tokens, made by `bot.search.text` and separated by spaces, and
both get them quoted. No query syntax comes from a person or reaches one.

A phrase of common words is rare where each of them is everywhere. So both keep the runs of two and of three words,
hashed: whoever has all runs of a phrase may say it, and only their texts are looked into.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Any, TypeAlias
from zlib import crc32

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Label,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    column,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, array

from storage.tables import own_search_text, search_said, search_text, search_words
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

BUCKETS = 2**18
"""Of runs of words: so few that PostgreSQL fills its index fast, so many that few are told apart by their text alone."""
_ODD = 0x9E3779B1
"""Knuth's multiplier for hashing, The Art of Computer Programming 6.4: 2**32 by the golden ratio."""

_MARKED = "\n"
"""Between words and marks, where no word has one."""
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_SAID, _WORDS = insert(search_said), insert(search_words)
# psycopg takes longer to write a list of numbers than PostgreSQL to read it
_TEXT = insert(search_text).values(runs=cast(bindparam("joined", type_=Text), ARRAY(Integer)))
_NO_WORDS = _WORDS.values(search_words="delete")


@dataclass(frozen=True, slots=True)
class Kept:
    """What SQLite has of a text."""

    words: Sequence[str]
    marks: Sequence[str]

    @classmethod
    def of(cls, text: str) -> "Kept":
        """As `text` has it."""
        words, _, marks = text.partition(_MARKED)
        return cls(words.split(" ")[1:-1], marks.split(" ") if marks else ())

    @property
    def text(self) -> str:
        """Each word stands between spaces."""
        return f" {' '.join(self.words)} " + (_MARKED + " ".join(self.marks) if self.marks else "")

    @property
    def looked_up(self) -> str:
        """The tokens of the index: the words, each once, the runs and the marks."""
        joined = sorted(runs(self.words))
        return " ".join((*dict.fromkeys(self.words), *self.marks)) + f" {_RUN}" * len(joined) % (*joined,)


def add(
    connection: Connection, organization: int, texts: Mapping[int, str], marks: Mapping[int, Sequence[str]]
) -> None:
    """The texts of people, by number, of whom there is none yet, and the marks that they are found by as well."""
    found = {number: tokens(said) for number, said in texts.items()}
    if connection.dialect.name == "sqlite":
        kept = {_rowid(organization, number): Kept(words, marks[number]) for number, words in found.items()}
        connection.execute(_SAID, [{"id": row, "words": one.text} for row, one in kept.items()])
        connection.execute(_WORDS, [{"rowid": row, "words": one.looked_up} for row, one in kept.items()])
        return
    parts = [
        {"organization_id": organization, "candidate": number, "part": part, "words": words, "joined": joined}
        for number, said in found.items()
        for part, (words, joined) in enumerate(zip_longest(_vectors(said, marks[number]), [_array(runs(said))]))
    ]
    connection.execute(_TEXT, parts)


def drop(connection: Connection, organization: int, number: int) -> None:
    """Forget the text."""
    if connection.dialect.name == "sqlite":
        row = _rowid(organization, number)
        here = search_said.c.id == row
        for kept in connection.scalars(select(search_said.c.words).where(here)).all():
            connection.execute(_NO_WORDS, {"rowid": row, "words": Kept.of(kept).looked_up})
        connection.execute(delete(search_said).where(here))
        return
    here = (search_text.c.organization_id == organization) & (search_text.c.candidate == number)
    connection.execute(delete(search_text).where(here))


def containing(dialect: str, organization: int, groups: Sequence[Group]) -> tuple[Select[int], ColumnElement[int]]:
    """The candidates whose CV has a phrase of every group, and the column that numbers them."""
    phrases = [group for group in groups if any(len(phrase) > 1 for phrase in group)]
    if dialect == "sqlite":
        number = _number(organization)
        asked = " AND ".join(f"({' OR '.join(map(_on_sqlite, group))})" for group in groups)
        rows = select(number).where(
            search_words.c.rowid.between(_rowid(organization, 0), _rowid(organization + 1, 0) - 1),
            column("search_words").bool_op("MATCH")(asked),
        )
        if phrases:
            rows = rows.where(says(dialect, organization, phrases, number.element))
        return rows, number.element
    numbered = own_search_text.c.candidate
    rows = _looked_up(organization, groups, numbered)
    return rows.where(
        *(_verified(organization, group, own_search_text.c.words, numbered) for group in phrases)
    ), numbered


@lru_cache(maxsize=1024)
def _number(organization: int) -> Label[int]:
    """The same object for all statements of an organization: what is made of it can be kept."""
    return (search_words.c.rowid - _rowid(organization, 0)).label("candidate")


def of_few(dialect: str, organization: int, groups: Sequence[Group]) -> tuple[Select[int], ColumnElement[int]] | None:
    """The same, the newest first, for PostgreSQL where they are few.

    It then gathers them from its index, and looks into their texts one by one while they are asked for. By itself it
    reads people in order, each tested, for it takes the test, which unpacks a whole text, for cheap.
    """
    if dialect == "sqlite":
        return None
    number = (own_search_text.c.candidate + 0).label("candidate")
    gathered = (
        _looked_up(organization, groups, number, own_search_text.c.words).order_by(number.desc()).offset(0).subquery()
    )
    phrases = (group for group in groups if any(len(phrase) > 1 for phrase in group))
    one = gathered.c.candidate
    return select(one).where(*(_verified(organization, group, gathered.c.words, one) for group in phrases)), one


def newest(dialect: str, number: ColumnElement[int]) -> ColumnElement[Any]:
    """The order of those whom `containing` finds."""
    return search_words.c.rowid.desc() if dialect == "sqlite" else number.desc()


def estimated(connection: Connection, organization: int, groups: Sequence[Group]) -> int:
    """About how many `containing` finds on PostgreSQL, by its statistics."""
    asked = _looked_up(organization, groups, own_search_text.c.candidate).compile(connection)
    plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {asked}", asked.params).scalar_one()[0]["Plan"]
    return max(1, int(plan["Plan Rows"]))


def says(dialect: str, organization: int, groups: Sequence[Group], number: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether one candidate's CV has a phrase of every group."""
    if dialect == "sqlite":
        held = (or_(*(func.instr(search_said.c.words, _within(phrase)) > 0 for phrase in group)) for group in groups)
        here = search_said.c.id == number + _rowid(organization, 0)
        return exists(select(literal(1)).select_from(search_said).where(here, *held))
    return and_(true(), *(_says(organization, group, number) for group in groups))


def _says(organization: int, group: Group, number: ColumnElement[int], *, first: int = 0) -> ColumnElement[bool]:
    """Whether one of the candidate's parts, from the ``first`` on, has a phrase of the group."""
    part = own_search_text.alias()
    here = (part.c.organization_id == organization, part.c.candidate == number, part.c.part >= first)
    return exists(select(literal(1)).select_from(part).where(*here, _holds(part.c.words, group)))


def _holds(words: ColumnElement[Any], group: Group) -> ColumnElement[bool]:
    return words.bool_op("@@")(cast(" | ".join(map(_on_postgresql, group)), TSQUERY))


def _within(phrase: Phrase) -> str:
    """As it stands between the words of a text."""
    wanted, prefix = _cut(phrase)
    return " " + " ".join(wanted) + " " * (not prefix)


def _on_sqlite(phrase: Phrase) -> str:
    joined, others = _to_look_up(phrase)
    alone = _cut(phrase)[0] if len(joined) == 1 else []  # one bucket is shared by too many strangers
    quoted = [f'"{_RUN % bucket}"' for bucket in joined]
    quoted += [
        '"' + word.removesuffix("*").replace('"', '""') + '"' + " *" * word.endswith("*") for word in others or alone
    ]
    return f"({' AND '.join(quoted)})"


def _on_postgresql(phrase: Phrase) -> str:
    wanted, prefix = _cut(phrase)
    return "(" + " <-> ".join(map(_lexeme, wanted)) + ":*" * prefix + ")"


def _looked_up(organization: int, groups: Sequence[Group], *columns: ColumnElement[Any]) -> Select[Any]:
    """What the indexes of PostgreSQL know of those who may say a phrase of every group."""
    words = [group for group in groups if all(len(phrase) == 1 for phrase in group)]
    plain = " & ".join(f"({' | '.join(map(_on_postgresql, group))})" for group in words)
    return select(*columns).where(
        own_search_text.c.organization_id == organization,
        own_search_text.c.part == 0,
        *(or_(false(), *map(_may_say, group)) for group in groups if group not in words),
        *([own_search_text.c.words.bool_op("@@")(cast(plain, TSQUERY))] if plain else []),
    )


def _may_say(phrase: Phrase) -> ColumnElement[bool]:
    joined, others = _to_look_up(phrase)
    paired = [own_search_text.c.runs.contains(array(joined))] if joined else []
    words = " & ".join(map(_on_postgresql, ([word] for word in others)))
    return and_(true(), *paired, *([own_search_text.c.words.bool_op("@@")(cast(words, TSQUERY))] if words else []))


def _verified(
    organization: int, group: Group, words: ColumnElement[Any], number: ColumnElement[int]
) -> ColumnElement[bool]:
    """Whether a phrase of the group is said by what is in part 0, ``words``, or in a later one."""
    return _holds(words, group) | _says(organization, group, number, first=1)


def _to_look_up(phrase: Phrase) -> tuple[list[int], list[str]]:
    """The runs of a phrase, and its words that are in none; a prefix keeps its ``*``."""
    wanted, prefix = _cut(phrase)
    whole = wanted[:-1] if prefix else wanted
    alone = whole if len(whole) == 1 else []
    return sorted(runs(whole)), [*alone, *([wanted[-1] + "*"] if prefix else [])]


def runs(words: Sequence[str]) -> set[int]:
    """The buckets of all runs of two and of three words."""
    marks = [crc32(word.encode()) % BUCKETS for word in words]
    pairs = [(first * _ODD + second) % BUCKETS for first, second in pairwise(marks)]
    return {*pairs, *[(pair * _ODD + third) % BUCKETS for pair, third in zip(pairs, marks[2:], strict=False)]}


_RUN = "\N{NO-BREAK SPACE}%x"
"""No word begins with a space of any kind; FTS5 divides at plain ones alone."""


def _array(numbers: Iterable[int]) -> str:
    return "{" + ",".join(map(str, sorted(numbers))) + "}"


def _cut(phrase: Phrase) -> tuple[list[str], bool]:
    counting = phrase[:PHRASE]
    return [token.rstrip("*") for token in counting], counting[-1].endswith("*")


def tokens(folded: str) -> list[str]:
    """The tokens of a folded text, in the form that both databases keep."""
    plain = folded if folded.isprintable() else _CONTROL.sub(" ", storable(folded))
    return [token[:TOKEN] for token in plain.casefold().split()]


SPAN = 2**32


def _rowid(organization: int, number: int) -> int:
    """FTS5 skips the rows outside a range of rowids, so no organization pays for another's words."""
    return organization * SPAN + number


def _vectors(found: Sequence[str], marks: Sequence[str]) -> Iterator[str]:
    """tsvector literals that overlap by a phrase, so that none is cut. The first has all else too, placeless.

    Of a text without end as many as fit: a tsvector takes a megabyte.
    """
    quoted = _escaped(" ".join(found)).split()
    for start in range(0, max(len(found), 1), PART):
        part = quoted[start : start + PART + PHRASE]
        placed = [f"'{token}':{place}" for place, token in enumerate(part, 1)]
        others = (*marks, *_fitting(dict.fromkeys(found[PART + PHRASE :]))) if not start else ()
        yield " ".join((*placed, *map(_lexeme, others)))


def _fitting(words: Iterable[str]) -> Iterator[str]:
    left = MOST_BYTES
    for word in words:
        left -= len(word.encode())
        if left < 0:
            return
        yield word


def _lexeme(token: str) -> str:
    return f"'{_escaped(token)}'"


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("'", "''")
