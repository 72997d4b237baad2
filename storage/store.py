"""The store: organizations, their workspaces, and one organization's view of everything else."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select, text, tuple_, update

from bot.chat.presses import KEPT as PRESSED
from bot.linking import LASTS
from bot.members import Alarm
from bot.records import AuditEntry, Organization, Workspace
from bot.store import Unavailable
from storage import revisions, wall
from storage.access import Access
from storage.acting import ALL
from storage.channels import Channels
from storage.deliveries import Deliveries
from storage.digests import Digests
from storage.drafts import KEPT, Drafts
from storage.everything import Everything
from storage.following import Following
from storage.intake import Intake
from storage.intents import REMEMBERED, Intents, hashed
from storage.journal import Journal
from storage.leftovers import Leftovers
from storage.linking import Links
from storage.pending import Pendings
from storage.presses import Directs, Lines
from storage.restraint import AN_HOUR, Restraint, told
from storage.retention import RetentionTurns
from storage.roles import UNUSED, Roles
from storage.scope import putting
from storage.search import Search
from storage.shares import Shares, Waiting, unanswered
from storage.skills import OwnSkills
from storage.statistics import Statistics
from storage.tables import (
    alarm,
    allowance,
    digest,
    discussion,
    draft,
    dropped_file,
    event,
    link_code,
    look,
    member_code,
    organization,
    own_skill,
    pasted_role,
    pressed_line,
    recent_list,
    workspace,
)
from storage.trail import Trail
from storage.transactions import Busy, Database, durably, reading, writing
from storage.work import Work

FIRST = "default"
"""Name of the organization that is made where none is asked for."""

_PROBE = "ready"
"""An event that is none: what is written to see whether anything can be."""

_MAKING_ORGANIZATIONS = 7317319

_ALL = select(organization.c.id, organization.c.name).order_by(organization.c.id)
_OWN = _ALL.where(organization.c.started_by == "")
_NAMED = _ALL.where(organization.c.name == bindparam("name"))
_UNSETTLED = _ALL.where(
    organization.c.id.in_(select(own_skill.c.organization_id).where(own_skill.c.waiting > 0).distinct())
)
_LINKED = (
    select(organization.c.id, organization.c.name)
    .join(workspace, workspace.c.organization_id == organization.c.id)
    .where(workspace.c.platform == bindparam("platform"), workspace.c.id == bindparam("id"))
)


class SqlTenant(
    Following,
    Intake,
    Pendings,
    Work,
    Shares,
    Everything,
    Links,
    Search,
    OwnSkills,
    Drafts,
    Roles,
    Digests,
    Statistics,
    Access,
    Channels,
    Lines,
    Restraint,
):
    """One organization's view of the store."""


class SqlStore(Deliveries, Directs, Intents, Waiting, Leftovers, RetentionTurns):
    """All organizations. Safe to use from several threads, and from several processes on one database."""

    def __init__(self, engine: Engine, erasures: Journal | None = None, trail: Trail | None = None) -> None:
        self.database = Database(engine, erasures, trail, acts_for=ALL)

    def organization(self, name: str | None = None, *, make: bool = True) -> Organization:
        found = self._find(name)
        if not found and not make and (known := self.organizations()):
            raise LookupError(f"There is no organization {name or FIRST}. There is {known}.")
        return found[0] if found else self._make_organization(name or FIRST)

    def organizations(self) -> str:
        """Their names, for people."""
        return ", ".join(one.name for one in self._every())

    def organization_linked(self, workspace: Workspace) -> Organization | None:
        return self._linked(workspace)

    def organization_of(
        self, workspace: Workspace, *, default: Organization | None = None, name: str = ""
    ) -> Organization:
        return self._linked(workspace) or self._link(workspace, default, name)

    def moment(self) -> AbstractContextManager[None]:
        return self.database.moment()

    def release(self) -> None:
        self.database.end_moment()

    def within(self, organization: Organization, member: str = "") -> SqlTenant:
        return SqlTenant(self.database, organization, member)

    def reapply_erasures(self) -> int:
        """Erase again whom the journal knows as erased and the database does not, as it is a restored backup: how many.

        To be called before anything is asked of the store.
        """
        lines = self.database.erasures.lines().values() if self.database.erasures else ()
        done = 0
        for one in self._every() if lines else ():
            tenant = self.within(one)
            for line in tenant.missed(lines):
                tenant.erase_again(line)
                done += 1
        return done

    @reading
    def unsettled(self, connection: Connection) -> tuple[Organization, ...]:
        return tuple(Organization(*row) for row in connection.execute(_UNSETTLED))

    def untold(self, workspaces: Collection[Workspace]) -> tuple[Alarm, ...]:
        return self._untold(workspaces) if self._alarmed() else ()

    @reading
    def _alarmed(self, connection: Connection) -> bool:
        return connection.scalar(select(alarm.c.member).where(alarm.c.told.is_(False)).limit(1)) is not None

    @durably
    def _untold(self, connection: Connection, workspaces: Collection[Workspace]) -> tuple[Alarm, ...]:
        here = [(one.platform, one.id) for one in workspaces]
        waiting = alarm.c.told.is_(False) & tuple_(alarm.c.platform, alarm.c.workspace).in_(here)
        taken = connection.execute(update(alarm).where(waiting).values(told=True).returning(alarm)).all()
        owners = {row.id: Organization(*row) for row in connection.execute(_ALL)} if taken else {}
        return tuple(told(row, owners[row.organization_id]) for row in taken)

    @writing
    def first_time(self, connection: Connection, key: str, *, at: datetime) -> bool:
        put = putting(connection, event).values(key=hashed(key), at=at).on_conflict_do_nothing()
        return connection.scalar(put.returning(event.c.key)) is not None

    @durably
    def first_lately(self, connection: Connection, key: str, *, at: datetime, within: timedelta) -> bool:
        put = putting(connection, event).values(key=hashed(key), at=at)
        taken = put.on_conflict_do_update(index_elements=["key"], set_={"at": at}, where=event.c.at <= at - within)
        return connection.scalar(taken.returning(event.c.key)) is not None

    @writing
    def tidy(self, connection: Connection, now: datetime) -> None:
        for table, kept in (
            (event, REMEMBERED),
            (dropped_file, REMEMBERED),
            (draft, KEPT),
            (recent_list, KEPT),
            (discussion, KEPT),
            (pressed_line, PRESSED),
            (pasted_role, UNUSED),
            (look, AN_HOUR),
            (link_code, LASTS),
            (member_code, LASTS),
        ):
            connection.execute(delete(table).where(table.c.at < now - kept))
        connection.execute(unanswered(now))
        connection.execute(delete(allowance).where(allowance.c.spent_until < now.timestamp() * 1000))

    def at_newest(self) -> bool:
        """Whether the schema is the newest one. Raises Unavailable where nobody answers."""
        return Database(self.database.engine).run(revisions.current, "read")

    def apart(self) -> str:
        """What keeps organizations apart. Raises Unavailable where PostgreSQL does not, with what to do."""
        if self.database.dialect == "sqlite":
            return "each query asks for one organization's rows; SQLite has no second wall"
        if unguarded := Database(self.database.engine).run(wall.unguarded, "read"):
            raise Unavailable(f"No wall around {', '.join(unguarded)}. Run: recruitbot db upgrade")
        self._every()
        return "each query asks for one organization's rows, and PostgreSQL shows it no others"

    def ready(self) -> bool:
        """Whether the schema is the newest one, and what is written is kept: a disk may be full, a server in recovery."""
        try:
            return self.at_newest() and bool(self.kept())
        except Unavailable:
            return False

    def kept(self) -> str:
        """Says that what is written is kept, or that nobody could try. Raises Unavailable with the reason where it is not."""
        try:
            self._probe()
        except Busy:
            return "is busy: others write to it just now, and whether what is written is kept was not tried"
        return "what is written to it is kept"

    @writing
    def _probe(self, connection: Connection) -> None:
        put = putting(connection, event).values(key=_PROBE, at=(now := datetime.now(UTC)))
        connection.execute(put.on_conflict_do_update(index_elements=["key"], set_={"at": now}))

    def digests_due(self) -> int | None:
        """How many digests wait to be posted; None where nobody can tell."""
        try:
            return self._digests_due(datetime.now(UTC))
        except Unavailable:
            return None

    @reading
    def _digests_due(self, connection: Connection, now: datetime) -> int:
        waiting = (digest.c.state == "active") & (digest.c.next_due <= now)
        return connection.scalar(select(func.count()).select_from(digest).where(waiting)) or 0

    def close(self) -> None:
        self.database.engine.dispose()

    def record_everywhere(self, entry: AuditEntry) -> None:
        """Write to every organization's audit what was done with the whole database."""
        for one in self._every():
            self.within(one).record(entry)

    def trail_faults(self) -> tuple[str, ...]:
        """What does not fit in the audit trails, of all organizations."""
        every = self._every()
        return tuple(
            f"{one.name}: {fault}" if len(every) > 1 else fault
            for one in every
            for fault in self.within(one).trail_faults()
        )

    @durably
    def reseal(self, connection: Connection) -> int:
        """Encrypt by the first ``SECRET_KEY`` what an older one did, or none; how many keys those were."""
        return self.database.trail.reseal(connection)

    @reading
    def _find(self, connection: Connection, name: str | None) -> list[Organization]:
        if name is not None:
            return [Organization(*row) for row in connection.execute(_NAMED, {"name": name})]
        found = [Organization(*row) for row in connection.execute(_OWN)]
        if len(found) > 1:
            names = ", ".join(one.name for one in found)
            raise LookupError(f"There are several organizations: {names}. Name one.")
        return found

    @reading
    def _every(self, connection: Connection) -> list[Organization]:
        return [Organization(*row) for row in connection.execute(_ALL)]

    @reading
    def _linked(self, connection: Connection, place: Workspace) -> Organization | None:
        return _linked(connection, place)

    @writing
    def _make_organization(self, connection: Connection, name: str) -> Organization:
        _take_turns(connection)
        return _named(connection, name) or _made(connection, name, started_by="")

    @writing
    def _link(self, connection: Connection, place: Workspace, default: Organization | None, name: str) -> Organization:
        _take_turns(connection)
        if linked := _linked(connection, place):
            return linked
        own = f"{place.platform} {place.id}"
        owner = default or _made(connection, _free_name(connection, place, name), started_by=own)
        connection.execute(insert(workspace), {"platform": place.platform, "id": place.id, "organization_id": owner.id})
        return owner


def _take_turns(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MAKING_ORGANIZATIONS})


def _linked(connection: Connection, place: Workspace) -> Organization | None:
    row = connection.execute(_LINKED, {"platform": place.platform, "id": place.id}).first()
    return Organization(*row) if row else None


def _named(connection: Connection, name: str) -> Organization | None:
    row = connection.execute(_NAMED, {"name": name}).first()
    return Organization(*row) if row else None


def _made(connection: Connection, name: str, *, started_by: str) -> Organization:
    new = insert(organization).values(name=name, started_by=started_by)
    return Organization(*connection.execute(new.returning(organization.c.id, organization.c.name)).one())


def _free_name(connection: Connection, place: Workspace, name: str) -> str:
    """A new organization never joins one that happens to have its name."""
    own = f"{place.platform} {place.id}"
    names = (name, own, *(f"{name or own} ({count})" for count in range(2, 10_000)))
    return next(free for free in names if free and not _named(connection, free))
