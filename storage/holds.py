"""Who is kept from being erased: what stands in the way of whoever would erase or part them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from bot.erasing.records import Hold
from bot.store import OnHold
from storage.scope import Scope, of, theirs
from storage.tables import hold, retention_notice

_STANDING = (
    select(hold)
    .where(of(hold), theirs(hold.c.candidate), hold.c.lifted_at.is_(None))
    .order_by(hold.c.id.desc())
    .limit(1)
)
_NO_NOTICES = delete(retention_notice).where(
    of(retention_notice), retention_notice.c.candidate.in_(bindparam("numbers", expanding=True))
)


class Holds(Scope):
    def held_by(self, connection: Connection, numbers: Collection[int]) -> Row[Any] | None:
        """The newest hold on one of them."""
        return connection.execute(_STANDING, self.own(numbers=sorted(numbers))).first()

    def refuse_held(self, connection: Connection, numbers: Collection[int]) -> None:
        """`OnHold` where one of them is kept."""
        if row := self.held_by(connection, numbers):
            raise OnHold(told(row))

    def hold_on(self, connection: Connection, number: int, like: Row[Any]) -> None:
        """The same hold for this one, where none stands."""
        if not self.held_by(connection, [number]):
            same = {"reason": like.reason, "held_by": like.held_by, "at": like.at, "lifted_by": ""}
            row = self.row(id=self.next(connection, "hold"), candidate=number, **same)
            connection.execute(insert(hold), row)

    def void_notices(self, connection: Connection, numbers: Collection[int]) -> None:
        """Of these people nobody was warned any more."""
        connection.execute(_NO_NOTICES, self.own(numbers=sorted(numbers)))


def told(row: Row[Any]) -> Hold:
    return Hold(row.candidate, row.reason, row.held_by, row.at, row.lifted_by, row.lifted_at)
