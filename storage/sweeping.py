"""Clearing what erased rows leave behind in the files of a database.

SQLite overwrites what is deleted (`secure_delete`), but the index of words keeps what was removed until it is merged,
pages keep the rows that moved off them, and the log has what was written last. PostgreSQL keeps dead rows until VACUUM,
and values for its planner until ANALYZE.
"""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, select, text, update
from sqlalchemy.exc import DBAPIError

from storage.tables import erasure, metadata
from storage.transactions import Database
from storage.types import Moment

PAGES = 2_000
"""Of the index of words that are merged at once: others write in between."""
REWRITTEN = 256 << 20
"""Bytes of a SQLite database that is written anew as a whole."""
NOTED = 5_000
"""Texts: of more than these PostgreSQL's planner notes only words that many have, and takes half a minute to."""
_MERGE = "INSERT INTO search_words (search_words, rank) VALUES ('merge', {pages})"

_UNSWEPT = select(erasure.c.organization_id, erasure.c.id).where(erasure.c.swept.is_(None))
_SWEPT = (
    update(erasure)
    .where(
        erasure.c.organization_id == bindparam("organization"),
        erasure.c.id == bindparam("given"),
        erasure.c.swept.is_(None),
    )
    .values(swept=bindparam("now", type_=Moment))
)


def sweep(database: Database, *, at: datetime, seconds: float) -> bool:
    """Go on for so long at most; whether nothing is left to be cleared. Any number of processes may do it."""
    waiting = database.run(lambda connection: connection.execute(_UNSWEPT).all(), "read")
    if not waiting:
        return True
    database.end_moment()
    clear = _clear_sqlite if database.dialect == "sqlite" else _clear_postgresql
    try:
        cleared = clear(database.engine, monotonic() + seconds)
    except (DBAPIError, sqlite3.OperationalError):
        return False  # somebody else is at it, or reads what is to be cleared: the next time
    if cleared:
        for row in waiting:
            done = {"organization": row.organization_id, "given": row.id, "now": at}
            database.within(row.organization_id).run(partial(_told, done=done), "durable")
    return cleared


def _told(connection: Connection, done: Mapping[str, Any]) -> None:
    connection.execute(_SWEPT, done)


def _clear_sqlite(engine: Engine, deadline: float) -> bool:
    raw = engine.raw_connection()
    try:
        driver: Any = raw.driver_connection
        driver.isolation_level = None  # each statement by itself
        return _merged(driver, deadline) and _rewritten(driver) and _log_emptied(driver)
    finally:
        raw.close()


def _merged(driver: Any, deadline: float) -> bool:
    """One piece of the index is left, without what was removed from it."""
    pages = -PAGES
    while True:
        before = driver.total_changes
        driver.execute(_MERGE.format(pages=pages))
        if driver.total_changes - before < 2:
            return True
        pages = PAGES
        if monotonic() > deadline:
            return False


def _rewritten(driver: Any) -> bool:
    """What pages keep of rows that moved off them goes as well, where that takes seconds only."""
    (pages,), (size,) = (driver.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    if pages * size <= REWRITTEN:
        driver.execute("VACUUM")
    return True


def _log_emptied(driver: Any) -> bool:
    busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _clear_postgresql(engine: Engine, deadline: float) -> bool:
    """Dead rows go, and what the planner noted of them: of small tables it keeps values as they are."""
    names = [table.name for table in metadata.sorted_tables]
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in names:
            if monotonic() > deadline:
                return False
            connection.execute(text(f'VACUUM "{name}"'))
        texts = connection.scalar(text("SELECT reltuples FROM pg_class WHERE oid = 'search_text'::regclass"))
        noted = [name for name in names if name != "search_text" or texts < NOTED]
        connection.execute(text(f"ANALYZE {', '.join(noted)}"))
        connection.execute(text("VACUUM pg_statistic"))  # where the login may not, the server warns and passes it over
    return True
