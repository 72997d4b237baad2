"""What was asked and is not answered yet, beside the keys by which an event is known again."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Executable, Row, bindparam, select, tuple_, update

from bot.intents import Intent, Interrupted
from bot.records import Workspace
from storage.scope import putting_in
from storage.tables import event
from storage.transactions import Database, fleetingly, reading, writing
from storage.types import storable

REMEMBERED = timedelta(days=1)
"""How long an incoming event is known again."""
AT_ONCE = 200
"""Events that one process tells of at once, at most."""
LONGEST_KEY = 24

_NOBODY = {"platform": "", "workspace": "", "member": "", "channel": "", "command": "", "told_as": ""}
_ENDED = update(event).where(event.c.key == bindparam("answered")).values(**_NOBODY, changes=False, held_until=None)
_HELD = (
    update(event)
    .where(event.c.key == bindparam("held"), event.c.held_until.is_not(None), event.c.told_as == "")
    .values(held_until=bindparam("until"))
)
_TELLING = (
    update(event)
    .where(event.c.key == bindparam("telling"))
    .values(held_until=bindparam("until"), told_as=bindparam("message"))
)
_OVERDUE = select(event.c.key).where(event.c.held_until <= bindparam("now")).limit(1)
_INTERRUPTED = (
    select(event)
    .where(
        event.c.held_until <= bindparam("now"),
        event.c.at > bindparam("since"),
        tuple_(event.c.platform, event.c.workspace).in_(bindparam("here", expanding=True)),
    )
    .order_by(event.c.at, event.c.key)
    .limit(AT_ONCE)
    .with_for_update(skip_locked=True)
)


class Intents:
    """Of all organizations."""

    database: Database

    @writing
    def begin_intent(
        self, connection: Connection, intent: Intent, *, until: datetime, ended: Collection[str] = ()
    ) -> bool:
        _end(connection, map(hashed, ended))
        row = {
            "key": hashed(intent.event),
            "at": intent.at,
            "platform": intent.workspace.platform,
            "workspace": intent.workspace.id,
            "member": intent.member,
            "channel": intent.channel,
            "command": intent.command,
            "changes": intent.changes,
            "held_until": until,
        }
        return connection.scalar(_taking(connection.dialect.name), row) is not None

    @fleetingly
    def end_intents(self, connection: Connection, events: Collection[str]) -> None:
        _end(connection, map(hashed, events))

    @fleetingly
    def hold_intents(self, connection: Connection, events: Collection[str], *, until: datetime) -> None:
        connection.execute(_HELD, [{"held": one, "until": until} for one in sorted(map(hashed, events))])

    def interrupted(
        self, workspaces: Collection[Workspace], *, now: datetime, until: datetime
    ) -> tuple[Interrupted, ...]:
        return self._interrupted(workspaces, now, until) if self._overdue(now) and workspaces else ()

    @writing
    def told_interrupted(self, connection: Connection, one: Interrupted) -> None:
        _end(connection, (intent.event for intent in one.intents))

    @reading
    def _overdue(self, connection: Connection, now: datetime) -> bool:
        return connection.scalar(_OVERDUE, {"now": now}) is not None

    @writing
    def _interrupted(
        self, connection: Connection, workspaces: Collection[Workspace], now: datetime, until: datetime
    ) -> tuple[Interrupted, ...]:
        here = [(one.platform, one.id) for one in workspaces]
        rows = connection.execute(_INTERRUPTED, {"now": now, "since": now - REMEMBERED, "here": here}).all()
        found = tuple(_by_message(rows))
        telling = [
            {"telling": intent.event, "until": until, "message": one.key} for one in found for intent in one.intents
        ]
        if telling:
            connection.execute(_TELLING, telling)
        return found


def hashed(key: str) -> str:
    return sha256(storable(key).encode()).hexdigest()


def _end(connection: Connection, keys: Iterable[str]) -> None:
    """In the order of the keys, so that no two processes wait for each other."""
    if answered := [{"answered": one} for one in sorted(keys)]:
        connection.execute(_ENDED, answered)


@cache
def _taking(dialect: str) -> Executable:
    """A row of the event, where there is none yet."""
    return putting_in(dialect, event).on_conflict_do_nothing().returning(event.c.key)


def _by_message(rows: Iterable[Row[Any]]) -> Iterator[Interrupted]:
    """All of one person in one message; what somebody began to tell of is in the message that it was to be in."""

    def whose(row: Row[Any]) -> tuple[str, str, str, str]:
        return row.platform, row.workspace, row.member, row.told_as

    for _, group in groupby(sorted(rows, key=whose), key=whose):
        own = list(group)
        yield Interrupted(own[0].told_as or own[0].key[:LONGEST_KEY], tuple(map(_intent, own)), bool(own[0].told_as))


def _intent(row: Row[Any]) -> Intent:
    place = Workspace(row.platform, row.workspace)
    return Intent(row.key, row.at, place, row.member, row.channel, row.command, row.changes)
