"""Workspaces that join an organization by a code, and leave it."""

import hmac
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from bot.linking import LASTS, TRIES, Code, Joining
from bot.records import AuditEntry, Organization, Workspace
from storage.access import Trail
from storage.acting import ALL, act_for
from storage.identities import Identities, hashed
from storage.scope import of
from storage.tables import access_grant, candidate, digest, intake_channel, link_code, organization, workspace
from storage.transactions import durably

_OLD = delete(link_code).where(of(link_code), link_code.c.at <= bindparam("until", type_=link_code.c.at.type))
_CODE = (
    select(link_code, organization.c.name)
    .join(organization, organization.c.id == link_code.c.organization_id)
    .where(link_code.c.id == bindparam("wanted"))
    .with_for_update(of=link_code)
)
_WRONG = update(link_code).where(link_code.c.id == bindparam("wanted")).values(tries=link_code.c.tries + 1)
_SPENT = delete(link_code).where(
    link_code.c.organization_id == bindparam("owner"), link_code.c.id == bindparam("wanted")
)
_PEOPLE = select(func.count()).select_from(candidate).where(of(candidate))
_DIGESTS = (
    select(func.count())
    .select_from(digest)
    .where(of(digest), digest.c.state != "stopped", digest.c.about != "reminders")
)
_MOVE = (
    update(workspace)
    .where(
        workspace.c.platform == bindparam("on_platform"),
        workspace.c.id == bindparam("whose"),
        workspace.c.organization_id == bindparam("before"),
    )
    .values(organization_id=bindparam("after"))
)
_OTHERS = select(workspace.c.id).where(
    of(workspace),
    workspace.c.platform != "terminal",
    (workspace.c.platform != bindparam("on_platform")) | (workspace.c.id != bindparam("whose")),
)
_STARTED = (
    select(organization.c.id, organization.c.name)
    .where(organization.c.started_by == bindparam("own"), organization.c.id != bindparam("before"))
    .order_by(organization.c.id)
    .limit(1)
)
_NO_ROLES, _NO_INTAKES = (
    delete(table).where(
        of(table), table.c.platform == bindparam("on_platform"), table.c.workspace == bindparam("whose")
    )
    for table in (access_grant, intake_channel)
)
_PAUSE = (
    update(digest)
    .where(
        of(digest),
        digest.c.platform == bindparam("on_platform"),
        digest.c.workspace == bindparam("whose"),
        digest.c.state.in_(["active", "once"]),
    )
    .values(state="paused", fault="its workspace was unlinked")
)


class Links(Identities):
    @durably
    def issue_code(self, connection: Connection, code: Code, *, by: str, at: datetime) -> None:
        connection.execute(_OLD, self.own(until=at - LASTS))
        kept = self.row(id=code.name, hash=hashed(code), tries=0, made_by=by, at=at)
        connection.execute(insert(link_code), kept)

    @durably
    def join(self, connection: Connection, workspace: Workspace, code: Code, *, by: str, at: datetime) -> Joining:
        self.take_turns(connection)
        people, digests = (connection.scalar(one, self.own()) or 0 for one in (_PEOPLE, _DIGESTS))
        act_for(connection, ALL)
        called = connection.execute(_CODE, {"wanted": code.name}).all()
        good = [one for one in called if one.at > at - LASTS and one.tries < TRIES]
        row = next((one for one in good if hmac.compare_digest(one.hash, hashed(code))), None)
        if row is None:
            connection.execute(_WRONG, {"wanted": code.name})
            return Joining("no such code")
        if row.organization_id == self.organization.id:
            return Joining("the same")
        if people or digests:
            return Joining("people", count=people) if people else Joining("digests", count=digests)
        there = Organization(row.organization_id, row.name)
        if not self._moved(connection, workspace, there):
            return Joining("no such code")
        connection.execute(_SPENT, {"owner": there.id, "wanted": code.name})
        act_for(connection, there.id)
        entry = AuditEntry(at, by, _place(workspace), "link", None, "done")
        Trail(self.database, there).write_down(connection, [entry])
        return Joining("done", there)

    @durably
    def leave(self, connection: Connection, workspace: Workspace, *, by: str, at: datetime) -> bool:
        self.take_turns(connection)
        this = self.own(on_platform=workspace.platform, whose=workspace.id)
        if connection.execute(_OTHERS, this).first() is None:
            return False
        for statement in (_NO_ROLES, _NO_INTAKES, _PAUSE):
            connection.execute(statement, this)
        self.workspace_left(connection, workspace.platform, workspace.id)
        act_for(connection, ALL)
        own = _own(connection, workspace, before=self.organization.id)
        if not self._moved(connection, workspace, own):
            raise KeyError(workspace)
        act_for(connection, own.id)
        entry = AuditEntry(at, by, _place(workspace), "unlink", None, "done")
        Trail(self.database, own).write_down(connection, [entry])
        return True

    def _moved(self, connection: Connection, workspace: Workspace, to: Organization) -> bool:
        move = {
            "on_platform": workspace.platform,
            "whose": workspace.id,
            "before": self.organization.id,
            "after": to.id,
        }
        return connection.execute(_MOVE, move).rowcount > 0


def _own(connection: Connection, place: Workspace, *, before: int) -> Organization:
    """The one that the workspace started by itself, which nobody else belongs to; a new one where there is none."""
    own = f"{place.platform} {place.id}"
    if row := connection.execute(_STARTED, {"own": own, "before": before}).first():
        return Organization(*row)
    names = (own, *(f"{own} ({count})" for count in range(2, 10_000)))
    taken = set(connection.scalars(select(organization.c.name).where(organization.c.name.startswith(own))))
    new = insert(organization).values(name=next(one for one in names if one not in taken), started_by=own)
    return Organization(*connection.execute(new.returning(organization.c.id, organization.c.name)).one())


def _place(workspace: Workspace) -> str:
    return f"{workspace.platform}:{workspace.id}:"
