"""Digests of one organization: their rows, and whom each has not told of yet.

A change writes only what it is about and says from which states it goes, so that no stale copy brings back what
somebody else has stopped.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Update, bindparam, case, insert, select, update

from bot.digests.naming import folded
from bot.records import Candidate, Digest, Workspace
from storage.lists import ROWS, awake, people
from storage.scope import Scope, of
from storage.tables import application, candidate, delivery, delivery_item, digest
from storage.transactions import durably, reading
from storage.types import Moment

COLUMNS = (
    digest.c.id,
    digest.c.name,
    digest.c.platform,
    digest.c.workspace,
    digest.c.channel,
    digest.c.channel_name,
    digest.c.schedule,
    digest.c.words,
    digest.c.zone,
    digest.c.query,
    digest.c.since,
    digest.c.next_due,
    digest.c.state,
    digest.c.created_by,
    digest.c.last_sent,
    digest.c.fault,
    digest.c.kind,
)

_ALL: Select[Any] = select(*COLUMNS).where(of(digest), digest.c.state != "stopped").order_by(digest.c.name)


def _from(*states: str) -> Update:
    """A change of one digest that is in one of the states."""
    return update(digest).where(of(digest), digest.c.id == bindparam("given"), digest.c.state.in_(states))


_PAUSE = _from("active", "once").values(state="paused")
_RESUME = _from("paused", "once").values(
    state="active",
    fault="",
    next_due=case((digest.c.state == "once", digest.c.next_due), else_=bindparam("due", type_=Moment)),
)
_STOP = _from("active", "once", "paused").values(state="stopped")
_SEND = _from("active", "once", "paused").values(
    state=case((digest.c.state == "active", "active"), else_="once"), next_due=bindparam("due")
)
_PULL_FORWARD = (
    update(delivery)
    .where(
        of(delivery),
        delivery.c.digest == bindparam("given"),
        delivery.c.state == "waiting",
        delivery.c.held_until > bindparam("due"),
    )
    .values(held_until=bindparam("due"))
)
_TOLD = (
    select(delivery_item.c.candidate)
    .where(
        of(delivery_item),
        delivery_item.c.digest == bindparam("of_digest"),
        delivery_item.c.candidate == application.c.candidate,
        delivery_item.c.opening == application.c.opening,
    )
    .exists()
)
_UNTOLD = ROWS.where(
    of(application),
    application.c.arrived >= bindparam("since"),
    application.c.arrived <= bindparam("until"),
    awake(bindparam("until")),
    ~_TOLD,
).order_by(application.c.arrived, candidate.c.number)


class Digests(Scope):
    @durably
    def add_digest(self, connection: Connection, new: Digest) -> Digest:
        values = {
            "id": self.next(connection, "digest"),
            "name": new.name,
            "folded_name": folded(new.name),
            "platform": new.workspace.platform,
            "workspace": new.workspace.id,
            "kind": new.kind,
            "channel": new.channel,
            "channel_name": new.channel_name,
            "schedule": new.schedule,
            "words": new.words,
            "zone": new.zone,
            "query": new.query,
            "since": new.since,
            "next_due": new.next_due,
            "state": new.state,
            "created_by": new.by,
            "last_sent": new.last_sent,
            "fault": new.fault,
        }
        added = insert(digest).values(self.row(**values)).returning(*COLUMNS)
        return stored(connection.execute(added).one())

    @reading
    def digests(self, connection: Connection) -> tuple[Digest, ...]:
        return tuple(stored(row) for row in connection.execute(_ALL, self.own()))

    @durably
    def pause_digest(self, connection: Connection, given: int) -> bool:
        return connection.execute(_PAUSE, self.own(given=given)).rowcount > 0

    @durably
    def resume_digest(self, connection: Connection, given: int, *, next_due: datetime) -> bool:
        return connection.execute(_RESUME, self.own(given=given, due=next_due)).rowcount > 0

    @durably
    def stop_digest(self, connection: Connection, given: int) -> bool:
        return connection.execute(_STOP, self.own(given=given)).rowcount > 0

    @durably
    def send_digest(self, connection: Connection, given: int, *, at: datetime) -> bool:
        found = connection.execute(_SEND, self.own(given=given, due=at)).rowcount > 0
        if found:
            connection.execute(_PULL_FORWARD, self.own(given=given, due=at))
        return found

    @reading
    def applicants(self, connection: Connection, asking: Digest, *, until: datetime) -> tuple[Candidate, ...]:
        """By what was told, not by a moving mark: an application that is committed late is news the next time."""
        asked = self.own(of_digest=asking.id, since=asking.since, until=until)
        return people(connection.execute(_UNTOLD, asked).all())


def stored(row: Iterable[Any]) -> Digest:
    given, name, platform, workspace, *others = row
    return Digest(given, name, Workspace(platform, workspace), *others)
