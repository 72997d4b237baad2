"""Where profiles and the team's work on them are kept: SQLite or PostgreSQL behind the port `bot.store`."""

from storage.engine import connect
from storage.maintenance import OutOfDate, Undone, behind, check, upgrade
from storage.store import SqlStore

__all__ = ["OutOfDate", "SqlStore", "Undone", "check", "open_store", "upgrade"]


def open_store(url: str, *, workers: int = 8, migrate: bool | None = None) -> SqlStore:
    """The store at the address, ready for use.

    SQLite is brought up to date first, PostgreSQL only where ``migrate`` says so: several machines share it. Raises
    OutOfDate where it is behind, Unavailable where it cannot be reached, ValueError where the address is no address.
    """
    engine = connect(url, workers=workers)
    store = SqlStore(engine)
    if store.at_newest():
        return store
    if migrate if migrate is not None else engine.dialect.name == "sqlite":
        upgrade(url)
        return store
    store.close()
    raise OutOfDate(behind(engine))
