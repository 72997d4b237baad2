"""The stubs and proofs that are left of erased people, and how far it is with what has to follow."""

import json
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from bot.erasing.records import Erasure, Refused
from bot.records import Workspace
from storage.erased import numbers_of
from storage.scope import Scope, of
from storage.tables import erased_message, erasure
from storage.transactions import reading

_id: Any = bindparam("of_erasure")
_WHOSE = select(erasure).where(of(erasure)).order_by(erasure.c.id.desc())
_STATES = (
    select(erased_message.c.state, func.count().label("many"))
    .where(of(erased_message), erased_message.c.erasure == _id)
    .group_by(erased_message.c.state)
)
_REFUSED = (
    select(erased_message)
    .where(of(erased_message), erased_message.c.erasure == _id, erased_message.c.state == "refused")
    .order_by(erased_message.c.platform, erased_message.c.channel, erased_message.c.message)
)
_TOKENS = select(erasure.c.token).where(of(erasure))


class Proofs(Scope):
    @reading
    def erased(self, connection: Connection, number: int) -> Erasure | None:
        rows = connection.execute(_WHOSE, self.own())
        return next(
            (self.told_of_erasure(connection, row) for row in rows if number in numbers_of(row.number, row.also)), None
        )

    @reading
    def erasures(self, connection: Connection, *, limit: int, offset: int = 0) -> tuple[int, tuple[Erasure, ...]]:
        total = connection.scalar(select(func.count()).select_from(erasure).where(of(erasure)), self.own())
        page = connection.execute(_WHOSE.limit(max(0, limit)).offset(max(0, offset)), self.own()).all()
        return int(total or 0), tuple(self.told_of_erasure(connection, row) for row in page)

    @reading
    def tokens(self, connection: Connection) -> set[str]:
        """By which the journal knows those who were erased."""
        return self.known_tokens(connection)

    def known_tokens(self, connection: Connection) -> set[str]:
        return set(connection.scalars(_TOKENS, self.own()))

    def proof(self, connection: Connection, given: int) -> Erasure:
        """The erasure of that number."""
        return self.told_of_erasure(
            connection, connection.execute(_WHOSE.where(erasure.c.id == given), self.own()).one()
        )

    def told_of_erasure(self, connection: Connection, row: Row[Any]) -> Erasure:
        asked = self.own(of_erasure=row.id)
        states: dict[str, int] = {row.state: row.many for row in connection.execute(_STATES, asked)}
        refused = tuple(
            Refused(Workspace(one.platform, one.workspace), one.kind, one.channel, one.message, one.fault)
            for one in connection.execute(_REFUSED, asked)
        )
        return Erasure(
            row.id,
            row.number,
            tuple(json.loads(row.also)),
            row.at,
            row.erased_by,
            row.why,
            json.loads(row.removed),
            row.member,
            row.swept,
            states.get("gone", 0),
            states.get("waiting", 0),
            refused,
        )
