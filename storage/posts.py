"""Posts of digests as they stand, and taking up those that do not show how their people stand."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, or_, select, tuple_, update

from bot.digests.records import Outdated, Told
from bot.records import Workspace
from bot.sharing.records import OwnMessage, standing
from storage import digests
from storage.messages import Messages, keep_names
from storage.scope import batches, linked, of
from storage.tables import candidate, delivery, delivery_item, digest
from storage.transactions import durably, reading
from storage.types import Moment

COLUMNS = (
    delivery.c.id,
    delivery.c.message,
    delivery.c.pages,
    delivery.c.key,
    delivery.c.since,
    delivery.c.until,
    *digests.COLUMNS,
)
_of_digest = (delivery.c.organization_id == digest.c.organization_id) & (delivery.c.digest == digest.c.id)
_POST: Select[Any] = (
    select(*COLUMNS).join_from(delivery, digest, _of_digest).where(of(delivery), delivery.c.id == bindparam("given"))
)
_PEOPLE = (
    select(delivery_item.c.candidate)
    .where(of(delivery_item), delivery_item.c.delivery == bindparam("given"))
    .distinct()
    .order_by(delivery_item.c.candidate)
)
_HERE = select(candidate.c.number).where(of(candidate), candidate.c.number.in_(bindparam("named", expanding=True)))
_now: Any = bindparam("now", type_=Moment)
_OUTDATED: Select[Any] = (
    select(delivery.c.changes, delivery.c.tries, *COLUMNS)
    .join_from(delivery, digest, _of_digest)
    .where(
        of(delivery),
        delivery.c.changes > 0,
        delivery.c.next_try <= _now,
        tuple_(digest.c.platform, digest.c.workspace).in_(bindparam("places", expanding=True)),
        linked(digest),
    )
    .order_by(delivery.c.next_try, delivery.c.id)
    .limit(1)
)
_THIS = update(delivery).where(of(delivery), delivery.c.id == bindparam("given"))
_TAKE = _THIS.where(delivery.c.tries == bindparam("tried"), delivery.c.changes > 0, delivery.c.next_try <= _now).values(
    tries=delivery.c.tries + 1, next_try=bindparam("lease", type_=Moment)
)
_TAKE_THIS = _THIS.where(or_(delivery.c.tries == 0, delivery.c.next_try <= _now), delivery.c.message != "").values(
    changes=delivery.c.changes + 1, tries=delivery.c.tries + 1, next_try=bindparam("lease", type_=Moment)
)
_COUNTED = select(delivery.c.changes, delivery.c.tries).where(of(delivery), delivery.c.id == bindparam("given"))
_WRITTEN = _THIS.values(
    changes=case((delivery.c.changes > bindparam("seen"), delivery.c.changes - bindparam("seen")), else_=0),
    tries=0,
    next_try=bindparam("again", type_=Moment),
)
_LATER = _THIS.values(next_try=bindparam("again", type_=Moment))
_OUTDATE = _THIS.values(
    changes=delivery.c.changes + 1,
    next_try=case((delivery.c.tries == 0, bindparam("at", type_=Moment)), else_=delivery.c.next_try),
)
_STANDS = _THIS.values(message=bindparam("first"), pages=bindparam("others"))
_GONE = _THIS.values(message="", pages="[]", changes=0, tries=0)


class Posts(Messages):
    @reading
    def told_in(self, connection: Connection, delivery: int) -> Told | None:
        row = connection.execute(_POST, self.own(given=delivery)).first()
        return told(row, self._people_told(connection, delivery)) if row else None

    @durably
    def take_post(self, connection: Connection, delivery: int, *, now: datetime, lease: datetime) -> Outdated | None:
        asked = self.own(given=delivery)
        if not connection.execute(_TAKE_THIS, asked | {"now": now, "lease": lease}).rowcount:
            return None
        changes, tries = connection.execute(_COUNTED, asked).one()
        post = told(connection.execute(_POST, asked).one(), self._people_told(connection, delivery))
        return Outdated(post, changes=changes, broke_off=tries > 1)

    @durably
    def stands(self, connection: Connection, post: Told, messages: Sequence[str], names: Collection[int]) -> None:
        self._stands(connection, post, messages, names)

    @durably
    def outdate(self, connection: Connection, post: Told, *, at: datetime) -> None:
        connection.execute(_OUTDATE, self.own(given=post.delivery, at=at))

    def _stands(self, connection: Connection, post: Told, messages: Sequence[str], names: Collection[int]) -> None:
        self.take_turns(connection)
        first, *others = messages
        connection.execute(_STANDS, self.own(given=post.delivery, first=first, others=json.dumps(others)))
        gone = [one for one in post.messages if one not in messages]
        self.forget_names(connection, self._messages_of(post, gone))
        # whoever was erased meanwhile has the post written anew, and not deleted with all others
        there = (self.own(named=some) for some in batches(names))
        here = [number for asked in there for number in connection.scalars(_HERE, asked)]
        keep_names(connection, self.organization.id, self._messages_of(post, messages), here)

    @staticmethod
    def _messages_of(post: Told, ids: Iterable[str]) -> tuple[OwnMessage, ...]:
        place = post.digest
        return standing(place.workspace, place.kind, place.channel, ids)

    def _people_told(self, connection: Connection, delivery: int) -> tuple[int, ...]:
        return tuple(connection.scalars(_PEOPLE, self.own(given=delivery)))

    @reading
    def _outdated(
        self, connection: Connection, workspaces: Collection[Workspace], now: datetime
    ) -> tuple[Told, int, int] | None:
        """The first of them, with how many changes it does not show, and how often that was tried."""
        places = sorted((one.platform, one.id) for one in workspaces)
        row = connection.execute(_OUTDATED, self.own(places=places, now=now)).first()
        if row is None:
            return None
        changes, tries, *of_post = row
        return told(of_post, self._people_told(connection, of_post[0])), changes, tries

    @durably
    def _taken_up(self, connection: Connection, post: Told, tried: int, *, now: datetime, lease: datetime) -> bool:
        taking = self.own(given=post.delivery, tried=tried, now=now, lease=lease)
        return connection.execute(_TAKE, taking).rowcount > 0

    def _written(self, connection: Connection, post: Told, changes: int, at: datetime) -> None:
        connection.execute(_WRITTEN, self.own(given=post.delivery, seen=changes, again=at))

    def _later(self, connection: Connection, post: Told, again: datetime) -> None:
        connection.execute(_LATER, self.own(given=post.delivery, again=again))

    def _gone(self, connection: Connection, post: Told) -> None:
        connection.execute(_GONE, self.own(given=post.delivery))
        self.forget_names(connection, self._messages_of(post, post.messages))


def told(row: Iterable[Any], people: tuple[int, ...]) -> Told:
    """A post as `COLUMNS` have it."""
    given, message, pages, key, since, until, *of_digest = row
    return Told(digests.stored(of_digest), given, (message, *json.loads(pages)), key, since, until, people)
