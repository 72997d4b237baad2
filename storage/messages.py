"""Which of the bot's messages name whom."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from bot.records import Workspace
from bot.sharing.records import OwnMessage
from storage.erased import numbers_of
from storage.merging import Merging
from storage.scope import batches, of, putting
from storage.tables import candidate, erased_message, erasure, message
from storage.transactions import durably, reading
from storage.types import Moment

UNDER_WAY = timedelta(minutes=10)
"""So long a message may be on its way."""

_ERASED = select(erasure).where(of(erasure), erasure.c.at >= bindparam("since", type_=Moment))
_STILL_THERE = select(candidate.c.number, candidate.c.part_of).where(
    of(candidate), candidate.c.number.in_(bindparam("named", expanding=True))
)
_OF = (
    select(message)
    .where(of(message), message.c.candidate == bindparam("number"))
    .order_by(message.c.platform, message.c.workspace, message.c.channel, message.c.message)
)
_GONE = delete(message).where(
    of(message),
    message.c.platform == bindparam("on_platform"),
    message.c.workspace == bindparam("in_workspace"),
    message.c.channel == bindparam("in_channel"),
    message.c.message == bindparam("of_message"),
)


class Messages(Merging):
    @durably
    def named(
        self,
        connection: Connection,
        messages: Sequence[OwnMessage],
        numbers: Collection[int],
        *,
        at: datetime | None = None,
    ) -> None:
        self.take_turns(connection)
        keep_names(connection, self.organization.id, messages, numbers, at=at)

    @reading
    def messages(self, connection: Connection, number: int) -> tuple[OwnMessage, ...]:
        try:
            asked = self.own(number=self.now(connection, number))
        except KeyError:
            return ()
        return tuple(
            OwnMessage(Workspace(row.platform, row.workspace), row.kind, row.channel, row.message)
            for row in connection.execute(_OF, asked)
        )

    @durably
    def unnamed(self, connection: Connection, messages: Sequence[OwnMessage]) -> None:
        self.forget_names(connection, messages)

    def forget_names(self, connection: Connection, messages: Sequence[OwnMessage]) -> None:
        for one in messages:
            where = {"on_platform": one.workspace.platform, "in_workspace": one.workspace.id}
            connection.execute(_GONE, self.own(**where, in_channel=one.channel, of_message=one.id))


def keep_names(
    connection: Connection,
    owner: int,
    messages: Sequence[OwnMessage],
    numbers: Iterable[int],
    *,
    at: datetime | None = None,
) -> None:
    """A row for each of the messages and people; those who are not there (any more) have none. Whose turn it is calls it.

    Whoever was erased shortly before, while the message was on its way, is not to be read there: it has to go, too.
    """
    for named in batches(numbers):
        asked = {"organization": owner, "named": named}
        found = connection.execute(_STILL_THERE, asked).all()
        there = {row.part_of or row.number for row in found}
        if rows := list(_rows(owner, messages, sorted(there))):
            connection.execute(putting(connection, message).on_conflict_do_nothing(), rows)
        if gone := {*named} - {row.number for row in found}:
            since = at - UNDER_WAY if at else datetime.min.replace(tzinfo=UTC)
            for row in connection.execute(_ERASED, {"organization": owner, "since": since}).all():
                if gone & numbers_of(row.number, row.also):
                    _leave(connection, owner, messages, row.id, row.at)


def _leave(connection: Connection, owner: int, messages: Sequence[OwnMessage], given: int, at: datetime) -> None:
    """The messages have to go, as those that named somebody when they were erased."""
    rows = [
        {
            "organization_id": owner,
            "erasure": given,
            "platform": one.workspace.platform,
            "workspace": one.workspace.id,
            "kind": one.kind,
            "channel": one.channel,
            "message": one.id,
            "delivery": 0,
            "state": "waiting",
            "next_try": at,
            "tries": 0,
            "fault": "",
        }
        for one in messages
    ]
    if rows:
        connection.execute(putting(connection, erased_message).on_conflict_do_nothing(), rows)


def _rows(owner: int, messages: Sequence[OwnMessage], numbers: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    for one in messages:
        where = {"platform": one.workspace.platform, "workspace": one.workspace.id, "kind": one.kind}
        for number in numbers:
            yield {"organization_id": owner, **where, "channel": one.channel, "message": one.id, "candidate": number}
