"""What the parts of a store share: the organization that every statement names, and its counters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Executable, FromClause, Integer, Row, Select, Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.records import Organization
from storage.tables import counter, workspace
from storage.transactions import Database

LARGEST = 2**31 - 1
"""No number is above this; what a person types may be."""

_A_BATCH = 1000

V = TypeVar("V")

ORGANIZATION: ColumnElement[int] = bindparam("organization", type_=Integer)

Rows = Mapping[int, Sequence[Row[*tuple[Any, ...]]]]
"""What one statement found about several people, by candidate."""


class Scope:
    """One organization's rows."""

    def __init__(self, database: Database, organization: Organization, member: str = "") -> None:
        self.database = database.within(organization.id)
        self.organization = organization
        self.member = member
        """Whose view it is, by the platform's identity; empty for nobody in particular."""

    def own(self, **values: Any) -> dict[str, Any]:
        """The parameters of a prebuilt statement."""
        return {"organization": self.organization.id, **values}

    def row(self, **values: Any) -> dict[str, Any]:
        """The columns of a new row."""
        return {"organization_id": self.organization.id, **values}

    def next(self, connection: Connection, kind: str) -> int:
        """A number that nothing of this kind had before."""
        return self.numbers_for(connection, kind, 1)[0]

    def numbers_for(self, connection: Connection, kind: str, count: int) -> range:
        """So many numbers, one after the other, that nothing of this kind had before."""
        last = following(connection, self.organization.id, kind, count)
        return range(last - count + 1, last + 1)


def following(connection: Connection, owner: int, kind: str, count: int = 1) -> int:
    """The last of so many numbers."""
    given = connection.execute(_next(connection.dialect.name), {"organization_id": owner, "kind": kind, "last": count})
    return int(given.scalar_one())


def of(table: FromClause) -> ColumnElement[bool]:
    """The condition that every statement of a tenant carries."""
    same: ColumnElement[bool] = table.c.organization_id == ORGANIZATION
    return same


def linked(table: FromClause) -> ColumnElement[bool]:
    """The row is about a place in a workspace that the organization has, and did not leave."""
    same = (of(workspace), workspace.c.platform == table.c.platform, workspace.c.id == table.c.workspace)
    return select(workspace.c.id).where(*same).exists()


def theirs(candidate: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition of a statement about the people of some ``numbers``."""
    return candidate.in_(bindparam("numbers", expanding=True))


def by_candidate(connection: Connection, statement: Select[Any], asked: Mapping[str, Any]) -> Rows:
    """The rows of each of the people, in the statement's order."""
    found: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in connection.execute(statement, asked):
        found.setdefault(row.candidate, []).append(row)
    return found


def putting(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say what happens where the row is there already."""
    return putting_in(connection.dialect.name, table)


def putting_in(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """As `putting`, where only the kind of database is known."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def _next(dialect: str) -> Executable:
    put = putting_in(dialect, counter)
    last = counter.c.last + put.excluded.last
    return put.on_conflict_do_update(index_elements=["organization_id", "kind"], set_={"last": last}).returning(
        counter.c.last
    )


def put_rows(connection: Connection, table: Table, rows: Sequence[tuple[int | str, ...]], *, adding: str = "") -> None:
    """Insert very many rows of numbers and storable words, in the order of the columns, no two of one key.

    They go straight to the driver: what SQLAlchemy does for each value costs more here than the database. PostgreSQL
    gets a list for each column: a row at a time would cost it as much again. ``adding`` is the column in which a row
    that is there already grows by the new one's.
    """
    if not rows:
        return
    dialect = connection.dialect.name
    given = list(rows) if dialect == "sqlite" else tuple(map(list, zip(*rows, strict=True)))
    connection.exec_driver_sql(_values(dialect, table, adding), given)


@cache
def _values(dialect: str, table: Table, adding: str) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    if dialect == "sqlite":
        values = f"VALUES ({', '.join('?' for _ in table.columns)})"
    else:
        kinds = ("integer" if isinstance(column.type, Integer) else "text" for column in table.columns)
        values = f"SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in kinds)})"  # noqa: S608 - names of our own types
    return f'INSERT INTO "{table.name}" ({columns}) {values}' + (_grown(table, adding) if adding else "")


def _grown(table: Table, column: str) -> str:
    key = ", ".join(f'"{part.name}"' for part in table.primary_key.columns)
    return f' ON CONFLICT ({key}) DO UPDATE SET "{column}" = "{table.name}"."{column}" + excluded."{column}"'


def within_reach(number: int) -> bool:
    return 0 < number <= LARGEST


def batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    """The numbers that somebody may have, in lists that any database takes as parameters of one statement."""
    return batched(filter(within_reach, numbers))


def batched(values: Iterable[V]) -> Iterator[list[V]]:
    """The values in lists that any database takes as parameters of one statement."""
    wanted = iter(values)
    while batch := list(islice(wanted, _A_BATCH)):
        yield batch
