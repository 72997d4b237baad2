"""What is still to do about people, and by whom."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from bot.store import Conflict
from bot.work.records import Colleague, Todo
from storage.changes import Changes
from storage.scope import by_candidate, of, theirs
from storage.tables import todo
from storage.transactions import reading, writing

_ONE: Select[Any] = select(todo).where(of(todo), todo.c.id == bindparam("wanted"))
_OPEN: Select[Any] = (
    select(todo).where(of(todo), todo.c.done_at.is_(None)).order_by(todo.c.due == "", todo.c.due, todo.c.id)
)
_OF_PEOPLE = _OPEN.where(theirs(todo.c.candidate))
_OF_MEMBER = _OPEN.where(todo.c.owner_member == bindparam("owner"))


class Todos(Changes):
    @writing
    def add_todo(
        self,
        connection: Connection,
        number: int,
        text: str,
        *,
        due: date | None,
        owner: Colleague,
        by: str,
        at: datetime,
    ) -> Todo:
        self.take_turns(connection)
        number = self.now(connection, number)
        given = self.next(connection, "todo")
        values = {
            "text": text,
            "due": _day(due),
            "owner": owner.name,
            "owner_member": owner.key,
            "added_by": by,
            "at": at,
            "done_by": "",
            "done_at": None,
        }
        made = self.put_row(connection, todo, number, {"id": given}, values)
        self.journal_rows(connection, number, "todo", f"added: {text}", [made], by=by, at=at)
        return Todo(given, number, text, due, owner, by, at)

    @reading
    def todo(self, connection: Connection, given: int) -> Todo | None:
        row = connection.execute(_ONE, self.own(wanted=given)).first()
        return to_do(row) if row else None

    @reading
    def todos(self, connection: Connection, *, owner: str = "", number: int = 0) -> tuple[Todo, ...]:
        if number:
            number = self.now(connection, number)
            return open_todos(connection, self.own(numbers=[number])).get(number, ())
        return tuple(map(to_do, connection.execute(_OF_MEMBER, self.own(owner=owner))))

    @writing
    def finish_todo(
        self, connection: Connection, given: int, *, by: str, at: datetime, seen: Todo | None = None
    ) -> Todo:
        return self._set(connection, given, "done", {"done_by": by, "done_at": at}, seen=seen, by=by, at=at)

    @writing
    def postpone_todo(
        self, connection: Connection, given: int, due: date | None, *, by: str, at: datetime, seen: Todo | None = None
    ) -> Todo:
        words = f"put off to {due or 'some day'}"
        found = self._set(connection, given, words, {"due": _day(due)}, seen=seen, by=by, at=at)
        if found.done_at:
            raise KeyError(given)
        return found

    def _set(
        self,
        connection: Connection,
        given: int,
        words: str,
        values: dict[str, Any],
        *,
        seen: Todo | None,
        by: str,
        at: datetime,
    ) -> Todo:
        """It as it is then; what is done stays as it was."""
        self.take_turns(connection)
        row = connection.execute(_ONE, self.own(wanted=given)).first()
        if row is None:
            raise KeyError(given)
        if seen not in (None, to_do(row)):
            raise Conflict("the to-do changed since it was read")
        if row.done_at is not None:
            return to_do(row)
        made = self.put_row(connection, todo, row.candidate, {"id": given}, values)
        self.journal_rows(connection, row.candidate, "todo", f"{words}: {row.text}", [made], by=by, at=at)
        return to_do(connection.execute(_ONE, self.own(wanted=given)).one())


def open_todos(connection: Connection, asked: Mapping[str, Any]) -> dict[int, tuple[Todo, ...]]:
    """What is still to do about each of several people."""
    return {number: tuple(map(to_do, rows)) for number, rows in by_candidate(connection, _OF_PEOPLE, asked).items()}


def _day(due: date | None) -> str:
    return due.isoformat() if due else ""


def to_do(row: Row[Any]) -> Todo:
    due = date.fromisoformat(row.due) if row.due else None
    owner = Colleague(row.owner_member, row.owner)
    return Todo(row.id, row.candidate, row.text, due, owner, row.added_by, row.at, row.done_by, row.done_at)
