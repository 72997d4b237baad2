"""What it costs that organizations are kept apart, and what one that asks without end takes from another.

The first is the same read of PostgreSQL, as the store does it behind the wall and bare: one statement by the login, without
a transaction, of a table without a wall. The second is a member who asks now and then, alone and beside another
organization whose members ask as often as they can, in the same process and under the limits that the program has by
itself. Both are measured in turns, so that what the machine does meanwhile is in both.
"""

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection, FromClause, Select, bindparam, column, func, select, table, text

from benchmarks.figures import Figure, p50, p95
from benchmarks.people import cvs
from benchmarks.searches import SERVER
from bot.chat.app import App
from bot.chat.messages import Member, Place, Reply, Request
from bot.chat.restraint import Limits
from bot.commands import TOOLS
from bot.cv import read_cv
from bot.intake import take_in
from bot.records import Workspace
from bot.settings import Settings
from storage import SqlStore, open_store, upgrade
from storage.engine import connect
from storage.maintenance import scratch
from storage.scope import Scope, of
from storage.tables import candidate

READS, SCANS = 2_000, 40
PEOPLE, ORGANIZATIONS = 50_000, 4
LINES = ("find cuda", "show #1", "find python rust", "new 7d", "show #2")
ASKED, PAUSE = 100, 0.05
"""So often somebody asks in one turn, and the seconds between."""
TURNS = 3
LOUD = 10
"""Members of the other organization who ask at once."""
BETWEEN = 0.02
"""Seconds between two requests of each: a platform hands on no more."""
TODAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

_BARE = table("bare", column("organization_id"), column("number"), column("name"))
"""The same people, in a table without a wall."""


def measure() -> Iterator[Figure]:
    server = os.environ.get("POSTGRESQL") or SERVER
    with scratch(server) as url:
        upgrade(url)
        yield from _price(url)
    with scratch(server) as url, tempfile.TemporaryDirectory() as folder:
        for name, place in (("SQLite", f"sqlite:///{folder}/noisy.db"), ("PostgreSQL", url)):
            upgrade(place)
            with closing(open_store(place)) as store:
                yield from _noise(store, name)


# ------------------------------------------------------------ the price


def _price(url: str) -> Iterator[Figure]:
    with closing(open_store(url)) as store:
        teams = [store.within(store.organization(f"Team {number}")) for number in range(ORGANIZATIONS)]
        ours = teams[1]
        bare = connect(url, workers=1).execution_options(isolation_level="AUTOCOMMIT")
        with bare.connect() as connection:
            for team in teams:
                _fill(connection, team.organization.id)
            connection.execute(text("CREATE TABLE bare (LIKE candidate INCLUDING ALL)"))
            connection.execute(text("INSERT INTO bare SELECT * FROM candidate"))
            connection.execute(text("ANALYZE candidate, bare"))
            yield _compared(ours, connection, "one keyed row", _keyed, count=READS, most=4)
            crowd = f"a scan of {PEOPLE:,} of {PEOPLE * ORGANIZATIONS:,}"
            yield _compared(ours, connection, crowd, _scan, count=SCANS, most=1.1)
        bare.dispose()


def _fill(connection: Connection, organization: int) -> None:
    people = (
        "INSERT INTO candidate (organization_id, number, name, sort_name, headline, version, indexed)"
        " SELECT :own, n, 'Person ' || n, 'person ' || n, repeat('x', 60), 1, 1 FROM generate_series(1, :many) AS n"
    )
    connection.execute(text(people), {"own": organization, "many": PEOPLE})


def _keyed(people: FromClause) -> Select[Any]:
    return select(people.c.name).where(of(people), people.c.number == bindparam("number"))


def _scan(people: FromClause) -> Select[Any]:
    return select(func.count(), func.sum(func.length(people.c.name))).where(of(people), people.c.name != "")


def _compared(
    ours: Scope, bare: Connection, name: str, read: Callable[[FromClause], Select[Any]], *, count: int, most: float
) -> Figure:
    walled, plain = [], []
    behind, before = read(candidate), read(_BARE)
    for number in range(1, count + 1):
        given = ours.own(number=number)
        act = partial(_all, behind, given)
        walled.append(_took(lambda act=act: ours.database.run(act, "read")))
        plain.append(_took(lambda given=given: _all(before, given, bare)))
    limit = 1000 * p50(plain)
    return Figure(f"{name}, PostgreSQL, behind the wall, p50", 1000 * p50(walled), most * limit, "ms", limit)


def _all(statement: Select[Any], given: dict[str, Any], connection: Connection) -> object:
    return connection.execute(statement, given).all()


# ------------------------------------------------------------ the noise


def _noise(store: SqlStore, name: str) -> Iterator[Figure]:
    chosen = Settings.model_fields
    limits = Limits(*(chosen[one].default for one in ("requests_a_minute", "all_requests_a_minute", "people_an_hour")))
    places = [Workspace("slack", "T0QUIET"), Workspace("slack", "T0LOUD")]
    for place in places:
        team = store.within(store.organization_of(place, name=place.id))
        for file, said in cvs(40):
            take_in(team, read_cv, file, said.encode(), by="Bench", at=TODAY)
    app = App(store, TOOLS, read=read_cv, home=lambda _: None, limits=limits)
    alone, beside = [], []
    for _ in range(TURNS):
        alone += _asking(app, places[0])
        with _flood(app, places[1]):
            beside += _asking(app, places[0])
    often, limit = f"{LOUD / BETWEEN:,.0f} requests a second of others", 1000 * p95(alone)
    yield Figure(f"a request beside {often}, {name}, p95", 1000 * p95(beside), 1.2 * limit, "ms", limit)


def _asking(app: App, workspace: Workspace) -> list[float]:
    taken = []
    for count in range(ASKED):
        member = Member(workspace, f"U{count % 20}", "Quiet", admin=True)  # each well within their allowance
        line = LINES[count % len(LINES)]
        taken.append(_took(lambda member=member, line=line: _say(app, member, line)))
        time.sleep(PAUSE)
    return taken


@contextmanager
def _flood(app: App, workspace: Workspace) -> Iterator[None]:
    """From when each of the loud ones has used up what may be asked at once."""
    over, spent = threading.Event(), threading.Barrier(LOUD + 1)
    crowd = [threading.Thread(target=_flooding, args=(app, workspace, number, spent, over)) for number in range(LOUD)]
    for one in crowd:
        one.start()
    spent.wait()
    yield
    over.set()
    for one in crowd:
        one.join()


def _flooding(app: App, workspace: Workspace, number: int, spent: threading.Barrier, over: threading.Event) -> None:
    member = Member(workspace, f"U{number}", "Loud", admin=True)
    while not _refused(_say(app, member, LINES[number % len(LINES)])):
        pass
    spent.wait()
    while not over.wait(BETWEEN):
        _say(app, member, LINES[number % len(LINES)])


def _refused(reply: Reply | None) -> bool:
    return reply is not None and "than can be asked at once" in repr(reply)


def _say(app: App, member: Member, line: str) -> Reply | None:
    return app.handle(Request(line, member, Place(member.workspace, "channel", "C1", "hiring")))


def _took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
