"""Two methods of the store at once, each stopped between any two of its statements, judged by what they leave behind.

Whatever one method may do to the other, the end must be one that doing them one after the other has: then no update is
lost, nobody decides by what was just changed, and nothing that is read is of two moments. That one waits for the other
is seen as the database has it: by PostgreSQL's own view of locks, and by SQLite's refusal.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from threading import Condition
from typing import Any, Literal

from sqlalchemy import Connection, Engine, Select, event, inspect, select, text

from bot.store import Conflict, Unavailable
from storage import open_store
from storage.scope import of
from storage.tables import metadata
from tests.acts import ACTS, House, furnished

Halt = Literal["stopped", "waits", "done"]
TO_THE_END = 1 << 30
PATIENCE = 300.0
_BETWEEN_LOOKS = 0.02
_STOPPED_TOO = 0.25
_BLOCKED = text("SELECT cardinality(pg_blocking_pids(:process)) > 0")
_DRAWN = {("hashing_key", "key"), ("erased_key", "key"), ("audit", "code"), ("audit_chain", "key")} | {
    ("erasure", "token"),
    ("delivery", "key"),
}
"""Columns that are drawn anew each time."""


@dataclass(frozen=True)
class Case:
    """One method before whose step the other one begins, and the step of that one before which the first goes on."""

    first: str
    second: str
    stop: int
    then: int = TO_THE_END


@dataclass(frozen=True)
class End:
    """What both were told, and all rows of the organization."""

    told: tuple[str, str]
    rows: str


class Actor:
    """A process of its own, as the database sees it: one store and one thread, which stops where it is told to."""

    def __init__(self, url: str, watching: Engine) -> None:
        self.store, self._watching = open_store(url), watching
        self._sqlite = self.store.database.dialect == "sqlite"
        self._turn = Condition()
        self._taken = self._allowed = 0
        self._busy, self._over, self._process = False, False, 0
        self._thread = ThreadPoolExecutor(1)
        self._acting, self._work = False, Future[str]()
        engine = self.store.database.engine
        event.listen(engine, "connect", self._hurry)
        event.listen(engine, "before_cursor_execute", self._before_statement)
        event.listen(engine, "commit", self._step)
        event.listen(engine, "handle_error", self._failed)
        engine.dispose()  # what was opened before is not told to hurry

    def close(self) -> None:
        self._thread.shutdown()
        self.store.close()

    def begin(self, act: Callable[[], Any]) -> None:
        """It does nothing yet."""
        self._taken = self._allowed = 0
        self._busy, self._over, self._acting = False, False, True
        self._work = self._thread.submit(self._play, act)

    def go(self, before: int = TO_THE_END) -> Halt:
        """On, up to this step."""
        with self._turn:
            self._allowed = before - 1
            self._turn.notify_all()
            for _ in range(int(PATIENCE / _BETWEEN_LOOKS)):
                self._turn.wait_for(lambda: self._over or self._busy or self._taken > self._allowed, _BETWEEN_LOOKS)
                if self._over:
                    return "done"
                if self._taken > self._allowed:
                    return "stopped"
                if self._waits():
                    return "waits"
        raise TimeoutError

    def finish(self) -> str:
        with self._turn:
            self._allowed = TO_THE_END
            self._turn.notify_all()
        told = self._work.result(PATIENCE)
        self._acting = False
        return told

    @property
    def steps(self) -> int:
        return self._taken

    def _play(self, act: Callable[[], Any]) -> str:
        try:
            return told_by(act)
        finally:
            with self._turn:
                self._over = True
                self._turn.notify_all()

    # ------------------------------------------------------- where it stops

    def _before_statement(self, connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("PRAGMA"):
            self._step(connection)

    def _step(self, connection: Any) -> None:
        if not self._acting:
            return
        if connection.dialect.name == "postgresql":
            self._process = connection.connection.driver_connection.info.backend_pid
        with self._turn:
            self._busy = False
            self._taken += 1
            self._turn.notify_all()
            assert self._turn.wait_for(lambda: self._taken <= self._allowed, PATIENCE)

    # ----------------------------------------------------- whether it waits

    def _hurry(self, connection: Any, _record: object) -> None:
        """SQLite says at once that another process writes, and the store asks again and again; PostgreSQL never gives up."""
        connection.execute("PRAGMA busy_timeout = 0" if self._sqlite else "SET lock_timeout = 0")

    def _failed(self, context: Any) -> None:
        if getattr(context.original_exception, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            with self._turn:
                self._busy = True
                self._taken -= 1
                self._turn.notify_all()

    def _waits(self) -> bool:
        """As the database has it."""
        if self._sqlite or not self._process:
            return self._busy
        with self._watching.connect() as connection:
            return bool(connection.scalar(_BLOCKED, {"process": self._process}))


class Meeting:
    """Two actors and somebody who watches them, on one database."""

    def __init__(self, url: str) -> None:
        self.watching = open_store(url)
        self.one, self.other = (Actor(url, self.watching.database.engine) for _ in range(2))
        self._houses = 0
        self._halts: list[Halt] = []
        self._counted: dict[str, int] = {}
        self._ends: dict[tuple[str, str], list[End]] = {}

    def close(self) -> None:
        for one in (self.one, self.other, self.watching):
            one.close()

    def faults(self, first: str, second: str) -> Iterator[tuple[Case, str]]:
        """Cases of the two, with what is wrong with each end; empty where it is one of those of a row.

        The first is stopped at each of its steps. Once the other waits for it, it does so up to the end: of these steps the
        last one is as good as all. Where the other goes through, it is stopped, too, at one step each time.
        """
        last, drawn = self._steps(first), Random(f"{first} {second}")
        stop = 2
        while stop <= last:
            yield (case := Case(first, second, stop)), self._fault(case)
            waits, through = self._halts[1] == "waits", self._halts[:2] == ["stopped", "done"]
            if through and drawn.random() < _STOPPED_TOO:
                case = Case(first, second, stop, drawn.randrange(2, self._steps(second) + 1))
                yield case, self._fault(case)
            stop = last if waits and stop < last else stop + 1

    # ---------------------------------------------------------------- parts

    def _fault(self, case: Case) -> str:
        house = self._furnished()
        self.one.begin(ACTS[case.first](house.seen_by(self.one.store)))
        self.other.begin(ACTS[case.second](house.seen_by(self.other.store)))
        self._halts = [self.one.go(case.stop), self.other.go(case.then), self.one.go()]
        if self._halts[2] == "waits":
            self.other.go()
        end = self._end(house, (self.one.finish(), self.other.finish()))
        allowed = self._in_a_row(case.first, case.second)
        if end in allowed:
            return ""
        return f"{case} ({', '.join(self._halts)}): {end.told}\n" + "\n".join(_differing(end, one) for one in allowed)

    def _in_a_row(self, first: str, second: str) -> list[End]:
        """The ends of one after the other."""
        if (first, second) not in self._ends:
            ends = []
            for order in ((0, 1), (1, 0)):
                house = self._furnished()
                told = ["", ""]
                acts = [ACTS[first](house.seen_by(self.one.store)), ACTS[second](house.seen_by(self.other.store))]
                for at in order:
                    told[at] = told_by(acts[at])
                ends.append(self._end(house, (told[0], told[1])))
            self._ends[first, second] = ends
        return self._ends[first, second]

    def _steps(self, name: str) -> int:
        if name not in self._counted:
            self.one.begin(ACTS[name](self._furnished().seen_by(self.one.store)))
            self.one.finish()
            self._counted[name] = self.one.steps
        return self._counted[name]

    def _furnished(self) -> House:
        self._houses += 1
        return furnished(self.watching, self._houses)

    def _end(self, house: House, told: tuple[str, str]) -> End:
        assert house.team.trail_faults() == ()
        rows = house.team.database.run(lambda connection: list(_rows(connection, house)), "read")
        return End((house.plain(told[0]), house.plain(told[1])), house.plain("\n".join(rows)))


def told_by(act: Callable[[], Any]) -> str:
    try:
        return repr(act())
    except (KeyError, Conflict, Unavailable) as refused:
        return type(refused).__name__


def _shown() -> Iterator[tuple[str, Select[Any]]]:
    for table in metadata.sorted_tables:
        columns = [one for one in table.c if one.name != "organization_id" and (table.name, one.name) not in _DRAWN]
        if "organization_id" in table.c and columns and table.name != "organization":
            yield table.name, select(*columns).where(of(table))


_SHOWN = dict(_shown())


def _rows(connection: Connection, house: House) -> Iterator[str]:
    there = set(inspect(connection).get_table_names())
    for name, statement in _SHOWN.items():
        if name not in there:  # SQLite's own index of words
            continue
        found = connection.execute(statement, {"organization": house.team.organization.id})
        yield from sorted(f"{name}: {tuple(row)}" for row in found)


def _differing(one: End, other: End) -> str:
    here, there = set(one.rows.splitlines()), set(other.rows.splitlines())
    lines = [f"    + {line[:300]}" for line in sorted(here - there)] + [
        f"    - {line[:300]}" for line in sorted(there - here)
    ]
    return "\n".join([f"  in a row {other.told}:", *lines])
