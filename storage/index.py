"""Writing what is searched: skills, terms and full text of one candidate, in the place of what was there."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, text

from bot.records import Index
from storage import fulltext
from storage.scope import Scope, of
from storage.tables import search_skill, search_term

FEW = 64

_NO_SKILLS, _NO_TERMS = (
    delete(table).where(of(table), table.c.candidate == bindparam("number")) for table in (search_skill, search_term)
)


def write(scope: Scope, connection: Connection, number: int, index: Index, *, arrived: datetime) -> None:
    connection.execute(_NO_SKILLS, scope.own(number=number))
    connection.execute(_NO_TERMS, scope.own(number=number))
    best = {row.skill: row for row in sorted(index.skills, key=lambda row: (row.grade, row.year))}
    if best:
        connection.execute(
            insert(search_skill),
            [
                scope.row(candidate=number, skill=row.skill, grade=row.grade, year=row.year, arrived=arrived)
                for row in best.values()
            ],
        )
    terms = dict.fromkeys((field, token) for field, words in index.terms for token in fulltext.tokens(words))
    if terms:
        connection.execute(
            insert(search_term),
            [scope.row(candidate=number, field=field, token=token) for field, token in terms],
        )
    fulltext.write(connection, scope.organization.id, number, index.text)


def take_stock(connection: Connection, people: int) -> None:
    """Renew PostgreSQL's statistics whenever the people have doubled: by itself it does so a minute after an import."""
    doubled = people >= FEW and people & (people - 1) == 0
    if doubled and connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE candidate, application, search_skill, search_term, search_text"))
