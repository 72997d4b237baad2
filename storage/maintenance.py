"""The schema over time: upgrade a database, say what is wrong with one, build an empty one to try things in."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, func, select, text
from sqlalchemy.schema import CreateSchema, DropSchema

from bot.search.index import RULES
from bot.store import Unavailable
from storage import wall
from storage.acting import ALL, roles_of
from storage.engine import address, connect, place
from storage.revisions import current
from storage.tables import candidate
from storage.transactions import Database

_ONE_AT_A_TIME = 7317318


class Undone(Unavailable):
    """What was to be done with the whole database was not done; the text says why, as a sentence for whoever runs it."""


class OutOfDate(Undone):
    """The database is not at the newest migration."""


def upgrade(url: str | URL) -> None:
    """Bring the database to the newest migration, or leave it as it was. Several processes may try at once."""
    engine = connect(url, workers=1)
    try:
        Database(engine.execution_options(migrates=True)).run(_upgrade, "durable")
    finally:
        engine.dispose()


def to_reindex(url: str | URL) -> int:
    """How many people in all have search rows by older rules: until they are made again, not all that is known finds them."""
    engine = connect(url, workers=1)
    stale = select(func.count()).where(candidate.c.part_of.is_(None), candidate.c.indexed != RULES)
    try:
        return Database(engine, acts_for=ALL).run(
            lambda connection: int(connection.execute(stale).scalar_one()), "read"
        )
    finally:
        engine.dispose()


def check(url: str | URL) -> list[str]:
    """What is wrong with the database's schema, in sentences; empty where all is well."""
    engine = connect(url, workers=1)
    try:
        database = Database(engine)
        if database.run(current, "read"):
            return database.run(_differences, "read")
        with scratch(url) as empty:
            upgrade(empty)
            return [behind(engine), *check(empty)]
    finally:
        engine.dispose()


def behind(engine: Engine) -> str:
    return f"The database is not up to date ({place(engine.url)}). Run: recruitbot db upgrade"


@contextmanager
def scratch(url: str | URL) -> Iterator[str]:
    """An empty database beside the given one, gone afterwards: a temporary file, or a schema of its own."""
    target = address(url)
    if target.get_backend_name() == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield _text(target.set(database=str(Path(folder, "scratch.db"))))
        return
    schema = f"scratch_{secrets.token_hex(8)}"
    engine = connect(target, workers=1)
    database = Database(engine)
    database.run(lambda connection: connection.execute(CreateSchema(schema)), "write")
    try:
        yield within(target, schema)
    finally:
        database.run(partial(_drop, schema=schema), "write")
        engine.dispose()


def _drop(connection: Connection, schema: str) -> None:
    connection.execute(DropSchema(schema, cascade=True))
    database = connection.exec_driver_sql("SELECT current_database()").scalar_one()
    wall.drop_roles(connection, roles_of(database, schema))


def within(url: str | URL, schema: str) -> str:
    """The address of one schema of a PostgreSQL database."""
    target = address(url)
    options = f"{target.query.get('options', '')} -csearch_path={schema}".strip()
    return _text(target.update_query_dict({"options": options}))


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
    if current(connection) and not wall.unguarded(connection):
        return
    from storage.migrating import to_newest  # noqa: PLC0415 -- most starts find nothing to migrate

    wall.take_down(connection)
    to_newest(connection)
    if current(connection):
        wall.build(connection)


def _differences(connection: Connection) -> list[str]:
    from storage.migrating import differences  # noqa: PLC0415 -- as above

    unguarded = [
        f"No wall between organizations: {name}. Run: recruitbot db upgrade" for name in wall.unguarded(connection)
    ]
    return differences(connection) or unguarded
