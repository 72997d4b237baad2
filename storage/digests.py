"""Digests of one organization: their rows, and whom each has not told of yet.

A change writes only what it is about and says from which states it goes, so that no stale copy brings back what
somebody else has stopped.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Update,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    select,
    union,
    update,
)

from bot.digests.naming import folded
from bot.digests.quiet import Quiet
from bot.digests.records import AT_ONCE, Digest, Style
from bot.records import Candidate, Workspace
from storage import restyled, tables
from storage.lists import AT, ROWS, SOME, awake, latest, longest_standing, named_stages, people
from storage.scope import Scope, batches, of, putting, theirs
from storage.tables import application, candidate, delivery, delivery_item, digest, document, search_skill
from storage.transactions import durably, limited, reading
from storage.types import Moment

GATHERED = timedelta(minutes=1)
"""Of many who come at once, one message tells."""
LONGEST = 5.0
"""Seconds that looking for the longest waiting may take."""

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
    digest.c.about,
    digest.c.opening,
    digest.c.owner,
    digest.c.style,
)

reminding: ColumnElement[bool] = digest.c.about == literal_column("'reminders'")
"""Spelt out rather than bound, as a database asks before it uses a partial index."""
_ALL: Select[Any] = select(*COLUMNS).where(of(digest), digest.c.state != "stopped", ~reminding).order_by(digest.c.name)
_MINE: Select[Any] = select(*COLUMNS).where(
    of(digest), digest.c.folded_name == bindparam("called"), digest.c.state != "stopped"
)


def _from(*states: str) -> Update:
    """A change of one digest that is in one of the states."""
    return update(digest).where(of(digest), digest.c.id == bindparam("given"), digest.c.state.in_(states))


_WAKE = (
    update(digest)
    .where(
        of(digest),
        digest.c.state == "active",
        digest.c.schedule == AT_ONCE,
        digest.c.next_due > bindparam("soon", type_=Moment),
    )
    .values(next_due=bindparam("soon", type_=Moment))
)
_MEND = (
    update(digest)
    .where(of(digest), digest.c.folded_name == bindparam("called"), digest.c.state == "paused", digest.c.fault != "")
    .values(state="active", fault="", next_due=bindparam("due", type_=Moment))
)
_MOVE = (
    update(digest)
    .where(of(digest), digest.c.id == bindparam("given"), digest.c.zone == bindparam("before"))
    .values(zone=bindparam("now_in"))
)
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
_news = (
    of(application),
    application.c.arrived >= bindparam("since"),
    application.c.arrived <= bindparam("until"),
    awake(bindparam("until")),
    ~_TOLD,
)
_UNTOLD = ROWS.where(*_news).order_by(application.c.arrived, candidate.c.number)
_UNTOLD_OF_OPENING = AT.where(*_news, application.c.opening == bindparam("at")).order_by(
    application.c.arrived, candidate.c.number
)
_TOLD_FROM = (
    select(delivery_item.c.candidate)
    .join(
        delivery,
        (delivery.c.organization_id == delivery_item.c.organization_id) & (delivery.c.id == delivery_item.c.delivery),
    )
    .where(
        of(delivery),
        delivery.c.digest == bindparam("of_digest"),
        delivery.c.since >= bindparam("since", type_=Moment),
        delivery.c.since < bindparam("until", type_=Moment),
    )
    .distinct()
    .order_by(delivery_item.c.candidate)
)
_QUIET = select(tables.quiet.c.rules).where(of(tables.quiet))
_NEVER_QUIET = delete(tables.quiet).where(of(tables.quiet))
_EDIT = _from("active", "once", "paused")
_before: BindParameter[datetime] = bindparam("before")
# Of theirs the first, rather than those before the moment: with these a database would go through everybody's.
_earlier_document = (
    select(document.c.candidate)
    .where(of(document), theirs(document.c.candidate))
    .group_by(document.c.candidate)
    .having(func.min(document.c.received_at) < _before)
)
_earlier_application = (
    select(application.c.candidate)
    .where(of(application), theirs(application.c.candidate))
    .group_by(application.c.candidate)
    .having(func.min(application.c.arrived) < _before)
)
_THERE_BEFORE = union(_earlier_document, _earlier_application)
_SENDERS = (
    select(document.c.candidate, document.c.received_by)
    .where(of(document), theirs(document.c.candidate))
    .order_by(document.c.candidate, document.c.number)
)
_STRENGTHS = select(search_skill.c.candidate, search_skill.c.skill, search_skill.c.strength).where(
    of(search_skill), theirs(search_skill.c.candidate)
)
_AT_OPENING = application.c.opening == bindparam("at")
_SOME_AT = AT.where(_AT_OPENING, theirs(candidate.c.number))
_waits = (of(application), application.c.stage_since < _before, awake(bindparam("now", type_=Moment)))
_IN_ONE_OF_THEM = application.c.stage.in_(bindparam("stages", expanding=True))
_WAITING = select(func.count()).select_from(application).where(*_waits, latest, _IN_ONE_OF_THEM)
_WAITING_AT = select(func.count()).select_from(application).where(*_waits, _AT_OPENING, _IN_ONE_OF_THEM)


@cache
def _longest_waiting(stages: int, at_opening: bool) -> Select[Any]:  # noqa: FBT001
    return longest_standing(stages, *_waits, _AT_OPENING if at_opening else latest)


class Digests(Scope):
    @durably
    def add_digest(self, connection: Connection, new: Digest) -> Digest:
        added = insert(digest).values(self._values(connection, new)).returning(*COLUMNS)
        return stored(connection.execute(added).one())

    def _values(self, connection: Connection, new: Digest) -> dict[str, Any]:
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
            "about": new.about,
            "opening": new.opening,
            "owner": new.owner,
            "style": _written(new.style),
        }
        return self.row(**values)

    @reading
    def digests(self, connection: Connection) -> tuple[Digest, ...]:
        return tuple(stored(row) for row in connection.execute(_ALL, self.own()))

    @reading
    def reminders(self, connection: Connection) -> Digest | None:
        row = connection.execute(_MINE, self.own(called=called(self.member))).first()
        return stored(row) if row else None

    @durably
    def begin_reminders(self, connection: Connection, first: Digest) -> None:
        mended = self.own(called=called(first.owner), due=first.next_due)
        if connection.execute(_MINE, mended).first():
            connection.execute(_MEND, mended)
            return
        values = self._values(connection, replace(first, name=called(first.owner)))
        connection.execute(putting(connection, digest).values(values).on_conflict_do_nothing())

    @durably
    def found_in(self, connection: Connection, of_digest: Digest, zone: str) -> None:
        connection.execute(_MOVE, self.own(given=of_digest.id, before=of_digest.zone, now_in=zone))

    @durably
    def edit_digest(self, connection: Connection, changed: Digest, *, next_due: datetime | None) -> bool:
        restyled.of_digest(self, connection, changed.id, style=_written(changed.style), opening=changed.opening)
        values = {
            "schedule": changed.schedule,
            "words": changed.words,
            "zone": changed.zone,
            "query": changed.query,
            "opening": changed.opening,
            "style": _written(changed.style),
            **({"next_due": next_due} if next_due else {}),
        }
        return connection.execute(_EDIT.values(values), self.own(given=changed.id)).rowcount > 0

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
        if asking.opening:
            return people(connection.execute(_UNTOLD_OF_OPENING, {**asked, "at": asking.opening}).all())
        return people(connection.execute(_UNTOLD, asked).all())

    @reading
    def quiet(self, connection: Connection) -> Quiet | None:
        rules = connection.scalar(_QUIET, self.own())
        return msgspec.json.decode(rules, type=Quiet) if rules else None

    @durably
    def set_quiet(self, connection: Connection, quiet: Quiet | None, *, by: str, at: datetime) -> None:
        if quiet is None:
            connection.execute(_NEVER_QUIET, self.own())
            return
        rules = {"rules": msgspec.json.encode(quiet).decode(), "set_by": by, "at": at}
        put = putting(connection, tables.quiet).values(self.row(**rules))
        connection.execute(put.on_conflict_do_update(index_elements=["organization_id"], set_=rules))

    @reading
    def told_from(self, connection: Connection, digest: int, since: datetime) -> tuple[int, ...]:
        begin = since.replace(microsecond=0)
        asked = self.own(of_digest=digest, since=begin, until=begin + timedelta(seconds=1))
        return tuple(connection.scalars(_TOLD_FROM, asked))

    @reading
    def standing_at(self, connection: Connection, numbers: Sequence[int], opening: int) -> tuple[Candidate, ...]:
        found: list[Candidate] = []
        for some in batches(numbers):
            asked = self.own(numbers=some, at=opening)
            found += people(connection.execute(_SOME_AT if opening else SOME, asked))
        return tuple(sorted(found, key=lambda one: (one.arrived, one.number)))

    @reading
    def there_before(self, connection: Connection, numbers: Collection[int], moment: datetime) -> frozenset[int]:
        asked = (self.own(numbers=some, before=moment) for some in batches(numbers))
        return frozenset(number for one in asked for number in connection.scalars(_THERE_BEFORE, one))

    @reading
    def sent_by(self, connection: Connection, numbers: Collection[int]) -> dict[int, str]:
        asked = (self.own(numbers=some) for some in batches(numbers))
        return {row.candidate: row.received_by for one in asked for row in connection.execute(_SENDERS, one)}

    @reading
    def strengths_of(self, connection: Connection, numbers: Collection[int]) -> dict[int, dict[str, int]]:
        found: dict[int, dict[str, int]] = {number: {} for number in numbers}
        for some in batches(numbers):
            for row in connection.execute(_STRENGTHS, self.own(numbers=some)):
                found[row.candidate][row.skill] = row.strength
        return found

    @reading
    def longest_waiting(
        self,
        connection: Connection,
        stages: Sequence[str],
        *,
        before: datetime,
        now: datetime,
        limit: int,
        offset: int = 0,
        at: int | None = None,
    ) -> tuple[int, tuple[Candidate, ...]]:
        asked = self.own(
            before=before, now=now, at=at, stages=list(stages), needed=offset + limit, limit=limit, offset=offset
        )
        with limited(connection, LONGEST):
            total = int(connection.scalar(_WAITING_AT if at else _WAITING, asked) or 0)
            some = _longest_waiting(len(stages), bool(at))
            numbers = list(connection.scalars(some, asked | named_stages(stages))) if total else []
            rows = connection.execute(_SOME_AT if at else SOME, self.own(numbers=numbers, at=at)).all()
        found = {one.number: one for one in people(rows)}
        return total, tuple(found[number] for number in numbers)


def wake(scope: Scope, connection: Connection, *, at: datetime) -> None:
    """Somebody came: what tells at once is due soon, with whoever else comes until then."""
    connection.execute(_WAKE, scope.own(soon=at + GATHERED))


def stored(row: Iterable[Any]) -> Digest:
    given, name, platform, workspace, *others, style = row
    found = Digest(given, name, Workspace(platform, workspace), *others)
    return replace(found, style=msgspec.json.decode(style, type=Style))


def called(member: str) -> str:
    """What a member's reminders are called: nobody types a name with a space."""
    return folded(f"reminders of {member}")


def _written(style: Style) -> str:
    return msgspec.json.encode(style).decode()
