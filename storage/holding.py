"""Holds, as the port has them."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.erasing.records import Hold
from storage.holds import told
from storage.merging import Merging
from storage.scope import of
from storage.tables import hold
from storage.transactions import durably, reading
from storage.types import Moment

_stands = (of(hold), hold.c.lifted_at.is_(None))
_COUNT = select(func.count(func.distinct(hold.c.candidate))).where(*_stands)
_newest = select(func.max(hold.c.id)).where(*_stands).group_by(hold.c.candidate)
_PAGE = (
    select(hold)
    .where(of(hold), hold.c.id.in_(_newest))
    .order_by(hold.c.at.desc(), hold.c.id.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_OF_ONE = select(hold).where(of(hold), hold.c.candidate == bindparam("number")).order_by(hold.c.id.desc())
_LIFT = (
    update(hold)
    .where(*_stands, hold.c.candidate == bindparam("number"))
    .values(lifted_by=bindparam("by"), lifted_at=bindparam("now", type_=Moment))
)


class Holding(Merging):
    @durably
    def hold(self, connection: Connection, number: int, *, reason: str, by: str, at: datetime) -> bool:
        self.take_turns(connection)
        whole = self.now(connection, number)
        if self.held_by(connection, [whole]):
            return False
        given = self.next(connection, "hold")
        connection.execute(
            insert(hold), self.row(id=given, candidate=whole, reason=reason, held_by=by, at=at, lifted_by="")
        )
        self.void_notices(connection, [whole])
        return True

    @durably
    def lift(self, connection: Connection, number: int, *, by: str, at: datetime) -> bool:
        self.take_turns(connection)
        whole = self.now(connection, number)
        return connection.execute(_LIFT, self.own(number=whole, by=by, now=at)).rowcount > 0

    @reading
    def holds(self, connection: Connection, *, limit: int, offset: int = 0) -> tuple[int, tuple[Hold, ...]]:
        page = connection.execute(_PAGE, self.own(limit=max(0, limit), offset=max(0, offset)))
        return connection.scalar(_COUNT, self.own()) or 0, tuple(map(told, page))

    @reading
    def holds_of(self, connection: Connection, number: int) -> tuple[Hold, ...]:
        try:
            whole = self.now(connection, number)
        except KeyError:
            return ()
        return tuple(map(told, connection.execute(_OF_ONE, self.own(number=whole))))
