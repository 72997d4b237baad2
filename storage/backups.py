"""Backups of a SQLite database: made while others write, verified before they get their name, restored beside the old file.

PostgreSQL has tools of its own for it.
"""

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from storage import maintenance, revisions
from storage.engine import PATIENCE, address
from storage.maintenance import Undone
from storage.trail import Heads

OF_POSTGRESQL = (
    "PostgreSQL is backed up and restored by its own tools: pg_dump --format=custom --file=FILE, and pg_restore. "
    "docs/operations.md has the lines."
)
BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a file that is in use."""

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
_REVISION = "SELECT version_num FROM alembic_version"
_PEOPLE = "candidate"
_CHECK = "PRAGMA integrity_check(2147483647)"
"""All that it finds: by itself it stops at a hundred."""
_NULL = re.compile(r"NULL value in (\w+)\.(\w+)")


def backup(url: str, to: Path) -> int:
    """Write all that the database holds at one moment to a new file, while others read and write; how many people are in it.

    Raises Undone, also where the file is there already, and leaves no file then.
    """
    source = file_of(url)
    if not source.is_file():
        raise Undone(f"There is no database {source}.")
    if to.exists():
        raise Undone(f"{to} is there already: name a new file.")
    made = to.with_name(f"{to.name}.part")
    try:
        with _telling(to), closing(_opened(source)) as reading:
            _remove(made)
            counts = _copied(reading, made)
            _verify(made, counts)
            made.replace(to)
            _on_disk(to.parent)
    except BaseException:
        _remove(made)
        raise
    return counts[_PEOPLE]


def restore(url: str, backup: Path, heads: str = "") -> tuple[int, Path | None]:
    """Put a backup in the place of the database, at this version; how many people are in it, and the old database's file.

    The backup is copied, verified and brought up to date first: until all of that went well the database is what it
    was. The file that proves where audit trails end is kept under another name too: they end earlier now. Raises
    Undone, also while another process has the database open.
    """
    target = file_of(url)
    if not backup.is_file():
        raise Undone(f"There is no file {backup}.")
    if target.exists() and target.samefile(backup):
        raise Undone(f"{backup} is the database itself.")
    made = target.with_name(f"{target.name}.restoring")
    _remove(made)
    try:
        with _telling(backup):
            with closing(_opened(backup)) as reading:
                _ours(reading, backup)
                counts = _copied(reading, made)
            _verify(made, counts)
            maintenance.upgrade(f"sqlite:///{made}")
            return counts[_PEOPLE], _put_in_place(made, target, Heads.of_database(address(url), heads))
    except BaseException:
        _remove(made)
        raise


def file_of(url: str) -> Path:
    """The file of a SQLite database. Raises Undone for PostgreSQL, ValueError where it is no address."""
    target = address(url)
    if target.get_backend_name() != "sqlite":
        raise Undone(OF_POSTGRESQL)
    return Path(target.database or "")


@contextmanager
def _telling(file: Path) -> Iterator[None]:
    """What goes wrong, as a sentence without a value of any row."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        reasons = {
            "SQLITE_FULL": "the disk is full",
            "SQLITE_IOERR_WRITE": "the disk cannot be written to",
            "SQLITE_NOTADB": "it is no database",
            "SQLITE_CORRUPT": "it is damaged",
            "SQLITE_BUSY": "another process keeps the database locked",
        }
        code = getattr(error, "sqlite_errorname", type(error).__name__)
        raise Undone(f"{file}: {reasons.get(code, 'it cannot be read or written')} ({code}).") from None
    except OSError as error:
        raise Undone(f"{file}: {error.strerror or type(error).__name__}.") from None


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE, isolation_level=None)


def _copied(reading: sqlite3.Connection, to: Path) -> Mapping[str, int]:
    """All pages as they are at one moment, on the disk; how many rows each table has then."""
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # CVs: for nobody else to read
    reading.execute("BEGIN")
    counts = _counts(reading)
    with closing(sqlite3.connect(to, isolation_level=None)) as writing:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    reading.execute("COMMIT")
    _on_disk(to)
    return counts


def _counts(connection: sqlite3.Connection) -> Mapping[str, int]:
    tables = [str(name) for (name,) in connection.execute(_TABLES)]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608 - names of our own


def _verify(file: Path, counts: Mapping[str, int]) -> None:
    """Raises Undone where it is not whole: its pages, its references, or the number of its rows."""
    with closing(_opened(file)) as copy:
        if any(_faults(copy)):
            raise Undone(f"{file} is damaged: SQLite's integrity check finds faults.")
        if copy.execute("PRAGMA foreign_key_check").fetchone():
            raise Undone(f"{file} is damaged: rows point at rows that are not there.")
        if _counts(copy) != counts:
            raise Undone(f"{file} does not hold as many rows as were there.")


def _faults(connection: sqlite3.Connection) -> Iterator[str]:
    """What SQLite's own check finds, but for NULL where there is none.

    SQLite 3.40 takes a column of a WITHOUT ROWID table that stands before one of its key for another one, in each row.
    """
    empty: dict[tuple[str, str], bool] = {}
    for (found,) in connection.execute(_CHECK):
        if named := _NULL.fullmatch(found):
            table, column = named.groups()
            if (table, column) not in empty:
                asked = f'SELECT 1 FROM "{table}" WHERE typeof("{column}") = \'null\''  # noqa: S608 - names of our own
                empty[table, column] = connection.execute(asked).fetchone() is not None
            if not empty[table, column]:
                continue
        if found != "ok":
            yield found


def _ours(connection: sqlite3.Connection, file: Path) -> None:
    tables = {name for (name,) in connection.execute(_TABLES)}
    if not {"alembic_version", _PEOPLE} <= tables:
        raise Undone(f"{file} is no backup of Recruitbot.")
    if not revisions.known(str(connection.execute(_REVISION).fetchone()[0])):
        raise Undone(f"{file} was made by a newer version of Recruitbot: restore it with that one.")


def _put_in_place(made: Path, target: Path, heads: Heads | None) -> Path | None:
    """The old file keeps its data under another name; there is no moment without a database."""
    if not target.exists():
        _remove(target)  # of a file that is gone, what lay beside it would be read into the new one
        made.replace(target)
        _on_disk(target.parent)
        return None
    before = f".before-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    kept = Path(f"{target}{before}")
    with _alone(target):
        os.link(target, kept)
        for end in BESIDE:  # of a damaged file only: else it was written back
            with suppress(FileNotFoundError):
                Path(f"{target}{end}").replace(f"{kept}{end}")
        made.replace(target)
    if heads and heads.file.exists():
        heads.file.replace(f"{heads.file}{before}")
    _on_disk(target.parent)
    return kept


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Nobody else has the database open, and all of it is in its one file. A damaged one is let be."""
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:  # a damaged one is what the backup is for
            if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise Undone(f"Another process has {file} open: stop the bot first, then restore.") from None
        yield


def _remove(file: Path) -> None:
    for name in (file, *(Path(f"{file}{end}") for end in (*BESIDE, "-journal"))):
        name.unlink(missing_ok=True)


def _on_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
