"""Where profiles and the team's work on them are kept: SQLite or PostgreSQL behind the port `bot.store`."""

import logging
from collections.abc import Sequence
from pathlib import Path

from storage.engine import connect
from storage.journal import Journal, beside
from storage.maintenance import OutOfDate, Undone, behind, check, upgrade
from storage.store import SqlStore
from storage.trail import Heads, Trail

__all__ = ["OutOfDate", "SqlStore", "Undone", "check", "open_store", "upgrade"]


log = logging.getLogger(__name__)


def open_store(
    url: str,
    *,
    workers: int = 8,
    migrate: bool | None = None,
    erasures: Path | None = None,
    keys: Sequence[str] = (),
    heads: str = "",
) -> SqlStore:
    """The store at the address, ready for use: whoever was erased since the backup that it may be is erased again.

    ``erasures`` is the file that knows of that, ``heads`` the one that proves where audit trails end: for SQLite each
    is one beside the database where none is named. ``keys`` encrypt, the first of them, or open.

    SQLite is brought up to date first, PostgreSQL only where ``migrate`` says so: several machines share it. Raises
    OutOfDate where it is behind, Unavailable where it cannot be reached, ValueError where the address is no address.
    """
    engine = connect(url, workers=workers)
    journal = erasures or beside(engine.url)
    trail = Trail(keys, Heads.of_database(engine.url, heads))
    store = SqlStore(engine, Journal(journal) if journal else None, trail)
    if not store.at_newest():
        if not (migrate if migrate is not None else engine.dialect.name == "sqlite"):
            store.close()
            raise OutOfDate(behind(engine))
        upgrade(url)
    if again := store.reapply_erasures():
        log.warning("the database is older than %s: people erased again: %s", journal, again)
    return store
