"""One method, one transaction: the decorators that open it, try again, and turn a driver's errors into the port's.

Drivers write row values into their messages ("Key (email)=(…) already exists"), so no driver error leaves this file,
neither as text nor as the cause of another exception.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from functools import wraps
from threading import Lock, local
from time import monotonic, sleep
from typing import Any, Concatenate, ParamSpec, Protocol, Self, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy import exc as sql

from bot.measuring import measured
from bot.store import Conflict, TooLong, Unavailable, Uncertain
from storage.acting import act_for
from storage.engine import PATIENCE
from storage.journal import Journal
from storage.trail import Trail

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="OnDatabase")

PASSING = {"40001", "40P01", "SQLITE_BUSY", "SQLITE_BUSY_RECOVERY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED"}
"""What is gone when tried again: a deadlock, a serialization failure, a lock held by another process."""


GIVEN_UP = {"57014", "SQLITE_INTERRUPT"}
"""What was ended because it took too long."""
_STEPS = 10_000
"""Of SQLite's machine between two looks at the clock."""

REASONS = {
    "SQLITE_CANTOPEN": "the database file cannot be opened: is its folder there, and may you write to it?",
    "SQLITE_NOTADB": "the file is no database",
    "SQLITE_READONLY": "the database file cannot be written to",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_IOERR": "the disk cannot be written to or read",
    "SQLITE_CORRUPT": "the database file is damaged: docs/operations.md says how to restore a backup",
    "25006": "the server takes no writes now",
    "53100": "the server's disk is full",
    "SQLITE_BUSY": "another process keeps the database locked",
    "53300": "the server has no connection left: WORKERS times processes is above its limit",
    "57P03": "the server is starting or stopping",
    "permission denied to set role": "this login may not take the database's roles: see Roles in docs/deploy.md",
    "42501": "this login lacks a right in the database: see Roles in docs/deploy.md",
    "22023": "the database's roles are missing, as after a restore: recruitbot db upgrade makes them",
    "password authentication failed": "the server refuses the user's password",
    "no password supplied": "the server asks for a password",
    "does not exist": "the server knows no such database or user: createdb makes one, then recruitbot db upgrade",
    "Connection refused": "nobody answers at that address: is PostgreSQL running there?",
    "could not translate host name": "there is no host of that name",
    "resolve host": "there is no host of that name",
    "connection timeout": "nobody answers at that address in time",
}
"""What a driver's code, or a phrase in a failed connection's message, means for the person who set it up."""


class Busy(Unavailable):
    """The database is there, and others keep what is asked for locked."""


class _Moment:
    """One moment of the database, as a thread sees it by one connection, which is opened when something is first read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._acts_for: int | None = None

    @contextmanager
    def reading(self, acts_for: int) -> Iterator[Connection]:
        try:
            if self._connection is None:
                self._connection = self._engine.connect().execution_options(acts_for=acts_for)
            elif self._acts_for != acts_for:
                act_for(self._connection, acts_for)
            self._acts_for = acts_for
            yield self._connection
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """What is read next is read of a later moment."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


class Database:
    """An engine with its kinds of transactions, which act for one organization, or for all to find what waits in any."""

    def __init__(
        self,
        engine: Engine,
        erasures: Journal | None = None,
        trail: Trail | None = None,
        *,
        acts_for: int | None = None,
    ) -> None:
        """``acts_for`` an organization's id or `ALL`; as the login itself, where None: for the schema, not for its rows."""
        self.engine = engine
        self.acts_for = acts_for
        self.erasures = erasures
        """Where erasures are written down outside of it, too."""
        self.trail = trail or Trail()
        self._of_thread = local()
        self._writers = Lock()
        self.dialect = engine.dialect.name
        self._kinds = {
            "read": engine.execution_options(reads=True),
            "write": engine.execution_options(writes=True),
            "fleeting": engine.execution_options(writes=True, fleeting=True),
            "durable": engine.execution_options(writes=True, durable=True),
        }

    def within(self, organization: int) -> Self:
        """The same, for one organization."""
        narrowed = copy(self)
        narrowed.acts_for = organization
        return narrowed

    def run(self, work: Callable[[Connection], R], kind: str) -> R:
        """Run the work in a transaction of its own. Raises Unavailable, Uncertain or Conflict in place of a driver's error."""
        patience = monotonic() + PATIENCE
        while True:
            self._of_thread.afterwards = afterwards = list[Callable[[], None]]()
            worked = False
            try:
                with self._transaction(kind) as connection:
                    done = work(connection)
                    worked = kind != "read"
            except (sql.DBAPIError, sql.TimeoutError) as error:
                code, fault = _code(error), _fault(error, committing=worked)
            else:
                for act in afterwards:
                    act()
                return done
            if code not in PASSING or monotonic() > patience:
                log.warning("database: %s", code)
                measured.count("database_faults", code)
                raise fault
            sleep(0.01)

    def afterwards(self, act: Callable[[], None]) -> None:
        """Done once this thread's transaction is committed, and not at all where it is undone."""
        self._of_thread.afterwards.append(act)

    @contextmanager
    def moment(self) -> Iterator[None]:
        """What this thread reads inside is of one moment, up to what it writes; to begin a transaction for each costs more."""
        if getattr(self._of_thread, "moment", None):
            yield
            return
        self._of_thread.moment = moment = _Moment(self._kinds["read"])
        try:
            yield
        finally:
            self._of_thread.moment = None
            moment.end()

    def end_moment(self) -> None:
        """What this thread reads next is of a later moment; until then nothing of it holds up whoever clears the files."""
        if moment := getattr(self._of_thread, "moment", None):
            moment.end()

    def _transaction(self, kind: str) -> AbstractContextManager[Connection]:
        moment: _Moment | None = getattr(self._of_thread, "moment", None)
        if moment and kind == "read" and self.acts_for is not None:
            return moment.reading(self.acts_for)
        if moment:
            moment.end()
        begun = self._begun(self._kinds[kind])
        return self._in_turn(begun) if self.dialect == "sqlite" and kind != "read" else begun

    @contextmanager
    def _begun(self, engine: Engine) -> Iterator[Connection]:
        with engine.connect() as connection:
            if self.acts_for is not None:
                connection.execution_options(acts_for=self.acts_for)
            with connection.begin():
                yield connection

    @contextmanager
    def _in_turn(self, begun: AbstractContextManager[Connection]) -> Iterator[Connection]:
        """SQLite has one writer at a time, and lets others ask again and again: ours wait in a row instead."""
        mine = self._writers.acquire(timeout=PATIENCE)
        try:
            with begun as connection:
                yield connection
        finally:
            if mine:
                self._writers.release()


class OnDatabase(Protocol):
    @property
    def database(self) -> Database: ...


def reading(method: Callable[Concatenate[S, Connection, P], R]) -> Callable[Concatenate[S, P], R]:
    """Give the method a connection that sees one moment of the database."""
    return _within("read", method)


def writing(method: Callable[Concatenate[S, Connection, P], R]) -> Callable[Concatenate[S, P], R]:
    """Give the method a connection in a transaction that is kept when it returns and undone when it raises."""
    return _within("write", method)


def fleetingly(method: Callable[Concatenate[S, Connection, P], R]) -> Callable[Concatenate[S, P], R]:
    """As `writing`, for what may be lost in a crash of the database: what counts for some minutes only."""
    return _within("fleeting", method)


def durably(method: Callable[Concatenate[S, Connection, P], R]) -> Callable[Concatenate[S, P], R]:
    """As `writing`, and on the disk before it returns: for what was promised to somebody outside."""
    return _within("durable", method)


def _within(kind: str, method: Callable[Concatenate[S, Connection, P], R]) -> Callable[Concatenate[S, P], R]:
    @wraps(method)
    def run(self: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.database.run(lambda connection: method(self, connection, *args, **kwargs), kind)

    return run


@contextmanager
def limited(connection: Connection, seconds: float) -> Iterator[Callable[[], None]]:
    """What is asked of the database inside is given up after this time, with `TooLong`; on PostgreSQL each statement.

    There it holds up to the end of the transaction, as to take it back would be one more way to the server. Who asks
    again and again calls what is given, which gives up between two statements.
    """
    deadline = monotonic() + seconds

    def on_time() -> None:
        if monotonic() > deadline:
            raise TooLong("it takes too long")

    if connection.dialect.name != "sqlite":
        if connection.get_execution_options().get("limited") != seconds:
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
            connection.execution_options(limited=seconds)
        yield on_time
        return
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: monotonic() > deadline, _STEPS)
    try:
        yield on_time
    finally:
        driver.set_progress_handler(None, 0)


def _said(error: sql.DBAPIError | sql.TimeoutError) -> str:
    """The code that the database gave, which names no data; empty where it said nothing any more."""
    original: Any = getattr(error, "orig", None)
    return str(getattr(original, "sqlstate", None) or getattr(original, "sqlite_errorname", None) or "")


def _code(error: sql.DBAPIError | sql.TimeoutError) -> str:
    return _said(error) or type(getattr(error, "orig", None) or error).__name__


def _fault(error: sql.DBAPIError | sql.TimeoutError, *, committing: bool) -> Exception:
    if committing and not _said(error):
        return Uncertain(_reason(error))
    if isinstance(error, sql.IntegrityError):
        return Conflict(f"somebody else wrote the same ({_code(error)})")
    if _code(error) in GIVEN_UP:
        return TooLong("it takes too long")
    kind = Busy if _code(error) in PASSING else Unavailable
    return kind(f"{_reason(error)} ({_code(error)})")


def _reason(error: sql.DBAPIError | sql.TimeoutError) -> str:
    """Why, in our own words: the driver's hold values and addresses."""
    said = str(getattr(error, "orig", ""))
    code = _code(error)
    known = (
        reason
        for sign, reason in REASONS.items()
        if sign == code or code.startswith(f"{sign}_") or (" " in sign and sign in said)
    )
    return next(known, "the database cannot be used now")
