"""Role descriptions, kept so that a button of a few letters can name one."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from storage.scope import Scope, of, putting
from storage.tables import pasted_role
from storage.transactions import reading, writing
from storage.types import storable

UNUSED = timedelta(days=90)
"""So long after its last use a description is kept."""
_DIGITS = 10

_ONE = select(pasted_role.c.text).where(of(pasted_role), pasted_role.c.key == bindparam("wanted"))


class Roles(Scope):
    @writing
    def keep_role(self, connection: Connection, text: str, *, at: datetime) -> str:
        kept = storable(text)
        key = hashlib.sha256(kept.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
        connection.execute(
            putting(connection, pasted_role)
            .values(self.row(key=key, text=kept, at=at))
            .on_conflict_do_update(index_elements=["organization_id", "key"], set_={"at": at})
        )
        return key

    @reading
    def kept_role(self, connection: Connection, key: str) -> str | None:
        return connection.scalar(_ONE, self.own(wanted=key))
