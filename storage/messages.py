"""Which of the bot's messages name whom."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from bot.records import Workspace
from bot.sharing.records import Message
from storage.merging import Merging
from storage.scope import batches, of, putting
from storage.tables import candidate, message
from storage.transactions import durably, reading

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
    def named(self, connection: Connection, messages: Sequence[Message], numbers: Collection[int]) -> None:
        keep_names(connection, self.organization.id, messages, numbers)

    @reading
    def messages(self, connection: Connection, number: int) -> tuple[Message, ...]:
        try:
            asked = self.own(number=self.now(connection, number))
        except KeyError:
            return ()
        return tuple(
            Message(Workspace(row.platform, row.workspace), row.kind, row.channel, row.message)
            for row in connection.execute(_OF, asked)
        )

    @durably
    def unnamed(self, connection: Connection, messages: Sequence[Message]) -> None:
        self.forget_names(connection, messages)

    def forget_names(self, connection: Connection, messages: Sequence[Message]) -> None:
        for one in messages:
            where = {"on_platform": one.workspace.platform, "in_workspace": one.workspace.id}
            connection.execute(_GONE, self.own(**where, in_channel=one.channel, of_message=one.id))


def keep_names(connection: Connection, owner: int, messages: Sequence[Message], numbers: Iterable[int]) -> None:
    """A row for each of the messages and people; those who are not there (any more) have none."""
    for named in batches(numbers):
        found = connection.execute(_STILL_THERE, {"organization": owner, "named": named})
        there = {row.part_of or row.number for row in found}
        if rows := list(_rows(owner, messages, sorted(there))):
            connection.execute(putting(connection, message).on_conflict_do_nothing(), rows)


def _rows(owner: int, messages: Sequence[Message], numbers: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    for one in messages:
        where = {"platform": one.workspace.platform, "workspace": one.workspace.id, "kind": one.kind}
        for number in numbers:
            yield {"organization_id": owner, **where, "channel": one.channel, "message": one.id, "candidate": number}
