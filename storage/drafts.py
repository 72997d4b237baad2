"""Documents that wait for somebody to confirm them, and what people set in them."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.channels import Message
from bot.records import Correction, Draft, Keys, Workspace
from storage import identity
from storage.documents import base_name, digest_of
from storage.erased import Erased, file_key
from storage.scope import of, putting
from storage.tables import draft, draft_correction, draft_key, draft_report
from storage.transactions import reading, writing
from storage.types import Moment

KEPT = timedelta(days=7)

_waiting = select(draft.c.key, draft.c.name, draft.c.data, draft.c.received_by, draft.c.at, draft.c.opening).where(
    of(draft), draft.c.at >= bindparam("oldest")
)
_ONE = _waiting.where(draft.c.key == bindparam("wanted"))
_OF = _waiting.where(draft.c.data == bindparam("bytes")).order_by(draft.c.at.desc()).limit(1)
_KEYS = select(draft.c.key).where(of(draft), draft.c.at >= bindparam("oldest")).order_by(draft.c.key)
_SET = (
    select(
        draft_correction.c.field,
        draft_correction.c.value,
        draft_correction.c.set_by,
        draft_correction.c.at,
        draft_correction.c.part,
        draft_correction.c.entry,
        draft_correction.c.id,
    )
    .where(of(draft_correction), draft_correction.c.draft == bindparam("wanted"))
    .order_by(draft_correction.c.id)
)
_STILL_WAITS = (
    update(draft)
    .where(of(draft), draft.c.key == bindparam("wanted"), draft.c.at >= bindparam("oldest"))
    .values(at=bindparam("now", type_=Moment))
)
_DROP = delete(draft).where(of(draft), draft.c.key == bindparam("wanted"))
_DROP_OLD = delete(draft).where(of(draft), draft.c.at < bindparam("oldest"))

_EXISTS = select(draft.c.key).where(of(draft), draft.c.key == bindparam("wanted"))
_REPORTS = (
    select(draft_report)
    .where(of(draft_report), draft_report.c.draft == bindparam("wanted"))
    .order_by(draft_report.c.channel, draft_report.c.message)
)
_SHOWN = (
    select(draft.c.key.label("draft"), draft_key.c.key)
    .outerjoin(draft_key, (draft_key.c.organization_id == draft.c.organization_id) & (draft_key.c.draft == draft.c.key))
    .where(of(draft))
)


class Drafts(Erased):
    @writing
    def keep_draft(self, connection: Connection, kept: Draft, keys: Keys) -> None:
        connection.execute(_DROP_OLD, self.own(oldest=kept.at - KEPT))
        values = {"name": base_name(kept.name), "data": kept.data, "received_by": kept.by, "at": kept.at}
        values |= {"opening": kept.opening}
        connection.execute(
            putting(connection, draft)
            .values(self.row(key=kept.key, **values))
            .on_conflict_do_update(index_elements=["organization_id", "key"], set_=values)
        )
        self._shows(connection, kept.key, [file_key(digest_of(kept.data)), *_of_somebody(keys)])

    @reading
    def draft(self, connection: Connection, key: str, *, at: datetime) -> Draft | None:
        return self._with_corrections(
            connection, connection.execute(_ONE, self.own(wanted=key, oldest=at - KEPT)).first()
        )

    @reading
    def draft_of(self, connection: Connection, data: bytes, *, at: datetime) -> Draft | None:
        return self._with_corrections(
            connection, connection.execute(_OF, self.own(bytes=data, oldest=at - KEPT)).first()
        )

    @reading
    def waiting_drafts(self, connection: Connection, *, at: datetime) -> tuple[str, ...]:
        return tuple(connection.scalars(_KEYS, self.own(oldest=at - KEPT)))

    @writing
    def correct_draft(self, connection: Connection, key: str, made: Correction, keys: Keys) -> Draft | None:
        waits = connection.execute(_STILL_WAITS, self.own(wanted=key, oldest=made.at - KEPT, now=made.at))
        if not waits.rowcount:
            return None
        values = {"field": made.field, "part": made.part, "entry": made.entry, "value": made.value}
        given = self.next(connection, "draft_correction")
        row = self.row(draft=key, id=given, set_by=made.by, at=made.at, **values)
        connection.execute(insert(draft_correction), row)
        self._shows(connection, key, _of_somebody(keys))
        return self._with_corrections(
            connection, connection.execute(_ONE, self.own(wanted=key, oldest=made.at - KEPT)).first()
        )

    @writing
    def drop_draft(self, connection: Connection, key: str) -> None:
        connection.execute(_DROP, self.own(wanted=key))

    @writing
    def reported(self, connection: Connection, key: str, message: Message) -> None:
        if connection.scalar(_EXISTS, self.own(wanted=key)) is None:
            return
        where = {"platform": message.workspace.platform, "workspace": message.workspace.id}
        row = self.row(draft=key, **where, channel=message.channel, message=message.id)
        connection.execute(putting(connection, draft_report).values(row).on_conflict_do_nothing())

    @reading
    def reports(self, connection: Connection, key: str) -> tuple[Message, ...]:
        return self._reports(connection, key)

    def drafts_of(self, connection: Connection, erased: Collection[str]) -> list[str]:
        """Those of whoever had one of these keyed keys, but not those of somebody who is still here.

        And those without any key, from before they had some: nobody can say whose they are.
        """
        shown: dict[str, list[str]] = {}
        for row in connection.execute(_SHOWN, self.own()):
            shown.setdefault(row.draft, []).extend([row.key] if row.key else [])
        return [key for key, keys in shown.items() if not keys or self._is_of(connection, keys, erased)]

    def drop_drafts(self, connection: Connection, keys: Iterable[str]) -> list[Message]:
        """The messages that showed them."""
        gone = list(keys)
        reports = [one for key in gone for one in self._reports(connection, key)]
        for key in gone:
            connection.execute(_DROP, self.own(wanted=key))
        return reports

    def _is_of(self, connection: Connection, keys: Sequence[str], erased: Collection[str]) -> bool:
        files = [one for one in keys if one.startswith(file_key(""))]
        if not {*self.keyed(connection, files)}.isdisjoint(erased):
            return True
        theirs = [one for one in keys if one not in files]
        had = {one for one, hashed in zip(theirs, self.keyed(connection, theirs), strict=True) if hashed in erased}
        of_others = identity.known(self, connection, theirs)
        return bool(had - of_others) and of_others <= had  # a mailbox of several says nothing of whose it is

    def _shows(self, connection: Connection, key: str, shown: Iterable[str]) -> None:
        if rows := [self.row(draft=key, key=one) for one in shown]:
            connection.execute(putting(connection, draft_key).on_conflict_do_nothing(), rows)

    def _reports(self, connection: Connection, key: str) -> tuple[Message, ...]:
        rows = connection.execute(_REPORTS, self.own(wanted=key))
        return tuple(Message(Workspace(row.platform, row.workspace), row.channel, row.message) for row in rows)

    def _with_corrections(self, connection: Connection, row: Any) -> Draft | None:
        if row is None:
            return None
        made = tuple(Correction(*one) for one in connection.execute(_SET, self.own(wanted=row.key)))
        return Draft(row.key, row.name, row.data, row.received_by, row.at, made, row.opening)


def _of_somebody(keys: Keys) -> list[str]:
    return [key for key, kind in identity.hashed(keys) if kind != identity.NEAR]
