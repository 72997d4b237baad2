"""Moving to another database: every row, with its number, and the proof that it arrived as it was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, Row, Table, func, insert, select, text, update

from storage import maintenance, revisions, wall
from storage.engine import address, connect, place
from storage.fulltext import SPAN, Kept, add
from storage.maintenance import OutOfDate, Undone
from storage.tables import candidate, metadata, organization, search_said
from storage.transactions import Database

_AT_ONCE, _FILES_AT_ONCE = 1000, 20
"""Rows in memory: of most tables, and of those that hold files."""
_WHOLE = 2**256


@dataclass(frozen=True, slots=True)
class Moved:
    """What was copied: people in all, rows, and whether their words are still to be indexed there."""

    people: int
    rows: int
    to_index: bool


def copy(url: str, to: str) -> Moved:
    """Copy a whole database into an empty one, which is brought to this version first.

    It is one transaction there: what fails leaves the other database empty, and may be begun again. What arrived is
    read again and compared. Raises Undone where it differs, or where there is anything already; Unavailable where
    either cannot be reached; ValueError where one is no address.
    """
    if address(url) == address(to):
        raise Undone("Both addresses name the same database.")
    source = connect(url, workers=1)
    try:
        if not Database(source).run(revisions.current, "read"):
            raise OutOfDate(maintenance.behind(source))
        maintenance.upgrade(to)
        target = connect(to, workers=1)
        try:
            return Database(source).run(
                lambda reading: Database(target).run(lambda writing: _moved(reading, writing), "durable"),
                "read" if source.dialect.name == "sqlite" else "write",
            )
        finally:
            target.dispose()
    finally:
        source.dispose()


def _moved(reading: Connection, writing: Connection) -> Moved:
    """Of all organizations at once, which nobody else sees: both databases are locked meanwhile."""
    for connection in (reading, writing):
        wall.take_down(connection)
    moved = _copied(reading, writing)
    for connection in (reading, writing):
        wall.build(connection)
    return moved


def _copied(reading: Connection, writing: Connection) -> Moved:
    tables = [one for one in metadata.sorted_tables if not one.info.get("only")]
    for table in tables:
        if writing.execute(select(func.count()).select_from(table)).scalar_one():
            raise Undone(f"There is data already in {place(writing.engine.url)}: copy into an empty database.")
    rows = 0
    for table in tables:
        sent, digest = _sent(reading, writing, table)
        arrived = _summed(_batches(writing, table))
        if arrived != (sent, digest):
            raise Undone(f"What arrived of the table {table.name} is not what was sent. Nothing was kept there.")
        rows += sent
    people = int(writing.execute(select(func.count()).select_from(candidate)).scalar_one())
    return Moved(people, rows, to_index=not _with_texts(reading, writing))


def _sent(reading: Connection, writing: Connection, table: Table) -> tuple[int, int]:
    """Copy a table. Rows that point into their own table, maybe at later ones, do so once all are there."""
    pointing = _pointing(table)
    count = digest = 0
    for batch in _batches(reading, table):
        values = [dict(row._mapping) for row in batch]  # noqa: SLF001 - SQLAlchemy's name for it
        writing.execute(insert(table), [{**row, **dict.fromkeys(pointing)} for row in values])
        more, added = _summed([batch])
        count, digest = count + more, (digest + added) % _WHOLE
    for column in pointing.values():
        _point(reading, writing, table, column)
    if table is organization and writing.dialect.name == "postgresql":
        last = "SELECT setval(pg_get_serial_sequence('organization', 'id'), greatest(max(id), 1)) FROM organization"
        writing.execute(text(last))
    return count, digest


def _pointing(table: Table) -> dict[str, Column[Any]]:
    """The columns that point at another row of the same table."""
    pairs = (
        pair
        for key in table.foreign_key_constraints
        if key.referred_table is table
        for pair in key.elements
        if not pair.parent.primary_key
    )
    return {pair.parent.name: pair.parent for pair in pairs}


def _point(reading: Connection, writing: Connection, table: Table, column: Column[Any]) -> None:
    key = table.primary_key.columns
    change = update(table)
    for row in reading.execute(select(*key, column).where(column.is_not(None))):
        values = row._mapping  # noqa: SLF001
        writing.execute(change.where(*(one == values[one] for one in key)).values({column: values[column]}))


def _batches(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    heavy = any(isinstance(column.type, LargeBinary) for column in table.columns)
    rows = select(table).execution_options(yield_per=_FILES_AT_ONCE if heavy else _AT_ONCE)
    yield from connection.execute(rows).partitions()


def _summed(batches: Any) -> tuple[int, int]:
    """How many rows, and a digest of them in whatever order they come."""
    count = digest = 0
    for batch in batches:
        for row in batch:
            count, digest = count + 1, digest + int.from_bytes(sha256(repr(tuple(row)).encode()).digest())
    return count, digest % _WHOLE


def _with_texts(reading: Connection, writing: Connection) -> bool:
    """Copy the words of whole CVs too, where they can be read; else `db reindex` makes them again."""
    if reading.dialect.name != "sqlite":
        writing.execute(update(candidate).values(indexed=0))
        return False
    kept = select(search_said.c.id, search_said.c.words).execution_options(yield_per=_FILES_AT_ONCE)
    for row in reading.execute(kept):
        owner, number = divmod(row.id, SPAN)
        said = Kept.of(row.words)
        add(writing, owner, {number: " ".join(said.words)}, {number: said.marks})
    return True
