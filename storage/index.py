"""Writing what is searched: skills, with how many people have each, terms and full text of candidates."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection, Executable, bindparam, delete, insert, select, text

from bot.records import Index
from storage import fulltext
from storage.scope import Scope, of, put_rows, putting_in
from storage.tables import search_skill, search_term, skill_count
from storage.types import storable

FEW = 64

_NO_SKILLS, _NO_TERMS = (
    delete(table).where(of(table), table.c.candidate == bindparam("number")) for table in (search_skill, search_term)
)
_SKILLS = insert(search_skill)
_SHOWN = select(search_skill.c.skill).where(of(search_skill), search_skill.c.candidate == bindparam("number"))


def write(scope: Scope, connection: Connection, number: int, index: Index, *, arrived: datetime) -> None:
    """Put one candidate's rows in the place of those there were."""
    drop(scope, connection, number)
    add(scope, connection, {number: (index, arrived)})


def drop(scope: Scope, connection: Connection, number: int) -> None:
    """Remove one candidate's rows. They must not go with the candidate: nobody would count that."""
    _count(scope, connection, dict.fromkeys(connection.scalars(_SHOWN, scope.own(number=number)), -1))
    connection.execute(_NO_SKILLS, scope.own(number=number))
    connection.execute(_NO_TERMS, scope.own(number=number))
    fulltext.drop(connection, scope.organization.id, number)


def add(scope: Scope, connection: Connection, people: Mapping[int, tuple[Index, datetime]]) -> None:
    """The rows of candidates, by number, of whom there are none yet."""
    skills = [
        scope.row(candidate=number, skill=row.skill, grade=row.grade, year=row.year, arrived=arrived)
        for number, (index, arrived) in people.items()
        for row in {row.skill: row for row in sorted(index.skills, key=lambda row: (row.grade, row.year))}.values()
    ]
    if skills:
        connection.execute(_SKILLS, skills)
        _count(scope, connection, Counter(row["skill"] for row in skills))
    terms = dict.fromkeys(
        (scope.organization.id, storable(field), token, number)
        for number, (index, _) in people.items()
        for field, shown in groupby(index.terms, itemgetter(0))
        for token in fulltext.tokens(" ".join(words for _, words in shown))
    )
    put_rows(connection, search_term, list(terms))
    fulltext.add(connection, scope.organization.id, {number: index.text for number, (index, _) in people.items()})


def _count(scope: Scope, connection: Connection, more: Mapping[str, int]) -> None:
    """So many more people have these skills. In order: two writers never wait for each other."""
    rows = [scope.row(skill=skill, people=number) for skill, number in sorted(more.items())]
    if rows:
        connection.execute(_counting(connection.dialect.name), rows)


@cache
def _counting(dialect: str) -> Executable:
    put = putting_in(dialect, skill_count)
    people = skill_count.c.people + put.excluded.people
    return put.on_conflict_do_update(index_elements=["organization_id", "skill"], set_={"people": people})


def take_stock(connection: Connection, first: int, last: int) -> None:
    """Renew PostgreSQL's statistics whenever the people have doubled: by itself it does so a minute after an import."""
    doubled = last >= FEW and 1 << (last.bit_length() - 1) >= first  # a power of two lies between
    if doubled and connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE candidate, application, search_skill, search_term, search_text"))
