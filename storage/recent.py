"""The list that each member saw last: what row numbers mean, in whichever process they are typed."""

from datetime import datetime
from functools import cache

import msgspec
from sqlalchemy import Connection, Executable, bindparam, select

from bot.records import RecentList, Seen, Workspace
from storage.scope import Scope, of, putting_in
from storage.tables import recent_list
from storage.transactions import reading

_SHOWN = ("line", "first", "numbers", "more", "asked")
_LAST = select(*(recent_list.c[name] for name in _SHOWN)).where(
    of(recent_list),
    recent_list.c.platform == bindparam("here_platform"),
    recent_list.c.workspace == bindparam("here_workspace"),
    recent_list.c.member == bindparam("who"),
)


@cache
def _put(dialect: str) -> Executable:
    put = putting_in(dialect, recent_list)
    shown = {name: put.excluded[name] for name in (*_SHOWN, "at")}
    key = ["organization_id", "platform", "workspace", "member"]
    return put.on_conflict_do_update(index_elements=key, set_=shown)


class Lists(Scope):
    def remember(self, connection: Connection, seen: Seen, *, at: datetime) -> None:
        """Keep the list in place of the one that the member saw before."""
        key = {"platform": seen.workspace.platform, "workspace": seen.workspace.id, "member": seen.member}
        shown = {
            "line": seen.recent.line,
            "first": seen.recent.first,
            "numbers": msgspec.json.encode(seen.recent.numbers).decode(),
            "more": seen.recent.more,
            "asked": seen.recent.asked,
            "at": at,
        }
        connection.execute(_put(connection.dialect.name), self.row(**key, **shown))

    @reading
    def recall(self, connection: Connection, workspace: Workspace, member: str) -> RecentList | None:
        asked = self.own(here_platform=workspace.platform, here_workspace=workspace.id, who=member)
        row = connection.execute(_LAST, asked).first()
        if row is None:
            return None
        numbers = msgspec.json.decode(row.numbers, type=tuple[int, ...])
        return RecentList(row.line, row.first, numbers, row.more, row.asked)
