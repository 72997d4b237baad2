"""Rows about a person that are changed with a line in the journal, and put back from it as they were.

The journal has each row's key, and its columns before and after. A row that somebody changed since stays as it is.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, bindparam, delete, insert, select, update

from storage.merging import Merging
from storage.scope import of
from storage.tables import application, metadata
from storage.types import Moment

Values = Mapping[str, Any]
_OWN = ("organization_id", "candidate")


@dataclass(frozen=True, slots=True)
class RowChange:
    """None stands for no row."""

    table: str
    key: Values
    before: Values | None
    after: Values | None

    def told(self) -> dict[str, Any]:
        return {"table": self.table, "key": self.key, "before": self.before, "after": self.after}


_STANDING: Select[Any] = (
    select(application)
    .where(of(application), application.c.candidate == bindparam("number"))
    .order_by(application.c.latest.desc())
    .limit(1)
)
_STANDING_AT = _STANDING.where(application.c.opening == bindparam("of_opening"))


class Rows(Merging):
    def applied(self, connection: Connection, number: int, opening: int | None) -> Row[Any]:
        """The person's application at the opening, or the one that lists show. KeyError: there is none."""
        asked = self.own(number=number) | ({} if opening is None else {"of_opening": opening})
        row = connection.execute(_STANDING if opening is None else _STANDING_AT, asked).first()
        if row is None:
            raise KeyError(opening)
        return row

    def put_row(
        self, connection: Connection, table: Table, number: int, key: Values, values: Values | None
    ) -> RowChange | None:
        """Make the row, set columns of it, or with None delete it; None where that changes nothing."""
        now = self._row(connection, table, number, key)
        before = now and (now if values is None else {name: now[name] for name in values})
        if before is not None and values is not None and _plain(before) == _plain(values):
            return None
        self._write(connection, table, number, key, values, there=now is not None)
        return RowChange(table.name, key, before, values)

    def journal_rows(
        self,
        connection: Connection,
        number: int,
        kind: str,
        words: str,
        changes: Sequence[RowChange | None],
        *,
        by: str,
        at: datetime,
        batch: str = "",
    ) -> bool:
        """A line for what was changed; False where nothing was."""
        made = [one.told() for one in changes if one]
        if made:
            opening = next((one["key"]["opening"] for one in made if "opening" in one["key"]), None)
            data = {"words": words, "rows": made} | ({} if opening is None else {"opening": opening})
            self.journal(connection, number, kind, data, by=by, at=at, batch=batch)
        return bool(made)

    def rows_back(self, connection: Connection, number: int, made: Sequence[Values]) -> bool:
        """Put the rows back as they were; False, and nothing is written, where one of them is not as it was left."""
        tables = [metadata.tables[one["table"]] for one in made]
        for table, one in zip(tables, made, strict=True):
            now = self._row(connection, table, number, one["key"])
            after = one["after"]
            left = now is None if after is None else now is not None and _has(now, after)
            if not left:
                return False
        for table, one in zip(tables, made, strict=True):
            before = one["before"] if one["before"] is None else _timed(one["before"], table)
            self._write(connection, table, number, one["key"], before, there=one["after"] is not None)
        return True

    def _row(self, connection: Connection, table: Table, number: int, key: Values) -> dict[str, Any] | None:
        found = connection.execute(select(table).where(*self._same(table, number, key)), self.own()).mappings().first()
        if found is None:
            return None
        return {name: value for name, value in found.items() if name not in _OWN and name not in key}

    def _write(
        self, connection: Connection, table: Table, number: int, key: Values, values: Values | None, *, there: bool
    ) -> None:
        same = self._same(table, number, key)
        if values is None:
            connection.execute(delete(table).where(*same), self.own())
        elif there:
            counted = {"version": table.c.version + 1} if "version" in table.c else {}
            connection.execute(update(table).where(*same).values(**values, **counted), self.own())
        else:
            connection.execute(insert(table), self.row(candidate=number, **key, **values))

    def _same(self, table: Table, number: int, key: Values) -> list[ColumnElement[bool]]:
        return [of(table), table.c.candidate == number, *(table.c[name] == value for name, value in key.items())]


def same_rows(one: Values, other: Values) -> bool:
    """Whether two lines of the journal are about a row in common."""
    keys = [[(row["table"], row["key"]) for row in data.get("rows", ())] for data in (one, other)]
    return any(key in keys[1] for key in keys[0])


def _plain(values: Values) -> Any:
    """As the journal has them."""
    return json.loads(json.dumps(dict(values), default=datetime.isoformat))


def _has(now: Values, after: Values) -> bool:
    return bool(_plain({name: now[name] for name in after}) == after)


def _timed(values: Values, table: Table) -> dict[str, Any]:
    """A row as it came out of JSON, with its times as times."""
    times = {column.name for column in table.c if isinstance(column.type, Moment)}
    return {
        name: datetime.fromisoformat(value) if name in times and isinstance(value, str) else value
        for name, value in values.items()
    }
