"""Writing what is searched: skills and names, with how many people have each, terms and full text of candidates."""

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, select, text

from bot.records import Index
from bot.search.field_tokens import beginnings, one_deletion
from bot.search.text import fold
from storage import fulltext
from storage.acting import as_login
from storage.marks import marks
from storage.scope import Scope, batched, of, put_rows
from storage.tables import field_value, name_key, name_token, search_skill, search_term, skill_count
from storage.types import storable

FEW = 64

_number: ColumnElement[int] = bindparam("number")
_NO_SKILLS, _NO_TERMS = (
    delete(table).where(of(table), table.c.candidate == _number) for table in (search_skill, search_term)
)
_SHOWN = select(search_skill.c.skill).where(of(search_skill), search_skill.c.candidate == _number)
_CALLED = select(search_term.c.token).where(
    of(search_term), search_term.c.candidate == _number, search_term.c.field == "name"
)
_WHOLE = "="
"""Begins the name of a field whose tokens are the beginnings of whole values."""
_VALUED = select(search_term.c.field, search_term.c.token).where(
    of(search_term),
    search_term.c.candidate == _number,
    search_term.c.field >= _WHOLE,
    search_term.c.field < chr(ord(_WHOLE) + 1),
)
_NO_VALUE = delete(field_value).where(
    of(field_value),
    field_value.c.field == bindparam("what"),
    field_value.c.token == bindparam("word"),
    field_value.c.people == 0,
)
_KNOWN = select(name_token.c.token).where(of(name_token), name_token.c.token.in_(bindparam("tokens", expanding=True)))
_NOBODYS = delete(name_token).where(of(name_token), name_token.c.token == bindparam("word"), name_token.c.people == 0)


def write(scope: Scope, connection: Connection, number: int, index: Index) -> None:
    """Put one candidate's rows in the place of those there were."""
    drop(scope, connection, number)
    add(scope, connection, {number: index})


def drop(scope: Scope, connection: Connection, number: int) -> None:
    """Remove one candidate's rows. They must not go with the candidate: nobody would count that."""
    mine = scope.own(number=number)
    _count(scope, connection, skill_count, {(skill,): -1 for skill in connection.scalars(_SHOWN, mine)})
    called = sorted(connection.scalars(_CALLED, mine))
    _count(scope, connection, name_token, {(token,): -1 for token in called})
    if called:
        connection.execute(_NOBODYS, [scope.own(word=token) for token in called])
    valued = sorted((row.field.removeprefix(_WHOLE), row.token) for row in connection.execute(_VALUED, mine))
    _count(scope, connection, field_value, dict.fromkeys(valued, -1))
    if valued:
        connection.execute(_NO_VALUE, [scope.own(what=field, word=token) for field, token in valued])
    connection.execute(_NO_SKILLS, mine)
    connection.execute(_NO_TERMS, mine)
    fulltext.drop(connection, scope.organization.id, number)


def add(scope: Scope, connection: Connection, people: Mapping[int, Index]) -> None:
    """The rows of candidates, by number, of whom there are none yet."""
    mine = scope.organization.id
    skills = {
        (mine, number, storable(row.skill)): row.strength
        for number, index in people.items()
        for row in sorted(index.skills, key=lambda row: row.strength)
    }
    put_rows(connection, search_skill, [(*key, strength) for key, strength in skills.items()])
    _count(scope, connection, skill_count, Counter((skill,) for _, _, skill in skills))
    values = {
        (number, field, start): storable(value)
        for number, index in people.items()
        for field, value in index.values
        for start in beginnings(fulltext.tokens(fold(value)))
    }
    terms = dict.fromkeys(
        (mine, storable(field), token, number)
        for number, index in people.items()
        for field, shown in groupby(index.terms, itemgetter(0))
        for token in fulltext.tokens(" ".join(words for _, words in shown))
    ) | {(mine, _WHOLE + field, start, number): None for number, field, start in values}
    put_rows(connection, search_term, list(terms))
    _name(scope, connection, Counter(token for _, field, token, _ in terms if field == "name"))
    labels: dict[tuple[str, ...], str] = {(field, start): value for (_, field, start), value in values.items()}
    _count(scope, connection, field_value, Counter((field, start) for _, field, start in values), labels=labels)
    marked: dict[int, list[str]] = {number: [] for number in people}
    for (_, number, skill), strength in skills.items():
        marked[number] += marks(skill, strength)
    fulltext.add(connection, mine, {number: index.text for number, index in people.items()}, marked)


def _name(scope: Scope, connection: Connection, called: Mapping[str, int]) -> None:
    known = {token for some in batched(called) for token in connection.scalars(_KNOWN, scope.own(tokens=some))}
    _count(scope, connection, name_token, {(token,): number for token, number in called.items()})
    keys = [
        (scope.organization.id, storable(key), token)
        for token in sorted(called.keys() - known)
        for key in sorted(one_deletion(token))
    ]
    put_rows(connection, name_key, keys)


def _count(
    scope: Scope,
    connection: Connection,
    table: Table,
    more: Mapping[tuple[str, ...], int],
    labels: Mapping[tuple[str, ...], str] | None = None,
) -> None:
    """So many more people have these, by what follows the organization in the key. A label that is known stays.

    In order: two writers never wait for each other.
    """
    labelled = "label" in table.columns
    rows: list[tuple[int | str, ...]] = []
    for key, people in sorted(more.items()):
        label = [(labels or {}).get(key, "")] if labelled else []
        rows.append((scope.organization.id, *key, *label, people))
    put_rows(connection, table, rows, adding="people")


def take_stock(connection: Connection, first: int, last: int) -> None:
    """Renew PostgreSQL's statistics whenever the people have doubled: by itself it does so a minute after an import."""
    doubled = last >= FEW and 1 << (last.bit_length() - 1) >= first  # a power of two lies between
    if doubled and connection.dialect.name == "postgresql":
        with as_login(connection):
            connection.execute(text("ANALYZE candidate, application, search_skill, search_term, search_text"))
