"""What the parts of a store share: the organization that every statement names, and its counters."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, Integer, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from bot.records import Organization
from storage.tables import counter
from storage.transactions import Database

LARGEST = 2**31 - 1
"""No number is above this; what a person types may be."""

_A_BATCH = 1000

ORGANIZATION: ColumnElement[int] = bindparam("organization", type_=Integer)


class Scope:
    """One organization's rows."""

    def __init__(self, database: Database, organization: Organization) -> None:
        self.database = database
        self.organization = organization

    def own(self, **values: Any) -> dict[str, Any]:
        """The parameters of a prebuilt statement."""
        return {"organization": self.organization.id, **values}

    def row(self, **values: Any) -> dict[str, Any]:
        """The columns of a new row."""
        return {"organization_id": self.organization.id, **values}

    def next(self, connection: Connection, kind: str) -> int:
        """A number that nothing of this kind had before."""
        return following(connection, self.organization.id, kind)


def following(connection: Connection, owner: int, kind: str) -> int:
    given = connection.execute(_next(connection.dialect.name), {"organization_id": owner, "kind": kind, "last": 1})
    return int(given.scalar_one())


def of(table: Table) -> ColumnElement[bool]:
    """The condition that every statement of a tenant carries."""
    return table.c.organization_id == ORGANIZATION


def putting(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say what happens where the row is there already."""
    return _putting(connection.dialect.name, table)


def _putting(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def _next(dialect: str) -> Executable:
    return (
        _putting(dialect, counter)
        .on_conflict_do_update(index_elements=["organization_id", "kind"], set_={"last": counter.c.last + 1})
        .returning(counter.c.last)
    )


def within_reach(number: int) -> bool:
    return 0 < number <= LARGEST


def batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    """The numbers that somebody may have, in lists that any database takes as parameters of one statement."""
    wanted = filter(within_reach, numbers)
    while batch := list(islice(wanted, _A_BATCH)):
        yield batch
