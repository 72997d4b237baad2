"""How a database is reached: the address, the pool, and what every connection is set to."""

import os
from contextlib import suppress
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from storage.acting import beginning, roles_of

PATIENCE = 5.0
"""Seconds to wait for a lock that another process holds."""

POSTGRESQL = {"postgres", "postgresql"}

_SETTINGS = (
    f"lock_timeout = '{int(PATIENCE * 1000)}ms'",
    "plan_cache_mode = force_custom_plan",  # what is rare for one word is common for another
    "enable_seqscan = off",  # to unpack the text of everybody is dear, which the planner does not know
    "jit = off",  # it would take longer than any of our statements
)


def address(url: str | URL) -> URL:
    """The address with its driver named. ValueError, without the address, where it is none of ours."""
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError):
        backend = ""
    if backend in POSTGRESQL:
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(drivername="sqlite+pysqlite")
    raise ValueError("The database address must be sqlite:///FILE or postgresql://USER@HOST/NAME")


def place(url: URL) -> str:
    """Where the database is, for people: no user, no password."""
    if url.get_backend_name() == "sqlite":
        return f"the file {url.database}"
    return f"{url.host or 'the local socket'}, database {url.database}"


def connect(url: str | URL, *, workers: int = 8) -> Engine:
    """An engine whose pool lets ``workers`` threads work at once. Nothing is opened before the first use."""
    target = address(url)
    sqlite = target.get_backend_name() == "sqlite"
    engine = create_engine(
        target,
        pool_size=workers,
        max_overflow=2,
        pool_pre_ping=not sqlite,
        hide_parameters=True,
        connect_args={} if sqlite else {"connect_timeout": int(PATIENCE)},
    )
    if sqlite:
        event.listen(engine, "do_connect", _create_sqlite)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def _create_sqlite(_dialect: object, _record: object, arguments: list[str], _named: object) -> None:
    """A new file is for its owner alone, and so is what SQLite puts beside it; one that is there keeps what it is."""
    with suppress(OSError):  # what is wrong with the place SQLite says better
        os.close(os.open(arguments[0], os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: see _begin_sqlite
    for setting in ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once, so that it never reads what it cannot write on.

    `synchronous` cannot change inside a transaction: FULL survives a power cut, NORMAL a crash of the process, at a
    fraction of the price.
    """
    options = connection.get_execution_options()
    if options.get("migrates"):
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")  # tables are rebuilt in place
    if options.get("writes"):
        connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if options.get('durable') else 'NORMAL'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


def _prepare_postgresql(connection: Any, record: Any) -> None:
    connection.autocommit = True  # the driver begins nothing by itself: see _begin_postgresql
    connection.execute("; ".join(f"SET {setting}" for setting in _SETTINGS))
    database, schema = connection.execute("SELECT current_database(), current_schema()").fetchone()
    record.info["roles"] = roles_of(database, schema or "")


def _begin_postgresql(connection: Connection) -> None:
    """One message begins the transaction and says for whom it acts, so that this costs no way to the server and back.

    What a crash of the server may lose need not wait for its disk.
    """
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return
    driver: Any = connection.connection.driver_connection
    if not driver.autocommit:  # SQLAlchemy takes it away after statements outside of transactions
        driver.autocommit = True
    begin = ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if options.get("reads") else "BEGIN"]
    if options.get("fleeting"):
        begin.append("SET LOCAL synchronous_commit = off")
    if "acts_for" in options:
        begin.append(beginning(connection.info["roles"], options["acts_for"]))
    connection.exec_driver_sql("; ".join(begin))
