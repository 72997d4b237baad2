"""Whose data a member works on: the organization of their workspace, as the member that they are there."""

from collections.abc import Callable
from datetime import date, datetime

from bot.chat.messages import Member
from bot.digests import reminders
from bot.records import Organization, Role, Workspace
from bot.store import Store, Tenant


class Whose:
    """``home`` names the organization of a workspace that is not linked yet, or None. What is linked is asked for once, and kept."""

    def __init__(
        self, store: Store, home: Callable[[Workspace], Organization | None], clock: Callable[[], datetime]
    ) -> None:
        self._store, self._home, self._clock = store, home, clock
        self._organizations: dict[Workspace, Organization] = {}
        self._met: dict[tuple[Workspace, str], tuple[str, Role | None, date]] = {}

    def organization(self, workspace: Workspace, *, now: bool = False) -> Organization | None:
        """The one that the workspace is linked to; with ``now`` also where another process linked it since."""
        if (now or workspace not in self._organizations) and (linked := self._store.organization_linked(workspace)):
            self._organizations[workspace] = linked
        return self._organizations.get(workspace)

    def within(self, workspace: Workspace, *, now: bool = False) -> Tenant | None:
        """The data of the workspace's organization; None where it has none."""
        organization = self.organization(workspace, now=now)
        return self._store.within(organization) if organization else None

    def tenant(self, member: Member, *, begin: bool = True, now: bool = False) -> Tenant | None:
        """The data of the member's organization. An unknown workspace starts one of its own, to ``begin`` with, when one of its admins comes."""
        organization, workspace = self.organization(member.workspace, now=now), member.workspace
        if organization is None:
            home = self._home(workspace)
            if not (home or (begin and member.admin and not member.outsider)):
                return None
            organization = self._store.organization_of(workspace, default=home)
            self._organizations[workspace] = organization
        return self._store.within(organization, member.key)

    def as_member(self, tenant: Tenant, member: Member) -> Tenant:
        """As whoever the identity is the same member as sees it."""
        stands_for = tenant.stands_for(member.key)
        return tenant if stands_for == member.key else self._store.within(tenant.organization, stands_for)

    def meet(self, tenant: Tenant, member: Member, role: Role | None) -> None:
        """Take down, once a day, how the member is called and that they have a role or none any more; who works is reminded."""
        now = self._clock()
        key, known = (member.workspace, member.id), (member.name, role, now.date())
        if self._met.get(key) != known:
            tenant.met(member.workspace, member.id, member.name, role=role, at=now)
            if role is not None and role >= Role.RECRUITER and member.workspace.platform != "terminal":
                tenant.begin_reminders(reminders.first(member, tenant.stands_for(member.key), now))
            self._met[key] = known
