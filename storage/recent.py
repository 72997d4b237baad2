"""The list that each member saw last: what row numbers mean, in whichever process they are typed."""

from datetime import datetime

import msgspec
from sqlalchemy import Connection, bindparam, select

from bot.records import RecentList, Workspace
from storage.scope import Scope, of, putting
from storage.tables import recent_list
from storage.transactions import reading, writing

_LAST = select(recent_list.c.line, recent_list.c.first, recent_list.c.numbers, recent_list.c.more).where(
    of(recent_list),
    recent_list.c.platform == bindparam("here_platform"),
    recent_list.c.workspace == bindparam("here_workspace"),
    recent_list.c.member == bindparam("who"),
)


class Lists(Scope):
    @writing
    def remember(
        self, connection: Connection, workspace: Workspace, member: str, recent: RecentList, *, at: datetime
    ) -> None:
        key = {"platform": workspace.platform, "workspace": workspace.id, "member": member}
        seen = {
            "line": recent.line,
            "first": recent.first,
            "numbers": msgspec.json.encode(recent.numbers).decode(),
            "more": recent.more,
            "at": at,
        }
        connection.execute(
            putting(connection, recent_list)
            .values(self.row(**key, **seen))
            .on_conflict_do_update(index_elements=["organization_id", *key], set_=seen)
        )

    @reading
    def recall(self, connection: Connection, workspace: Workspace, member: str) -> RecentList | None:
        asked = self.own(here_platform=workspace.platform, here_workspace=workspace.id, who=member)
        row = connection.execute(_LAST, asked).first()
        if row is None:
            return None
        return RecentList(row.line, row.first, msgspec.json.decode(row.numbers, type=tuple[int, ...]), row.more)
