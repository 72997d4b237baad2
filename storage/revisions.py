"""Which migration a database is at. Read without Alembic, which takes longer to load than a program should to start."""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

_VERSIONS = Path(__file__).with_name("migrations") / "versions"
_AT = table("alembic_version", column("version_num"))


def current(connection: Connection) -> bool:
    """Whether the database is at the newest migration."""
    if not inspect(connection).has_table(_AT.name):
        return False
    return connection.execute(select(_AT.c.version_num)).scalars().all() == [newest()]


def known(revision: str) -> bool:
    """Whether this version has the migration."""
    return revision in _revisions()


def newest() -> str:
    """The newest migration."""
    return _revisions()[-1]


@cache
def _revisions() -> list[str]:
    """In their order: each file begins with its number, and follows the one before."""
    return sorted(path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*_*.py"))
