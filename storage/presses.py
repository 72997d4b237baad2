"""Command lines that buttons name by a key, and the workspace of somebody's direct messages."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from bot.records import Workspace
from storage.scope import Scope, of, putting
from storage.tables import direct, pressed_line
from storage.transactions import Database, durably, reading

_LINE = select(pressed_line.c.line).where(of(pressed_line), pressed_line.c.key == bindparam("wanted"))
_DIRECT = select(direct.c.workspace).where(
    direct.c.platform == bindparam("there"), direct.c.person == bindparam("whose")
)


class Lines(Scope):
    @durably
    def keep_lines(self, connection: Connection, lines: Mapping[str, str], *, at: datetime) -> None:
        put = putting(connection, pressed_line)
        for key, line in sorted(lines.items()):
            row = put.values(self.row(key=key, line=line, at=at))
            connection.execute(row.on_conflict_do_update(index_elements=["organization_id", "key"], set_={"at": at}))

    @reading
    def kept_line(self, connection: Connection, key: str) -> str:
        return connection.scalar(_LINE, self.own(wanted=key)) or ""


class Directs:
    """Of all organizations."""

    database: Database

    @reading
    def direct_of(self, connection: Connection, platform: str, person: str) -> Workspace | None:
        found = connection.scalar(_DIRECT, {"there": platform, "whose": person})
        return Workspace(platform, found) if found else None

    @durably
    def direct_to(self, connection: Connection, workspace: Workspace, person: str, *, at: datetime) -> None:
        chosen = {"workspace": workspace.id, "at": at}
        put = putting(connection, direct).values(platform=workspace.platform, person=person, **chosen)
        connection.execute(put.on_conflict_do_update(index_elements=["platform", "person"], set_=chosen))
