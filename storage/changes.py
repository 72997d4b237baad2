"""The journal of what was done, written with the change itself, and how each kind is taken back."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, delete, or_, select, update

from bot.records import Correction
from bot.stages import fault_of
from bot.store import Occupied, Superseded
from bot.work.changes import Change
from storage import index as searchable
from storage import outdated
from storage.rows import Rows, same_rows
from storage.scope import of
from storage.stages import restored
from storage.tables import application, candidate, change, correction, document, note, stage_change
from storage.transactions import reading, writing
from storage.types import Moment

_number: ColumnElement[int] = bindparam("number")
COLUMNS = (
    change.c.id,
    change.c.candidate,
    change.c.kind,
    change.c.data,
    change.c.changed_by,
    change.c.at,
    change.c.batch,
    change.c.undone_at,
)
_STANDING: Select[Any] = select(*COLUMNS).where(of(change), change.c.undone_at.is_(None))
LATEST_FIRST = change.c.id.desc()
_of_member = (change.c.member == bindparam("member"), change.c.member != "")
_under_name = (change.c.changed_by == bindparam("by"), change.c.member == "")
MINE = or_(and_(*_of_member), and_(*_under_name))
"""What the acting member did, and under their name what no member did."""
_LAST_BY = tuple(_STANDING.where(*one).order_by(LATEST_FIRST).limit(1) for one in (_of_member, _under_name))
_LAST_OF = _STANDING.where(change.c.candidate == _number).order_by(change.c.id.desc()).limit(1)
_ONE = _STANDING.where(change.c.id == bindparam("given"))
_SINCE = _STANDING.where(change.c.candidate == _number, change.c.id > bindparam("given")).order_by(change.c.id)
_TEAMS_SINCE = _STANDING.where(change.c.candidate.is_(None), change.c.id > bindparam("given")).order_by(change.c.id)
_OF_BATCH = _STANDING.where(MINE, change.c.batch == bindparam("of_batch")).order_by(LATEST_FIRST)
_UNDONE = update(change).where(of(change), change.c.id == bindparam("given")).values(undone_at=bindparam("now"))
_CORRECTION = select(correction).where(
    of(correction), correction.c.candidate == _number, correction.c.id == bindparam("given")
)
_UNCORRECT = delete(correction).where(
    of(correction), correction.c.candidate == _number, correction.c.id == bindparam("given")
)
_NOTE_BACK = (
    update(note)
    .where(of(note), note.c.candidate == _number, note.c.id == bindparam("given"))
    .values(taken_back=bindparam("now", type_=Moment))
)
_APPLICATION = select(application).where(
    of(application), application.c.candidate == _number, application.c.opening == bindparam("of_opening")
)
_STAGE_BACK = (
    update(application)
    .where(of(application), application.c.candidate == _number, application.c.opening == bindparam("of_opening"))
    .values(stage=bindparam("to"), stage_since=bindparam("since", type_=Moment), version=application.c.version + 1)
)
_FORGET_MOVE = delete(stage_change).where(
    of(stage_change), stage_change.c.candidate == _number, stage_change.c.id == bindparam("given")
)
_NO_DOCUMENT = delete(document).where(of(document), document.c.number == bindparam("given"))
_NO_APPLICATION = delete(application).where(
    of(application), application.c.candidate == _number, application.c.opening == bindparam("of_opening")
)
_NOBODY = delete(candidate).where(of(candidate), candidate.c.number == _number)


class Changes(Rows):
    @writing
    def correct(self, connection: Connection, number: int, made: Sequence[Correction]) -> None:
        """KeyError: no such number."""
        self.take_turns(connection)
        number = self.now(connection, number)
        given = self.write_corrections(connection, number, made)
        self.journal_edits(connection, number, dict(zip(given, made, strict=True)))
        self.renew(connection, number)

    @reading
    def last_change(self, connection: Connection, *, by: str = "", number: int = 0) -> Change | None:
        if not number:
            asked = self.own(by=by, member=self.member)
            rows = [row for one in _LAST_BY if (row := connection.execute(one, asked).first())]
            return told(max(rows, key=lambda row: int(row.id))) if rows else None
        try:
            row = connection.execute(_LAST_OF, self.own(number=self.now(connection, number))).first()
        except KeyError:
            return None
        return told(row) if row else None

    @reading
    def batch(self, connection: Connection, key: str, *, by: str) -> tuple[Change, ...]:
        return tuple(map(told, connection.execute(_OF_BATCH, self.own(by=by, member=self.member, of_batch=key))))

    @writing
    def undo(self, connection: Connection, given: int, *, at: datetime) -> tuple[Change, tuple[Change, ...]]:
        self.take_turns(connection)
        row = connection.execute(_ONE, self.own(given=given)).first()
        if row is None:
            raise KeyError(given)
        later = _TEAMS_SINCE if row.candidate is None else _SINCE
        since = connection.execute(later, self.own(number=row.candidate, given=given)).all()
        data = json.loads(row.data)
        connection.execute(_UNDONE, self.own(given=given, now=at))
        if row.candidate is not None:
            self.void_notices(connection, [row.candidate])
            outdated.of_person(self, connection, row.candidate, row.kind, at=at)
        back: dict[str, Callable[[], None]] = {
            "edit": lambda: self._uncorrect(connection, row.candidate, data, since),
            "stage": lambda: self._unmove(connection, row.candidate, data, since),
            "note": lambda: self._unnote(connection, row.candidate, data, at),
            "document": lambda: self._undocument(connection, row.candidate, data, since),
            "merge": lambda: self._unmerge(connection, row.candidate, data, since),
            "apply": lambda: self._unapply(connection, row.candidate, data, since),
            "opening": lambda: self._unopen(connection, data, since, at),
            "stages": lambda: self._unstage(connection, data, since, at),
        }
        if made := data.get("rows"):
            if not self.rows_back(connection, row.candidate, made):
                raise Superseded([told(one) for one in since if same_rows(json.loads(one.data), data)])
        else:
            back[row.kind]()
        return told(row), tuple(map(told, since))

    # ------------------------------------------------------ each kind's way back

    def _uncorrect(self, connection: Connection, number: int, data: dict[str, Any], since: Sequence[Any]) -> None:
        mine = connection.execute(_CORRECTION, self.own(number=number, given=data["correction"])).one()
        for later in _of_kind(since, "edit"):
            other = json.loads(later.data)["correction"]
            theirs = connection.execute(_CORRECTION, self.own(number=number, given=other)).first()
            if theirs and (theirs.field, theirs.entry, theirs.part) == (mine.field, mine.entry, mine.part):
                raise Superseded((told(later),))
        connection.execute(_UNCORRECT, self.own(number=number, given=data["correction"]))
        self.know_again(connection, number)
        self.renew(connection, number)

    def _unmove(self, connection: Connection, number: int, data: dict[str, Any], since: Sequence[Any]) -> None:
        here = connection.execute(_APPLICATION, self.own(number=number, of_opening=data["opening"])).first()
        moves = _of_kind(since, "stage", "merge")
        if here is None or here.stage != data["to"] or moves:
            raise Superseded(tuple(map(told, moves)))
        if data["from"] not in (one.key for one in self.stages_now(connection)):
            raise Superseded(())
        back = {"to": data["from"], "since": datetime.fromisoformat(data["since"])}
        connection.execute(_STAGE_BACK, self.own(number=number, of_opening=data["opening"], **back))
        connection.execute(_FORGET_MOVE, self.own(number=number, given=data["move"]))

    def _unnote(self, connection: Connection, number: int, data: dict[str, Any], at: datetime) -> None:
        connection.execute(_NOTE_BACK, self.own(number=number, given=data["note"], now=at))

    def _undocument(self, connection: Connection, number: int, data: dict[str, Any], since: Sequence[Any]) -> None:
        self.refuse_held(connection, [number])
        if data["new"]:
            if since:
                raise Superseded(tuple(map(told, since)))
            searchable.drop(self, connection, number)
            connection.execute(_NOBODY, self.own(number=number))
            return
        moved = [one for one in _of_kind(since, "stage") if _opening(one) == data["opening"]]
        if data["opening"] is not None and moved:
            raise Superseded(tuple(map(told, moved)))
        connection.execute(_NO_DOCUMENT, self.own(given=data["document"]))
        if data["opening"] is not None:
            connection.execute(_NO_APPLICATION, self.own(number=number, of_opening=data["opening"]))
            self.show_latest(connection, number)
        if came_with := data.get("corrections"):
            connection.execute(_UNCORRECT, [self.own(number=number, given=one) for one in came_with])
        self.know_again(connection, number)
        self.renew(connection, number)

    def _unmerge(self, connection: Connection, number: int, data: dict[str, Any], since: Sequence[Any]) -> None:
        if merges := _of_kind(since, "merge"):
            raise Superseded(tuple(map(told, merges)))
        self.part(connection, number, data)

    def _unapply(self, connection: Connection, number: int, data: dict[str, Any], since: Sequence[Any]) -> None:
        theirs = [one for one in since if one.kind == "merge" or _opening(one) == data["opening"]]
        here = connection.execute(_APPLICATION, self.own(number=number, of_opening=data["opening"])).first()
        if theirs or here is None:
            raise Superseded(tuple(map(told, theirs)))
        connection.execute(_NO_APPLICATION, self.own(number=number, of_opening=data["opening"]))
        self.show_latest(connection, number, data["latest"] if here.latest else None)

    def _unopen(self, connection: Connection, data: dict[str, Any], since: Sequence[Any], at: datetime) -> None:
        same = [one for one in _of_kind(since, "opening") if _opening(one) == data["opening"]]
        if "was" not in data:
            if same or self.how_many_at(connection, data["opening"]):
                raise Superseded(tuple(map(told, same)))
            self.drop_opening(connection, data["opening"])
            return
        touched = [one for one in same if data["was"].keys() & json.loads(one.data).get("was", {}).keys()]
        closed = data["was"].get("closed")
        back = data["was"] | ({"closed": datetime.fromisoformat(closed)} if closed else {})
        if touched or not self.restore_opening(connection, data["opening"], back, at=at):
            raise Superseded(tuple(map(told, touched)))

    def _unstage(self, connection: Connection, data: dict[str, Any], since: Sequence[Any], at: datetime) -> None:
        same = [one for one in _of_kind(since, "stages") if json.loads(one.data)["key"] == data["key"]]
        before = restored(self.stages_now(connection), data)
        if same or fault_of(before):
            raise Superseded(tuple(map(told, same)))
        try:
            self.put_stages(connection, before, at=at)
        except Occupied:
            raise Superseded(()) from None


def _of_kind(rows: Sequence[Any], *kinds: str) -> list[Any]:
    return [row for row in rows if row.kind in kinds]


def _opening(row: Any) -> int | None:
    found: int | None = json.loads(row.data).get("opening")
    return found


def told(row: Any) -> Change:
    """A line of the journal as the port has it."""
    data = json.loads(row.data)
    return Change(
        row.id,
        row.candidate or 0,
        row.kind,
        data.get("words", ""),
        row.changed_by,
        row.at,
        row.batch,
        row.undone_at,
        data.get("reason", ""),
    )
