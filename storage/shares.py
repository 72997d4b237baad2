"""What members share to channels: asked about, posted by one process, once, and taken down again."""

import json
from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Row,
    Select,
    bindparam,
    delete,
    insert,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)

from bot.records import AuditEntry, Organization, Workspace
from bot.sharing.records import LEASE, STANDING, OwnMessage, Share, standing
from storage.access import Trail
from storage.acting import ALL, act_for
from storage.messages import Messages, keep_names
from storage.scope import of
from storage.tables import change, organization, share
from storage.transactions import Database, durably, reading
from storage.types import Moment

KEPT = timedelta(days=7)
"""How long somebody may take to say yes."""

_this = (of(share), share.c.id == bindparam("given"))
_ONE = select(share).where(*_this)
_ALL = select(share).where(of(share)).order_by(share.c.posted_at.desc(), share.c.id.desc())
_STAND = _ALL.where(share.c.state.in_(sorted(STANDING)))
_TWINS = _ALL.where(
    share.c.state.in_(["waiting", "held", "posted", "doubtful"]),
    share.c.platform == bindparam("on_platform"),
    share.c.workspace == bindparam("in_workspace"),
    share.c.channel == bindparam("in_channel"),
    share.c.numbers == bindparam("of_numbers"),
    share.c.query == bindparam("of_query"),
    share.c.asked >= bindparam("since"),
)
_SET = update(share).where(*_this)
_TAKEN_BACK = (
    update(change)
    .where(of(change), change.c.batch == bindparam("of_batch"), change.c.kind == "share")
    .values(undone_at=bindparam("now", type_=Moment))
)
_one_of_others = share.c.state.in_([literal_column("'waiting'"), literal_column("'leaving'")])
"""Spelt out rather than bound, as a database asks before it uses a partial index."""
_WAITING: Select[Any] = (
    select(share.c.organization_id, share.c.id, share.c.state, organization.c.name)
    .join(organization, organization.c.id == share.c.organization_id)
    .where(
        _one_of_others,
        or_(share.c.held_until.is_(None), share.c.held_until <= bindparam("now", type_=Moment)),
        tuple_(share.c.platform, share.c.workspace).in_(bindparam("places", expanding=True)),
    )
    .order_by(share.c.asked)
    .limit(1)
)
UNANSWERED: ColumnElement[bool] = share.c.state == "asked"


def batch_of(given: int) -> str:
    """Under which the journal has what was shared at once."""
    return f"share:{given}"


class Shares(Messages, Trail):
    @durably
    def ask_share(self, connection: Connection, share_: Share) -> Share:
        row = self.row(
            id=self.next(connection, "share"),
            platform=share_.workspace.platform,
            workspace=share_.workspace.id,
            channel=share_.channel,
            channel_name=share_.channel_name,
            numbers=json.dumps(share_.numbers),
            query=share_.query,
            shared_by=share_.by,
            member=share_.member,
            asked=share_.asked,
            state="asked",
            messages="[]",
            fault="",
            left_by="",
        )
        connection.execute(insert(share), row)
        return self._one_share(connection, row["id"])

    @reading
    def share(self, connection: Connection, given: int) -> Share | None:
        row = connection.execute(_ONE, self.own(given=given)).first()
        return _share(row) if row else None

    @reading
    def shares(self, connection: Connection, *, number: int = 0) -> tuple[Share, ...]:
        found = tuple(map(_share, connection.execute(_STAND, self.own())))
        if not number:
            return found
        try:
            whole = self.now(connection, number)
        except KeyError:
            return ()
        theirs = {whole, *self.parts(connection, whole)}
        return tuple(one for one in found if theirs & {*one.numbers})

    @durably
    def begin_share(
        self, connection: Connection, given: int, *, at: datetime, here: bool, again: timedelta
    ) -> tuple[Share, bool]:
        self.take_turns(connection)
        own = self._one_share(connection, given)
        if own.state not in ("asked", "failed"):
            return own, False
        where = {"on_platform": own.workspace.platform, "in_workspace": own.workspace.id, "in_channel": own.channel}
        same = {"of_numbers": json.dumps(own.numbers), "of_query": own.query, "since": at - again}
        if twin := connection.execute(_TWINS, self.own(**where, **same)).first():
            return _share(twin), False
        holds = _holding(at, here=here)
        return self._keep_share(connection, given, asked=at, fault="", **holds), True

    @durably
    def resume_share(self, connection: Connection, given: int, *, at: datetime, here: bool, broke_off: bool) -> bool:
        over = or_(share.c.held_until.is_(None), share.c.held_until <= at)
        free = _SET.where(share.c.state == "held", *(() if broke_off else (over,)))
        return connection.execute(free.values(**_holding(at, here=here)), self.own(given=given)).rowcount > 0

    @durably
    def shared(self, connection: Connection, given: int, messages: Sequence[str], *, at: datetime) -> Share:
        self.take_turns(connection)
        before = self._one_share(connection, given)
        done = self._keep_share(
            connection, given, state="posted", posted_at=at, messages=json.dumps(messages), fault=""
        )
        keep_names(connection, self.organization.id, _messages(done), done.numbers, at=at)
        if before.state == "posted":
            return done
        there = self._still_here(connection, done)
        for number in there:
            data = {"words": f"{done.where} ({done.workspace.platform})"}
            self.journal(connection, number, "share", data, by=done.by, at=at, batch=batch_of(given))
        self._share_recorded(connection, done, "share", there, by=done.by, at=at)
        return done

    @durably
    def not_shared(
        self, connection: Connection, given: int, *, fault: str, doubtful: bool, messages: Sequence[str] = ()
    ) -> Share:
        self.take_turns(connection)
        state = "doubtful" if doubtful else "failed"
        done = self._keep_share(connection, given, state=state, messages=json.dumps(messages), fault=fault)
        keep_names(connection, self.organization.id, _messages(done), done.numbers)
        return done

    @durably
    def leave_share(self, connection: Connection, given: int, *, by: str) -> bool:
        return self._share_goes(connection, given, "leaving", "posted", left_by=by, fault="")

    @durably
    def withdraw_share(self, connection: Connection, given: int) -> bool:
        return self._share_goes(connection, given, "asked", "waiting") or self._share_goes(
            connection, given, "posted", "leaving"
        )

    @durably
    def taken_down(self, connection: Connection, given: int, *, by: str, at: datetime) -> Share:
        self.take_turns(connection)
        before = self._one_share(connection, given)
        self.forget_names(connection, _messages(before))
        done = self._keep_share(connection, given, state="down", query="", fault="")
        connection.execute(_TAKEN_BACK, self.own(of_batch=batch_of(given), now=at))
        if before.state != "down":
            self._share_recorded(connection, done, "unshare", self._still_here(connection, done), by=by, at=at)
        return done

    @durably
    def stays_shared(self, connection: Connection, given: int, *, fault: str) -> Share:
        before = self._one_share(connection, given)
        state = "posted" if before.messages else "doubtful"
        return self._keep_share(connection, given, state=state, fault=fault)

    # ------------------------------------------------------------------ parts

    def _one_share(self, connection: Connection, given: int) -> Share:
        row = connection.execute(_ONE, self.own(given=given)).first()
        if row is None:
            raise KeyError(given)
        return _share(row)

    def _keep_share(self, connection: Connection, given: int, **values: Any) -> Share:
        connection.execute(_SET.values(**values), self.own(given=given))
        return self._one_share(connection, given)

    def _share_goes(self, connection: Connection, given: int, to: str, *states: str, **more: Any) -> bool:
        moved = _SET.where(share.c.state.in_(states)).values(state=to, held_until=None, **more)
        return connection.execute(moved, self.own(given=given)).rowcount > 0

    def _still_here(self, connection: Connection, one: Share) -> list[int]:
        """Who of them is still here, by the number under which they are found now."""
        found: dict[int, None] = {}
        for number in one.numbers:
            with suppress(KeyError):
                found[self.now(connection, number)] = None
        return list(found)

    def _share_recorded(
        self, connection: Connection, done: Share, action: str, numbers: Sequence[int], *, by: str, at: datetime
    ) -> None:
        """Who shared whom where: the place is the channel, wherever it was asked for."""
        place = f"{done.workspace.platform}:{done.workspace.id}:{done.channel}"
        self.write_down(connection, [AuditEntry(at, by, place, action, number, "done") for number in numbers])


class Waiting:
    """What waits for a process that reaches its channel, of all organizations."""

    database: Database

    @durably
    def claim_share(
        self, connection: Connection, workspaces: Collection[Workspace], *, now: datetime, lease: datetime
    ) -> tuple[Organization, Share] | None:
        places = sorted((one.platform, one.id) for one in workspaces)
        while row := connection.execute(_WAITING, {"places": places, "now": now}).first():
            asked = {"organization": row.organization_id, "given": row.id}
            free = _SET.where(share.c.state == row.state, or_(share.c.held_until.is_(None), share.c.held_until <= now))
            state = "held" if row.state == "waiting" else row.state
            act_for(connection, row.organization_id)
            if connection.execute(free.values(state=state, held_until=lease), asked).rowcount:
                return Organization(row.organization_id, row.name), _share(connection.execute(_ONE, asked).one())
            act_for(connection, ALL)
        return None


def _holding(at: datetime, *, here: bool) -> dict[str, Any]:
    """Held by this process, until another one may go on; or waiting for one that reaches the channel."""
    return {"state": "held" if here else "waiting", "held_until": at + LEASE if here else None}


def _messages(one: Share) -> tuple[OwnMessage, ...]:
    return standing(one.workspace, "channel", one.channel, one.messages)


def unanswered(now: datetime) -> Delete:
    """Drops what nobody said yes to."""
    return delete(share).where(UNANSWERED, share.c.asked < now - KEPT)


def _share(row: Row[Any]) -> Share:
    return Share(
        row.id,
        Workspace(row.platform, row.workspace),
        row.channel,
        row.channel_name,
        tuple(json.loads(row.numbers)),
        row.query,
        row.shared_by,
        row.member,
        row.asked,
        row.state,
        row.posted_at,
        tuple(json.loads(row.messages)),
        row.fault,
        row.left_by,
    )
