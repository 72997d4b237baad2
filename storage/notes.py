"""Notes on people: whom they mention, the discussion that they save, and that only their author changes them."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, select

from bot.store import Conflict
from bot.work.discussions import Discussion, Said
from bot.work.notes import Mention, Note
from bot.work.port import NotYours
from storage.changes import Changes
from storage.scope import by_candidate, of, theirs
from storage.tables import discussion, note
from storage.transactions import reading, writing

_STANDING: Select[Any] = select(note).where(of(note), note.c.taken_back.is_(None))
_NOTES = _STANDING.where(theirs(note.c.candidate)).order_by(note.c.candidate, note.c.id)
_NOTE = _STANDING.where(note.c.candidate == bindparam("number"), note.c.id == bindparam("wanted"))
_DISCUSSION: Select[Any] = select(discussion).where(of(discussion), discussion.c.key == bindparam("key"))


class Notes(Changes):
    @writing
    def note(
        self,
        connection: Connection,
        number: int,
        text: str,
        *,
        by: str,
        at: datetime,
        mentions: Sequence[Mention] = (),
        discussion: Discussion | None = None,
        batch: str = "",
    ) -> None:
        self.take_turns(connection)
        number = self.now(connection, number)
        given = self.next(connection, "note")
        saved = discussion or Discussion()
        row = self.row(
            candidate=number,
            id=given,
            author=by,
            member=self.member,
            text=text,
            mentions=_mentions(mentions),
            link=saved.link,
            said=_said(saved),
            at=at,
            edited=None,
            taken_back=None,
        )
        connection.execute(insert(note), row)
        self.journal(connection, number, "note", {"words": "", "note": given}, by=by, at=at, batch=batch)

    @writing
    def edit_note(
        self,
        connection: Connection,
        number: int,
        given: int,
        text: str,
        *,
        by: str,
        at: datetime,
        mentions: Sequence[Mention] = (),
        seen: str | None = None,
    ) -> None:
        values = {"text": text, "mentions": _mentions(mentions), "edited": at}
        self._change_own(connection, number, given, "note edit", values, seen=seen, by=by, at=at)

    @writing
    def remove_note(
        self, connection: Connection, number: int, given: int, *, by: str, at: datetime, seen: str | None = None
    ) -> None:
        self._change_own(connection, number, given, "note removal", {"taken_back": at}, seen=seen, by=by, at=at)

    def _change_own(
        self,
        connection: Connection,
        number: int,
        given: int,
        kind: str,
        values: dict[str, Any],
        *,
        seen: str | None,
        by: str,
        at: datetime,
    ) -> None:
        self.take_turns(connection)
        number = self.now(connection, number)
        row = connection.execute(_NOTE, self.own(number=number, wanted=given)).first()
        if row is None:
            raise KeyError(given)
        if not self.member or row.member != self.member:
            raise NotYours
        if seen not in (None, row.text):
            raise Conflict("the note changed since it was read")
        made = self.put_row(connection, note, number, {"id": given}, values)
        self.journal_rows(connection, number, kind, "", [made], by=by, at=at)

    @writing
    def keep_discussion(self, connection: Connection, kept: Discussion, *, at: datetime) -> str:
        key = secrets.token_hex(4)
        connection.execute(insert(discussion), self.row(key=key, link=kept.link, said=_said(kept), at=at))
        return key

    @reading
    def discussion(self, connection: Connection, key: str) -> Discussion | None:
        row = connection.execute(_DISCUSSION, self.own(key=key)).first()
        return _discussion(row.link, row.said) if row else None


def notes(connection: Connection, asked: Mapping[str, Any]) -> dict[int, tuple[Note, ...]]:
    """Those on each of several people."""
    return {number: tuple(map(_note, rows)) for number, rows in by_candidate(connection, _NOTES, asked).items()}


def _note(row: Row[Any]) -> Note:
    mentions = tuple(Mention(name, key) for name, key in json.loads(row.mentions))
    saved = _discussion(row.link, row.said)
    return Note(row.author, row.text, row.at, row.id, row.member, mentions, saved, row.edited)


def _mentions(mentions: Sequence[Mention]) -> str:
    return json.dumps([(one.name, one.key) for one in mentions], ensure_ascii=False)


def _said(kept: Discussion) -> str:
    """Where more was said than is kept, nothing stands before the first message."""
    rows = [(one.author, one.text, one.at and one.at.isoformat()) for one in kept.said]
    return json.dumps([None, *rows] if kept.cut else rows, ensure_ascii=False)


def _discussion(link: str, said: str) -> Discussion:
    rows = json.loads(said)
    messages = tuple(Said(who, text, at and datetime.fromisoformat(at)) for who, text, at in filter(None, rows))
    return Discussion(link, messages, cut=None in rows)
