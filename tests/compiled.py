"""What SQLAlchemy compiled for one engine serves all of its kind: to compile it anew takes a sixth of the tests' time.

Each test opens engines of its own, with a cache each; all of them have one of two dialects, which are set up alike.
"""

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

_STATEMENTS: LRUCache[object, object] = LRUCache(3_000)


def share() -> None:
    """From now on, in this process."""
    for dialect in (PGDialect_psycopg, SQLiteDialect_pysqlite):
        dialect.__eq__ = lambda self, other: type(self) is type(other)
        dialect.__hash__ = lambda self: hash(type(self))
    event.listen(Engine, "engine_connect", _with_what_is_compiled)


def _with_what_is_compiled(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_STATEMENTS)
