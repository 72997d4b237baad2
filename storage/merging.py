"""Two records of one person: every row of the one becomes the other's, and back.

What moves is found in the schema, so that a table added later is not forgotten. Numbers never move: the other one
keeps answering as part of the first.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, bindparam, delete, func, insert, or_, select, update

from bot.stages import Stage
from storage import index as searchable
from storage.holds import Holds
from storage.scope import batches, of, within_reach
from storage.stages import Stages
from storage.tables import application, candidate, identity_key, metadata, search_skill, search_term, search_text
from storage.transactions import writing
from storage.types import Moment

_MADE_AGAIN = (identity_key, search_skill, search_term, search_text)
_number: ColumnElement[int] = bindparam("number")
_joined: ColumnElement[int] = bindparam("joined")
_PART_OF = select(func.coalesce(candidate.c.part_of, candidate.c.number)).where(
    of(candidate), candidate.c.number == _number
)
_WHOLES = select(candidate.c.number, candidate.c.part_of).where(
    of(candidate), candidate.c.number.in_(bindparam("numbers", expanding=True)), candidate.c.part_of.is_not(None)
)
_PARTS = select(candidate.c.number).where(of(candidate), candidate.c.part_of == _number).order_by(candidate.c.number)
_JOIN = (
    update(candidate)
    .where(of(candidate), or_(candidate.c.number == _joined, candidate.c.part_of == _joined))
    .values(part_of=bindparam("whole"), name="", sort_name="", headline="")
)
_SET_PART = update(candidate).where(of(candidate), candidate.c.number == _joined).values(part_of=bindparam("whole"))
_APPLICATIONS = (
    select(application)
    .where(of(application), application.c.candidate == _number)
    .order_by(application.c.arrived.desc(), application.c.opening)
)
_NONE_LATEST = update(application).where(of(application), application.c.candidate == _number).values(latest=False)
_LATEST = (
    update(application)
    .where(of(application), application.c.candidate == _number, application.c.opening == bindparam("of_opening"))
    .values(latest=True)
)
_PUT = (
    update(application)
    .where(of(application), application.c.candidate == _number, application.c.opening == bindparam("of_opening"))
    .values(
        stage=bindparam("to"),
        stage_since=bindparam("since", type_=Moment),
        owner=bindparam("new_owner"),
        owner_member=bindparam("new_owner_member"),
        folded_owner=bindparam("new_folded_owner"),
        snoozed_until=bindparam("new_snoozed_until", type_=Moment),
        arrived=bindparam("new_arrived", type_=Moment),
        version=application.c.version + 1,
    )
)
_SOURCE = (
    update(application)
    .where(of(application), application.c.candidate == _number, application.c.opening == bindparam("of_opening"))
    .values(source=bindparam("old_source"), folded_source=bindparam("folded"))
)
_NO_KEYS = delete(identity_key).where(of(identity_key), identity_key.c.candidate == _number)


class Merging(Stages, Holds):
    @writing
    def merge(self, connection: Connection, number: int, other: int, *, by: str, at: datetime) -> None:
        """KeyError: no such number, or both are one already."""
        self.take_turns(connection)
        kept, gone = self.now(connection, number), self.now(connection, other)
        if kept == gone:
            raise KeyError(other)
        name = connection.scalar(select(candidate.c.name).where(of(candidate), candidate.c.number == gone), self.own())
        data = {"words": f"#{gone} {name}".strip(), "number": gone, "parts": self.parts(connection, gone)}
        self.void_notices(connection, [gone, kept])
        data |= self._move_all(connection, gone, kept)
        connection.execute(_JOIN, self.own(joined=gone, whole=kept))
        connection.execute(_NO_KEYS, self.own(number=gone))
        searchable.drop(self, connection, gone)
        self.show_latest(connection, kept)
        self.know_again(connection, kept)
        self.renew(connection, kept)
        self.journal(connection, kept, "merge", data, by=by, at=at)

    def now(self, connection: Connection, number: int) -> int:
        """The number under which this one is found. KeyError: no such number."""
        found = connection.scalar(_PART_OF, self.own(number=number)) if within_reach(number) else None
        if found is None:
            raise KeyError(number)
        return int(found)

    def wholes(self, connection: Connection, numbers: Iterable[int]) -> dict[int, int]:
        """For each of the numbers that was merged into another, that other one."""
        asked = (self.own(numbers=some) for some in batches(numbers))
        return {number: whole for one in asked for number, whole in connection.execute(_WHOLES, one)}

    def parts(self, connection: Connection, number: int) -> list[int]:
        """The numbers that were merged into this one."""
        return list(connection.scalars(_PARTS, self.own(number=number)))

    def part(self, connection: Connection, kept: int, data: dict[str, Any]) -> None:
        """Take a merge back: what came since stays with the number that was kept."""
        gone = data["number"]
        self.void_notices(connection, [kept])
        held = self.held_by(connection, [kept])
        for number, whole in ((gone, None), *((part, gone) for part in data["parts"])):
            connection.execute(_SET_PART, self.own(joined=number, whole=whole))
        self._part_applications(connection, kept, gone, data)
        for table in _tables():
            self._carry(connection, table, _picked(self._rows(connection, table, kept), table, data["moved"]), gone)
            self._put_back(connection, table, data["left"].get(table.name, []))
        self._clear(connection, kept, data["moved"])
        for number, opening in zip((kept, gone), data["latest"], strict=True):
            self.show_latest(connection, number, opening)
            self.know_again(connection, number)
            self.renew(connection, number)
            if held:
                self.hold_on(connection, number, held)

    def show_latest(self, connection: Connection, number: int, opening: int | None = None) -> None:
        """Lists show one application of each: the one at this opening, else the one that arrived last."""
        there = [row.opening for row in connection.execute(_APPLICATIONS, self.own(number=number))]
        shown = opening if opening in there else there[0]
        connection.execute(_NONE_LATEST, self.own(number=number))
        connection.execute(_LATEST, self.own(number=number, of_opening=shown))

    # --------------------------------------------------------------- rows

    def _move_all(self, connection: Connection, gone: int, kept: int) -> dict[str, Any]:
        moved: dict[str, list[Any]] = {}
        left: dict[str, list[Any]] = {}
        before = list(map(dict, connection.execute(_APPLICATIONS, self.own(number=kept)).mappings()))
        theirs = self._rows(connection, application, gone)
        latest = [next(row["opening"] for row in rows if row["latest"]) for rows in (before, theirs)]
        after = self._join_applications(connection, before, theirs, kept)
        for table in (application, *_tables()):
            rows = self._rows(connection, table, gone)
            there = {_key(row, table) for row in self._rows(connection, table, kept)} if _keyed(table) else set()
            going = [row for row in rows if _key(row, table) not in there]
            moved[table.name] = [_key(row, table) for row in going]
            left[table.name] = [row for row in rows if _key(row, table) in there]
            self._carry(connection, table, going, kept)
        self._clear(connection, gone, None)
        return {"moved": moved, "left": left, "before": before, "after": after, "latest": latest}

    def _carry(self, connection: Connection, table: Table, rows: Sequence[dict[str, Any]], number: int) -> None:
        """Give the rows to the number; where it is part of their key they are copied, and cleared when all are."""
        if not rows:
            return
        if _keyed(table):
            fresh = {"latest": False} if table is application else {}
            connection.execute(insert(table), [row | {"candidate": number} | fresh for row in rows])
            return
        for row in rows:
            same = [column == row[column.name] for column in table.primary_key.columns]
            connection.execute(update(table).where(*same).values(candidate=number))

    def _clear(self, connection: Connection, number: int, moved: dict[str, list[Any]] | None) -> None:
        """Delete what was copied to another number, what depends on it first."""
        for table in (*reversed(_tables()), application):
            if not _keyed(table):
                continue
            rows = self._rows(connection, table, number)
            for row in rows if moved is None else _picked(rows, table, moved):
                connection.execute(
                    delete(table).where(*(column == row[column.name] for column in table.primary_key.columns))
                )

    def _rows(self, connection: Connection, table: Table, number: int) -> list[dict[str, Any]]:
        columns = table.c if _keyed(table) else table.primary_key.columns
        found = connection.execute(
            select(*columns).where(of(table), table.c.candidate == _number), self.own(number=number)
        )
        return list(map(dict, found.mappings()))

    def _put_back(self, connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            connection.execute(insert(table), [_read(row, table) for row in rows])

    # -------------------------------------------------------- applications

    def _join_applications(
        self, connection: Connection, ours: list[dict[str, Any]], theirs: list[dict[str, Any]], kept: int
    ) -> dict[str, int]:
        """Where both applied for one opening, one application is left; its version by opening."""
        versions: dict[str, int] = {}
        stages = self.stages_now(connection)
        for mine in ours:
            for other in theirs:
                if other["opening"] != mine["opening"]:
                    continue
                leads = leading(mine, other, stages)
                values = {"to": leads["stage"], "since": leads["stage_since"]}
                values |= _held(next((one for one in (leads, mine, other) if one["owner"]), leads))
                values["new_snoozed_until"] = leads["snoozed_until"]
                values["new_arrived"] = max(mine["arrived"], other["arrived"])
                connection.execute(_PUT, self.own(number=kept, of_opening=mine["opening"], **values))
                versions[str(mine["opening"])] = mine["version"] + 1
        return versions

    def _part_applications(self, connection: Connection, kept: int, gone: int, data: dict[str, Any]) -> None:
        """Each has its applications again; where somebody moved the joint one since, it stays where it is."""
        rows = self._rows(connection, application, kept)
        self._carry(connection, application, _picked(rows, application, data["moved"]), gone)
        self._put_back(connection, application, [row | {"latest": False} for row in data["left"]["application"]])
        for row in data["before"]:
            sources = {"old_source": row["source"], "folded": row["folded_source"]}
            connection.execute(_SOURCE, self.own(number=kept, of_opening=row["opening"], **sources))
            now = next((one for one in rows if one["opening"] == row["opening"]), None)
            if now and now["version"] == data["after"].get(str(row["opening"])):
                old = _read(row, application)
                values = {"to": old["stage"], "since": old["stage_since"]}
                values |= {**_held(old), "new_snoozed_until": old["snoozed_until"], "new_arrived": old["arrived"]}
                connection.execute(_PUT, self.own(number=kept, of_opening=row["opening"], **values))


def _held(row: dict[str, Any]) -> dict[str, Any]:
    """Whose an application is."""
    return {f"new_{name}": row[name] for name in ("owner", "owner_member", "folded_owner")}


def leading(one: dict[str, Any], other: dict[str, Any], stages: Sequence[Stage]) -> dict[str, Any]:
    """Which of two applications tells where the person stands.

    An open stage before a closed one; of two open ones the one further on; of two closed ones the later.
    """
    order = {stage.key: at for at, stage in enumerate(stages)}
    closed = {stage.key for stage in stages if stage.closed}

    def weight(row: dict[str, Any]) -> tuple[Any, ...]:
        shut = row["stage"] in closed
        return (not shut, 0 if shut else order.get(row["stage"], 0), row["stage_since"])

    return max((one, other), key=weight)


def _tables() -> list[Table]:
    """The tables that hold what belongs to a person, those first that others depend on."""
    return [
        table
        for table in metadata.sorted_tables
        if "candidate" in table.c and table is not application and table not in _MADE_AGAIN
    ]


def _keyed(table: Table) -> bool:
    return "candidate" in table.primary_key.columns


def _columns(table: Table) -> Iterator[Column[Any]]:
    return (column for column in table.primary_key.columns if column.name not in ("organization_id", "candidate"))


def _key(row: dict[str, Any], table: Table) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in _columns(table))


def _picked(rows: Sequence[dict[str, Any]], table: Table, moved: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """The rows that a merge moved, and those that came to an application that it moved."""
    keys = {tuple(key) for key in moved.get(table.name, [])}
    openings = {opening for (opening,) in moved["application"]}
    return [row for row in rows if _key(row, table) in keys or row.get("opening") in openings]


def _read(row: dict[str, Any], table: Table) -> dict[str, Any]:
    """A row as it came out of JSON, with its times as times."""
    times = {column.name for column in table.c if isinstance(column.type, Moment)}
    return {
        name: datetime.fromisoformat(value) if name in times and isinstance(value, str) else value
        for name, value in row.items()
    }
