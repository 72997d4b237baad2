"""Who may do what, and the trail of what was done."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, insert, or_, select, update

from bot.members import Met
from bot.records import AuditEntry, Grant, Role, Seen, Workspace
from storage.recent import Lists
from storage.scope import Scope, of, putting, within_reach
from storage.tables import access_grant, audit, member, workspace
from storage.transactions import durably, reading, writing

_here = (
    of(access_grant),
    access_grant.c.platform == bindparam("here_platform"),
    access_grant.c.workspace == bindparam("here_workspace"),
)
_is_member = and_(access_grant.c.subject_kind == "member", access_grant.c.subject == bindparam("member"))
_is_group = and_(
    access_grant.c.subject_kind == "group", access_grant.c.subject.in_(bindparam("groups", expanding=True))
)
_ROLES = select(access_grant.c.role).where(*_here, or_(_is_member, _is_group))
_GRANTS = (
    select(access_grant)
    .where(of(access_grant))
    .order_by(
        access_grant.c.platform,
        access_grant.c.workspace,
        access_grant.c.subject_kind,
        access_grant.c.name,
        access_grant.c.subject,
    )
)
_REVOKE = delete(access_grant).where(
    *_here, access_grant.c.subject_kind == bindparam("kind"), access_grant.c.subject == bindparam("who")
)
_NEWEST = (
    select(audit.c.at, audit.c.actor, audit.c.place, audit.c.action, audit.c.subject, audit.c.outcome)
    .where(of(audit))
    .order_by(audit.c.id.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_AUDITED = select(func.count()).select_from(audit).where(of(audit))


_THEIRS = (
    of(member),
    member.c.platform == bindparam("here_platform"),
    member.c.workspace == bindparam("here_workspace"),
    member.c.id == bindparam("who"),
)
_NAME = select(member.c.name).where(*_THEIRS)
_NO_ROLE = update(member).where(*_THEIRS, member.c.role != "").values(role="", met=bindparam("at"))
_ADMINS = (
    select(member.c.platform, member.c.workspace, member.c.id, member.c.name, member.c.role, member.c.met)
    .where(of(member), member.c.role == "admin", member.c.met >= bindparam("since"))
    .order_by(member.c.name, member.c.platform, member.c.workspace, member.c.id)
)
_WORKSPACES = (
    select(workspace.c.platform, workspace.c.id).where(of(workspace)).order_by(workspace.c.platform, workspace.c.id)
)


class Access(Scope):
    @writing
    def met(
        self, connection: Connection, workspace: Workspace, who: str, name: str, *, role: Role | None, at: datetime
    ) -> None:
        if role is None:
            asked = self.own(here_platform=workspace.platform, here_workspace=workspace.id, who=who, at=at)
            connection.execute(_NO_ROLE, asked)
            return
        key = {"platform": workspace.platform, "workspace": workspace.id, "id": who}
        known = {"name": name, "role": role.word, "met": at}
        connection.execute(
            putting(connection, member)
            .values(self.row(**key, **known))
            .on_conflict_do_update(index_elements=["organization_id", *key], set_=known)
        )

    @reading
    def admins(self, connection: Connection, *, since: datetime) -> tuple[Met, ...]:
        return tuple(
            Met(Workspace(row.platform, row.workspace), row.id, row.name, Role[row.role.upper()], row.met)
            for row in connection.execute(_ADMINS, self.own(since=since))
        )

    @reading
    def workspaces(self, connection: Connection) -> tuple[Workspace, ...]:
        return tuple(Workspace(*row) for row in connection.execute(_WORKSPACES, self.own()))

    @reading
    def member_name(self, connection: Connection, workspace: Workspace, who: str) -> str:
        asked = self.own(here_platform=workspace.platform, here_workspace=workspace.id, who=who)
        return connection.scalar(_NAME, asked) or ""

    @reading
    def role(self, connection: Connection, workspace: Workspace, member: str, groups: Collection[str]) -> Role | None:
        asked = self.own(
            here_platform=workspace.platform, here_workspace=workspace.id, member=member, groups=sorted(groups)
        )
        return max((Role[role.upper()] for role in connection.scalars(_ROLES, asked)), default=None)

    @reading
    def grants(self, connection: Connection) -> tuple[Grant, ...]:
        return tuple(_grant(row) for row in connection.execute(_GRANTS, self.own()))

    @durably
    def grant(self, connection: Connection, grant: Grant) -> None:
        subject = {
            "platform": grant.workspace.platform,
            "workspace": grant.workspace.id,
            "subject_kind": grant.subject_kind,
            "subject": grant.subject,
        }
        given = {
            "name": grant.name,
            "role": grant.role.name.lower(),
            "granted_by": grant.by,
            "granted_at": grant.at,
        }
        connection.execute(
            putting(connection, access_grant)
            .values(self.row(**subject, **given))
            .on_conflict_do_update(index_elements=["organization_id", *subject], set_=given)
        )

    @durably
    def revoke(self, connection: Connection, workspace: Workspace, subject_kind: str, subject: str) -> bool:
        asked = self.own(here_platform=workspace.platform, here_workspace=workspace.id, kind=subject_kind, who=subject)
        return connection.execute(_REVOKE, asked).rowcount > 0


class Trail(Lists):
    """Who saw and did what."""

    @durably
    def record(self, connection: Connection, *entries: AuditEntry, seen: Seen | None = None) -> None:
        self._write_down(connection, entries, seen)

    @writing
    def looked_up(self, connection: Connection, *entries: AuditEntry, seen: Seen | None = None) -> None:
        self._write_down(connection, entries, seen)

    def _write_down(self, connection: Connection, entries: Sequence[AuditEntry], seen: Seen | None) -> None:
        if seen:
            self.remember(connection, seen, at=entries[0].at)
        self.write_down(connection, entries)

    def write_down(self, connection: Connection, entries: Sequence[AuditEntry]) -> None:
        if not entries:
            return
        given = self.numbers_for(connection, "audit", len(entries))
        rows = [
            self.row(
                id=number,
                at=entry.at,
                actor=entry.actor,
                place=entry.place,
                action=entry.action,
                subject=entry.subject if entry.subject is None or within_reach(entry.subject) else None,
                outcome=entry.outcome,
            )
            for number, entry in zip(given, entries, strict=True)
        ]
        self.database.afterwards(self.database.trail.extend(connection, self.organization.id, rows))
        connection.execute(insert(audit), rows)

    @reading
    def trail_faults(self, connection: Connection) -> tuple[str, ...]:
        return tuple(self.database.trail.faults(connection, self.organization.id))

    @reading
    def audit(self, connection: Connection, *, limit: int, offset: int = 0) -> tuple[AuditEntry, ...]:
        asked = self.own(limit=max(0, limit), offset=max(0, offset))
        return tuple(AuditEntry(*row) for row in connection.execute(_NEWEST, asked))

    @reading
    def audited(self, connection: Connection) -> int:
        return connection.scalar(_AUDITED, self.own()) or 0


def _grant(row: Row[Any]) -> Grant:
    return Grant(
        workspace=Workspace(row.platform, row.workspace),
        subject_kind=row.subject_kind,
        subject=row.subject,
        name=row.name,
        role=Role[row.role.upper()],
        by=row.granted_by,
        at=row.granted_at,
    )
