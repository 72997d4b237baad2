"""Whose a candidate is, until when they are put off, and how they are tagged; and what was done when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from bot.records import AuditEntry, Candidate, Role
from bot.search.text import fold, tokens
from bot.store import Conflict
from bot.work.changes import Change
from bot.work.records import Colleague
from storage.changes import COLUMNS, LATEST_FIRST, MINE, told
from storage.lists import ONE, people
from storage.notes import Notes
from storage.rows import RowChange
from storage.scope import of
from storage.scorecards import Cards
from storage.tables import access_grant, application, audit, change, identity_link, member, tag
from storage.todos import Todos
from storage.transactions import reading, writing

_number: Any = bindparam("number")
_LABELS = select(tag.c.tag, tag.c.label).where(of(tag), tag.c.candidate == _number)
_TAGS = (
    select(func.min(tag.c.label), func.count().label("people"))
    .where(of(tag))
    .group_by(tag.c.tag)
    .order_by(func.count().desc(), tag.c.tag)
)
_HISTORY: Select[Any] = select(*COLUMNS).where(of(change)).order_by(LATEST_FIRST)
_DONE_TO = _HISTORY.where(change.c.candidate == _number)
_DONE_BY = _HISTORY.where(MINE)
_LOOKS: Select[Any] = (
    select(audit.c.at, audit.c.actor, audit.c.place, audit.c.action, audit.c.subject, audit.c.outcome)
    .where(of(audit), audit.c.subject.in_(bindparam("numbers", expanding=True)))
    .order_by(audit.c.id.desc())
)
_SAME = select(identity_link.c.identity, identity_link.c.stands_for).where(of(identity_link))
_MEMBERS = select(member).where(of(member))
_GRANTED = select(access_grant).where(of(access_grant), access_grant.c.subject_kind == "member")


class Work(Notes, Todos, Cards):
    @reading
    def colleagues(self, connection: Connection) -> tuple[Colleague, ...]:
        found: dict[str, Colleague] = {}
        for row in connection.execute(_GRANTED, self.own()):
            key = f"{row.platform}:{row.workspace}:{row.subject}"
            found[key] = Colleague(key, row.name, row.role != Role.VIEWER.word)
        for row in connection.execute(_MEMBERS, self.own()):
            key = f"{row.platform}:{row.workspace}:{row.id}"
            granted = found.get(key)
            works = row.role not in ("", Role.VIEWER.word) or (granted is not None and granted.works)
            found[key] = Colleague(key, row.name, works)
        for identity, stands_for in connection.execute(_SAME, self.own()):
            if other := found.pop(identity, None):
                known = found.get(stands_for, replace(other, key=stands_for))
                found[stands_for] = replace(known, works=known.works or other.works)
        return tuple(sorted(found.values(), key=lambda one: (one.name.casefold(), one.key)))

    @writing
    def assign(
        self,
        connection: Connection,
        number: int,
        owner: Colleague | None,
        *,
        by: str,
        at: datetime,
        version: int | None = None,
        opening: int | None = None,
        batch: str = "",
    ) -> Candidate:
        name = owner.name if owner else ""
        values = {
            "owner": name,
            "owner_member": owner.key if owner else "",
            "folded_owner": f" {' '.join(tokens(name))} " if name else "",
        }
        self.take_turns(connection)
        number = self.now(connection, number)
        here = self.applied(connection, number, opening)
        if version not in (None, here.version):
            raise Conflict("the application changed since it was read")
        made = self.put_row(connection, application, number, {"opening": here.opening}, values)
        words = f"{here.owner} → {name}"
        self.journal_rows(connection, number, "owner", words, [made], by=by, at=at, batch=batch)
        return self._listed(connection, number)

    @writing
    def snooze(
        self,
        connection: Connection,
        number: int,
        until: datetime | None,
        *,
        by: str,
        at: datetime,
        opening: int | None = None,
        batch: str = "",
    ) -> Candidate:
        self.take_turns(connection)
        number = self.now(connection, number)
        key = {"opening": self.applied(connection, number, opening).opening}
        made = self.put_row(connection, application, number, key, {"snoozed_until": until})
        words = until.date().isoformat() if until else ""
        self.journal_rows(connection, number, "snooze", words, [made], by=by, at=at, batch=batch)
        return self._listed(connection, number)

    @writing
    def tag(
        self,
        connection: Connection,
        number: int,
        add: Sequence[str],
        remove: Sequence[str],
        *,
        by: str,
        at: datetime,
        batch: str = "",
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        self.take_turns(connection)
        number = self.now(connection, number)
        there = {row.tag: row.label for row in connection.execute(_LABELS, self.own(number=number))}
        new: dict[str, str] = {}
        for label in add:
            if (key := fold(label)) not in there:
                new.setdefault(key, label)
        gone = {key: there[key] for key in dict.fromkeys(map(fold, remove)) if key in there and key not in new}
        made: list[RowChange | None] = []
        for key, label in new.items():
            values = {"label": label, "tagged_by": by, "at": at}
            made.append(self.put_row(connection, tag, number, {"tag": key}, values))
        made += [self.put_row(connection, tag, number, {"tag": key}, None) for key in gone]
        words = " ".join([*(f"+{label}" for label in new.values()), *(f"−{label}" for label in gone.values())])
        self.journal_rows(connection, number, "tag", words, made, by=by, at=at, batch=batch)
        return tuple(new.values()), tuple(gone.values())

    @reading
    def tags(self, connection: Connection) -> tuple[tuple[str, int], ...]:
        return tuple((label, count) for label, count in connection.execute(_TAGS, self.own()))

    @reading
    def history(
        self, connection: Connection, *, number: int = 0, by: str = "", limit: int, offset: int = 0
    ) -> tuple[int, tuple[Change, ...]]:
        if number:
            asked, statement = self.own(number=self.now(connection, number)), _DONE_TO
        else:
            asked, statement = self.own(by=by, member=self.member), _DONE_BY
        total, rows = _page(connection, statement, asked, limit, offset)
        return total, tuple(map(told, rows))

    @reading
    def looks(
        self, connection: Connection, number: int, *, limit: int, offset: int = 0
    ) -> tuple[int, tuple[AuditEntry, ...]]:
        """Under whatever number it was: those that were merged into this one, too."""
        number = self.now(connection, number)
        asked = self.own(numbers=[number, *self.parts(connection, number)])
        total, rows = _page(connection, _LOOKS, asked, limit, offset)
        return total, tuple(map(_looked, rows))

    def _listed(self, connection: Connection, number: int) -> Candidate:
        return people(connection.execute(ONE, self.own(number=number)).all())[0]


def _looked(row: Row[Any]) -> AuditEntry:
    return AuditEntry(row.at, row.actor, row.place, row.action, row.subject, row.outcome)


def _page(
    connection: Connection, found: Select[Any], asked: dict[str, Any], limit: int, offset: int
) -> tuple[int, Sequence[Row[Any]]]:
    total = connection.scalar(select(func.count()).select_from(found.order_by(None).subquery()), asked)
    return int(total or 0), connection.execute(found.limit(max(0, limit)).offset(max(0, offset)), asked).all()
