"""All rows that are about one person: what they may ask for. Which tables have some is found in the schema."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from storage.erasing import Erasing, rows_of_a_person
from storage.scope import of
from storage.tables import audit, delivery, delivery_item, document, look, share
from storage.transactions import reading

_DOCUMENTS = select(document.c.number, document.c.name, document.c.data).where(of(document))


class Everything(Erasing):
    @reading
    def everything(self, connection: Connection, number: int) -> dict[str, list[dict[str, Any]]]:
        numbers = self._all_of(connection, number)
        found = {table.name: self._found(connection, table, having, numbers) for table, having in rows_of_a_person()}
        for table in (audit, look):
            found[table.name] = self._found(connection, table, table.c.subject.in_(numbers), numbers)
        posts = {row["delivery"] for row in found[delivery_item.name]}
        found[delivery.name] = self._found(connection, delivery, delivery.c.id.in_(posts), numbers)
        shares = self._found(connection, share, share.c.numbers != "", numbers)
        found[share.name] = [row for row in shares if {*numbers} & {*json.loads(row["numbers"])}]
        return found

    @reading
    def originals(self, connection: Connection, number: int) -> tuple[tuple[int, str, bytes], ...]:
        numbers = self._all_of(connection, number)
        theirs = _DOCUMENTS.where(document.c.candidate.in_(numbers)).order_by(document.c.number)
        return tuple((row.number, row.name, bytes(row.data)) for row in connection.execute(theirs, self.own()))

    def _found(
        self, connection: Connection, table: Table, having: ColumnElement[bool], numbers: Sequence[int]
    ) -> list[dict[str, Any]]:
        columns = [one for one in table.c if one is not document.c.data and one.name != "organization_id"]
        asked = select(*columns).where(of(table), having).order_by(*table.primary_key.columns)
        rows = connection.execute(asked, self.own(of_numbers=list(numbers))).mappings()
        return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
