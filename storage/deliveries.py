"""Deliveries of all organizations: claimed by one process at a time, closed once.

A claim is a conditional update that counts up `attempt`. Whoever holds an older count has lost the delivery; nobody
has to wait for a lock, and no clock decides alone.
"""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    update,
)

from bot.digests.pace import Pace
from bot.digests.records import AT_ONCE, Delivery
from bot.digests.schedule import NEVER
from bot.records import Organization, Workspace
from bot.sharing.records import standing
from bot.store import Conflict
from storage import digests, outdated, own_posts, turns
from storage.acting import ALL, act_for
from storage.digests import reminding
from storage.messages import keep_names
from storage.profiles import take_turns
from storage.scope import batches, following, of, putting, theirs
from storage.tables import application, candidate, delivery, delivery_item, digest, organization, own_post, workspace
from storage.transactions import Database, durably, reading
from storage.types import Moment


def _one_of(column: ColumnElement[str], *states: str) -> ColumnElement[bool]:
    """Spelt out rather than bound, as a database asks before it uses a partial index."""
    return column.in_([literal_column(f"'{state}'") for state in states])


_linked_elsewhere = (
    select(workspace.c.id)
    .where(
        workspace.c.platform == digest.c.platform,
        workspace.c.id == digest.c.workspace,
        workspace.c.organization_id != digest.c.organization_id,
    )
    .exists()
)
_posting = _one_of(digest.c.state, "active", "once")
_ours = (
    tuple_(digest.c.platform, digest.c.workspace).in_(bindparam("places", expanding=True)),
    ~_linked_elsewhere,
)
_place = (digest.c.platform, digest.c.workspace, digest.c.channel)
_of_digest = (delivery.c.organization_id == digest.c.organization_id) & (delivery.c.digest == digest.c.id)
_is_open = _one_of(delivery.c.state, "held", "waiting")
_open = _of_digest & _is_open
_waiting: Select[Any] = (
    select(delivery.c.organization_id, delivery.c.id, delivery.c.attempt, *_place)
    .join_from(digest, delivery, _open)
    .where(_posting, *_ours, delivery.c.held_until <= bindparam("now"))
    .order_by(delivery.c.held_until, delivery.c.organization_id, delivery.c.id)
    .limit(1)
    .with_for_update(of=delivery, skip_locked=True)
)
_due: Select[Any] = (
    select(digest.c.organization_id, digest.c.id, digest.c.since, *_place)
    .where(_posting, *_ours, digest.c.next_due <= bindparam("now"), ~select(delivery.c.id).where(_open).exists())
    .order_by(digest.c.next_due, digest.c.organization_id, digest.c.id)
    .limit(1)
    .with_for_update(of=digest, skip_locked=True)
)
_KINDS = [(kind, paced) for kind in (False, True) for paced in (False, True)]
_WAITING, _DUE = (
    {
        (kind, paced): asked.where(reminding if kind else ~reminding, ~turns.busy if paced else true())
        for kind, paced in _KINDS
    }
    for asked in (_waiting, _due)
)
_REPORTED = select(func.max(delivery.c.until)).where(
    of(delivery), delivery.c.digest == bindparam("of_digest"), delivery.c.state == "delivered"
)
_IN_DOUBT = (
    select(delivery.c.id)
    .where(
        of(delivery),
        delivery.c.digest == bindparam("of_digest"),
        delivery.c.state == "failed",
        delivery.c.unknown,
        delivery.c.since >= bindparam("reported", type_=Moment),
    )
    .limit(1)
)
_NOW = select(candidate.c.number, func.coalesce(candidate.c.part_of, candidate.c.number)).where(
    of(candidate), theirs(candidate.c.number)
)
_this = (of(delivery), delivery.c.id == bindparam("of_delivery"))
_unchanged = (*_this, delivery.c.attempt == bindparam("of_attempt"))
_held = (*_unchanged, delivery.c.state == "held")
_TAKE = (
    update(delivery)
    .where(*_unchanged, _is_open)
    .values(state="held", held_until=bindparam("lease"), attempt=delivery.c.attempt + 1)
)
_RENEW = (
    update(delivery)
    .where(*_held, select(digest.c.id).where(_of_digest, _posting).exists())
    .values(held_until=bindparam("lease"), unknown=True, named=bindparam("naming"))
)
_CLOSE = (
    update(delivery)
    .where(*_this, delivery.c.state != "delivered")
    .values(
        state="delivered", message=bindparam("posted"), pages=bindparam("followed_by"), delivered_at=bindparam("at")
    )
)
_in_doubt = bindparam("in_doubt", type_=Boolean)
_TRY_AGAIN = update(delivery).where(*_held).values(state="waiting", held_until=bindparam("retry"), unknown=_in_doubt)
_GIVE_UP = update(delivery).where(*_held).values(state="failed", unknown=_in_doubt)
_DELIVERY = (
    select(
        organization.c.name,
        delivery.c.since,
        delivery.c.until,
        delivery.c.key,
        delivery.c.attempt,
        delivery.c.unknown,
        delivery.c.named,
        *digests.COLUMNS,
    )
    .join_from(delivery, digest, _of_digest)
    .join(organization, organization.c.id == delivery.c.organization_id)
    .where(*_this)
)
_of_this = (of(digest), digest.c.id == bindparam("of_digest"))
_as_claimed = digest.c.next_due == bindparam("claimed_due")
_ADVANCE = (
    update(digest)
    .where(*_of_this)
    .values(
        state=case(((digest.c.state == "once") & _as_claimed, "paused"), else_=digest.c.state),
        fault="",
        last_sent=func.coalesce(bindparam("sent", type_=Moment), digest.c.last_sent),
        next_due=case(
            (_as_claimed & (digest.c.schedule != AT_ONCE), bindparam("new_due", type_=Moment)),
            else_=digest.c.next_due,
        ),
    )
)
_GO_ON = (
    update(digest)
    .where(*_of_this)
    .values(
        fault="",
        last_sent=func.coalesce(bindparam("sent", type_=Moment), digest.c.last_sent),
        next_due=bindparam("new_due", type_=Moment),
    )
)
_WITH_POSTS = (
    select(organization.c.id, organization.c.name)
    .where(
        or_(
            organization.c.id.in_(select(own_post.c.organization_id).distinct()),
            organization.c.id.in_(select(delivery.c.organization_id).where(delivery.c.changes > literal_column("0"))),
        )
    )
    .order_by(organization.c.id)
)
_WAIT_FOR_SOMEBODY = update(digest).where(*_of_this, digest.c.schedule == AT_ONCE).values(next_due=NEVER)
_unstopped = (*_of_this, digest.c.state != "stopped")
_PAUSE = update(digest).where(*_unstopped).values(state="paused", fault=bindparam("why"))
_BLAME = update(digest).where(*_unstopped).values(fault=bindparam("why"))
_TOLD = (
    select(application.c.candidate, application.c.opening, application.c.arrived)
    .where(of(application), application.c.candidate.in_(bindparam("told", expanding=True)))
    .order_by(application.c.candidate, application.c.arrived, application.c.opening)
)


class Deliveries:
    """Digests that are due, for whichever process can deliver them."""

    database: Database

    @durably
    def claim(
        self,
        connection: Connection,
        workspaces: Collection[Workspace],
        *,
        now: datetime,
        lease: datetime,
        reminders: bool = False,
        pace: Pace | None = None,
    ) -> Delivery | None:
        due = {"places": sorted((place.platform, place.id) for place in workspaces), "now": now}
        while waiting := connection.execute(_WAITING[reminders, bool(pace)], due).first():
            act_for(connection, waiting.organization_id)
            has_turn = not pace or turns.taken(connection, waiting, pace, now=now, lease=lease)
            asked = {"organization": waiting.organization_id, "of_delivery": waiting.id}
            holding = {**asked, "of_attempt": waiting.attempt, "lease": lease}
            if has_turn and connection.execute(_TAKE, holding).rowcount:
                return _delivery(connection, waiting.organization_id, waiting.id)
            act_for(connection, ALL)
        while row := connection.execute(_DUE[reminders, bool(pace)], due).first():
            act_for(connection, row.organization_id)
            has_turn = not pace or turns.taken(connection, row, pace, now=now, lease=lease)
            due_since = (row.organization_id, row.id, row.since)
            if has_turn and (opened := _opened(connection, *due_since, until=now, lease=lease)):
                return opened
            act_for(connection, ALL)
        return None

    @durably
    def delivered(
        self,
        connection: Connection,
        delivery: Delivery,
        candidates: Sequence[int],
        *,
        messages: Sequence[str],
        at: datetime,
        next_due: datetime | None,
        names: Collection[int] = (),
        pause: timedelta = timedelta(),
        shows: str = "",
    ) -> None:
        """What was sent is recorded even by a process whose lease ran out. `Conflict` where another has closed it."""
        act_for(connection, delivery.organization.id)
        take_turns(connection, delivery.organization.id)
        first, *others = messages or ("",)
        closing = {**_asked(delivery), "posted": first, "followed_by": json.dumps(others), "at": at}
        if not connection.execute(_CLOSE, closing).rowcount:
            raise Conflict("the delivery is closed already")
        _tell(connection, delivery, candidates)
        turns.passed_on(connection, delivery, until=at + pause)
        digest = delivery.digest
        standing_there = standing(digest.workspace, digest.kind, digest.channel, messages)
        keep_names(connection, delivery.organization.id, standing_there, {*candidates, *names}, at=delivery.until)
        if shows and messages and len(candidates) == 1:
            own_posts.keep(connection, delivery, candidates[0], messages[0], shows)
        elif messages:
            outdated.since(connection, delivery, at=at)
        sent = {**_asked_digest(delivery), "sent": at if messages else None}
        if next_due is None:
            connection.execute(_GO_ON, {**sent, "new_due": at})
            return
        connection.execute(_ADVANCE, {**sent, "claimed_due": digest.next_due, "new_due": next_due})

    @reading
    def with_posts_to_follow(self, connection: Connection) -> tuple[Organization, ...]:
        return tuple(Organization(*row) for row in connection.execute(_WITH_POSTS))

    @durably
    def undelivered(
        self,
        connection: Connection,
        delivery: Delivery,
        *,
        fault: str,
        retry: datetime | None,
        unknown: bool = False,
        free: datetime | None = None,
    ) -> bool:
        """Nothing happens where another process took over: what counts is how its try ends."""
        act_for(connection, delivery.organization.id)
        holding = {
            **_asked(delivery),
            "of_attempt": delivery.attempt,
            "in_doubt": delivery.unknown or unknown,
        }
        failed = _GIVE_UP if retry is None else _TRY_AGAIN
        counts = connection.execute(failed, holding if retry is None else {**holding, "retry": retry}).rowcount > 0
        if counts:
            turns.passed_on(connection, delivery, until=free or delivery.until)
            connection.execute(_PAUSE if retry is None else _BLAME, {**_asked_digest(delivery), "why": fault})
        return counts

    @durably
    def renew(
        self,
        connection: Connection,
        delivery: Delivery,
        *,
        now: datetime,
        lease: datetime,
        naming: Collection[int] = (),
    ) -> bool:
        """Whom it tells of is kept before it is sent: what may have arrived is repeated with the same people."""
        act_for(connection, delivery.organization.id)
        named = json.dumps(sorted(naming))
        holding = {**_asked(delivery), "of_attempt": delivery.attempt, "lease": max(now, lease), "naming": named}
        return connection.execute(_RENEW, holding).rowcount > 0


def _asked(held: Delivery) -> dict[str, Any]:
    return {"organization": held.organization.id, "of_delivery": held.id}


def _asked_digest(held: Delivery) -> dict[str, Any]:
    return {"organization": held.organization.id, "of_digest": held.digest.id}


def _opened(
    connection: Connection, owner: int, of_digest: int, since: datetime, *, until: datetime, lease: datetime
) -> Delivery | None:
    """A new delivery of the digest; None where another process opened one since we looked."""
    asked = {"organization": owner, "of_digest": of_digest}
    reported = connection.scalar(_REPORTED, asked) or since
    until = max(until, reported)
    given = following(connection, owner, "delivery")
    opened = putting(connection, delivery).values(
        organization_id=owner,
        id=given,
        digest=of_digest,
        since=reported,
        until=until,
        key=_key(owner, of_digest, given, reported, until),
        attempt=1,
        unknown=connection.scalar(_IN_DOUBT, {**asked, "reported": reported}) is not None,
        held_until=lease,
        state="held",
        message="",
        named="",
    )
    if connection.scalar(opened.on_conflict_do_nothing().returning(delivery.c.id)) is None:
        return None
    connection.execute(_WAIT_FOR_SOMEBODY, asked)  # whoever comes from here on makes it due again
    return _delivery(connection, owner, given)


def _delivery(connection: Connection, owner: int, given: int) -> Delivery:
    name, since, until, key, attempt, unknown, listed, *row = connection.execute(
        _DELIVERY, {"organization": owner, "of_delivery": given}
    ).one()
    named = _as_they_are_now(connection, owner, json.loads(listed)) if unknown and listed else None
    return Delivery(given, digests.stored(row), Organization(owner, name), since, until, key, attempt, unknown, named)


def _as_they_are_now(connection: Connection, owner: int, numbers: Sequence[int]) -> tuple[int, ...]:
    """The numbers under which these people are found: they may have been merged meanwhile. Who was erased keeps theirs."""
    asked = ({"organization": owner, "numbers": some} for some in batches(numbers))
    whole = {number: whole for one in asked for number, whole in connection.execute(_NOW, one)}
    return tuple(sorted({whole.get(number, number) for number in numbers}))


def _tell(connection: Connection, held: Delivery, candidates: Sequence[int]) -> None:
    run = {"organization_id": held.organization.id, "digest": held.digest.id, "delivery": held.id}
    for told in batches(_as_they_are_now(connection, held.organization.id, candidates)):
        rows = connection.execute(_TOLD, {"organization": held.organization.id, "told": told}).all()
        first = {row.candidate: row for row in reversed(rows)}
        # whoever was merged since with somebody who came later has the application of both
        found = [row for row in rows if row.arrived <= held.until or row is first[row.candidate]]
        _add(connection, delivery_item, [{**run, "candidate": one.candidate, "opening": one.opening} for one in found])


def _add(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """What is there already stays as it is."""
    if rows:
        connection.execute(putting(connection, table).on_conflict_do_nothing(), rows)


def _key(owner: int, of_digest: int, given: int, since: datetime, until: datetime) -> str:
    """The run's own: two that one moment sees have windows alike."""
    window = f"{owner} {of_digest} {given} {since.isoformat()} {until.isoformat()}"
    return sha256(window.encode()).hexdigest()[:24]
