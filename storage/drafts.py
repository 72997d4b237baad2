"""Documents that wait for somebody to confirm them."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select

from bot.records import Draft
from storage.documents import base_name
from storage.scope import Scope, of, putting
from storage.tables import draft
from storage.transactions import reading, writing

KEPT = timedelta(days=7)

_ONE = select(draft.c.key, draft.c.name, draft.c.data, draft.c.received_by, draft.c.at).where(
    of(draft), draft.c.key == bindparam("wanted"), draft.c.at >= bindparam("oldest")
)
_DROP = delete(draft).where(of(draft), draft.c.key == bindparam("wanted"))
_DROP_OLD = delete(draft).where(of(draft), draft.c.at < bindparam("oldest"))


class Drafts(Scope):
    @writing
    def keep_draft(self, connection: Connection, kept: Draft) -> None:
        connection.execute(_DROP_OLD, self.own(oldest=kept.at - KEPT))
        values = {"name": base_name(kept.name), "data": kept.data, "received_by": kept.by, "at": kept.at}
        connection.execute(
            putting(connection, draft)
            .values(self.row(key=kept.key, **values))
            .on_conflict_do_update(index_elements=["organization_id", "key"], set_=values)
        )

    @reading
    def draft(self, connection: Connection, key: str, *, at: datetime) -> Draft | None:
        row = connection.execute(_ONE, self.own(wanted=key, oldest=at - KEPT)).first()
        return Draft(*row) if row else None

    @writing
    def drop_draft(self, connection: Connection, key: str) -> None:
        connection.execute(_DROP, self.own(wanted=key))
