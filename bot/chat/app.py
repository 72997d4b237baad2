"""One request in, one reply out: find the command, check access, run it, record it, turn errors into replies.

Access is checked here and nowhere else, by what `bot.chat.access` says. Blocks while it works; threads may share one App.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from time import perf_counter
from typing import Literal

from bot.channels import Message
from bot.chat import plain_words
from bot.chat.access import allows, demanding, may, refused, role_of, shown_to
from bot.chat.arguments import arguments
from bot.chat.broken import Unrecorded, broken, logged
from bot.chat.command import Command, Registry, Resolver
from bot.chat.context import Context, Recent, outside
from bot.chat.errors import Refusal
from bot.chat.finishing import coloured, naming, subjects_of, told_again
from bot.chat.forms import declined
from bot.chat.in_hand import InHand
from bot.chat.messages import Choice, Elsewhere, Member, Place, Reply, Request, Typed
from bot.chat.presses import TWICE
from bot.chat.restraint import Limits, Pace, notice, too_fast
from bot.digests import reminders
from bot.digests.post import Board
from bot.intents import event_of
from bot.measuring import measured
from bot.openings.known import openings_within
from bot.own_skills import known_within
from bot.profile import Reader
from bot.records import AuditEntry, Organization, RecentList, Role, Seen, Workspace
from bot.sharing.naming import named
from bot.sharing.records import standing
from bot.stages import stages_within
from bot.store import Conflict, Store, Tenant, Unavailable

log = logging.getLogger(__name__)

STRANGER = "This bot is not set up for this workspace yet."
LONGEST_LINE = 100_000
UNLIMITED = Limits()

Outcome = Literal["done", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Tools:
    """What the commands' package gives to the App, so that the App knows no command."""

    commands: Registry
    resolver: Callable[[Tenant, Recent], Resolver]
    completions: Callable[[Context, Command, str, str], tuple[Choice, ...]]
    stale: Callable[[Tenant, Sequence[int], datetime], tuple[Elsewhere, ...]] = lambda *_: ()
    """The posts that say something else after these people were changed."""


class App:
    """The core over one store. ``read`` reads the CVs it is sent; ``home`` names the organization of a workspace that is not linked yet, or None.

    ``posters`` are the platforms on which this process posts by now.
    """

    def __init__(
        self,
        store: Store,
        tools: Tools,
        *,
        read: Reader,
        home: Callable[[Workspace], Organization | None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        limits: Limits = UNLIMITED,
        posters: Callable[[], Sequence[Board]] = tuple,
    ) -> None:
        self._store, self._tools, self._read, self._home, self._clock = store, tools, read, home, clock
        self._organizations: dict[Workspace, Organization] = {}
        self._limits, self._pace, self._posters = limits, Pace(limits), posters
        self.in_hand = InHand(store, tools.commands, clock)
        self._met: dict[tuple[Workspace, str], tuple[str, Role | None, date]] = {}

    @property
    def commands(self) -> tuple[Command, ...]:
        return tuple(self._tools.commands)

    def handle(self, request: Request) -> Reply | None:
        """Answer a request; never raises. None where the same event was answered before."""
        began = perf_counter()
        command, reply = self._handled(request)
        if reply is not None:
            named = command.name if command else "none"
            measured.took("requests", perf_counter() - began, named, "failed" if reply.error else "answered")
        return reply

    def keep_lines(self, workspace: Workspace, lines: Mapping[str, str]) -> None:
        """Keep command lines for what only carries their keys; never raises."""
        try:
            if organization := self._organization(workspace):
                self._store.within(organization).keep_lines(lines, at=self._clock())
        except Exception as error:  # noqa: BLE001
            logged(error)

    def kept_line(self, workspace: Workspace, key: str) -> str:
        """Empty for one that is too old; never raises."""
        try:
            organization = self._organization(workspace, now=True)
            return self._store.within(organization).kept_line(key) if organization else ""
        except Exception as error:  # noqa: BLE001
            logged(error)
            return ""

    def direct_of(self, platform: str, person: str) -> Workspace | None:
        """To which workspace somebody's direct messages belong, as they said; never raises."""
        try:
            return self._store.direct_of(platform, person)
        except Exception as error:  # noqa: BLE001
            logged(error)
            return None

    def direct_to(self, workspace: Workspace, person: str) -> None:
        """Raises `Unavailable`."""
        self._store.direct_to(workspace, person, at=self._clock())

    def admits(self, request: Request, *, begin: bool = True) -> bool:
        """Whether the asker has any role, and does not ask too fast; never raises, and is False where that cannot be told."""
        try:
            tenant = self._tenant(request.member, begin=begin, now=True)
            if tenant is None or self._pace.refuses(tenant, request.member, now=self._clock()):
                return False
            return role_of(tenant, request.member) is not None
        except Exception as error:  # noqa: BLE001
            logged(error)
            return False

    def sent(self, place: Place, messages: Sequence[str], reply: Reply) -> None:
        """A reply stays there as these messages, for more than its asker or for longer than it is looked at. Never raises."""
        try:
            organization = self._organization(place.workspace)
            numbers = named(reply)
            if organization and messages and numbers and place.kind != "terminal":
                there = standing(place.workspace, place.kind, place.id, messages)
                self._store.within(organization).named(there, numbers, at=self._clock())
        except Exception as error:  # noqa: BLE001
            logged(error)

    def takes_cvs(self, place: Place) -> bool:
        """Whether files that are dropped there are read as CVs without a word; never raises."""
        try:
            organization = self._organization(place.workspace, now=True)
            return organization is not None and self._store.within(organization).takes_cvs(place.workspace, place.id)
        except Exception as error:  # noqa: BLE001
            logged(error)
            return False

    def together(self, message: Message, file: str, pause: Callable[[], object]) -> tuple[str, ...]:
        """The files of a message of which the platform tells one by one, as many as came by the end of ``pause``.

        Each is handed out once, whichever process asks: empty where somebody else has this one. Never raises.
        """
        try:
            if (organization := self._organization(message.workspace, now=True)) is None:
                return ()
            tenant = self._store.within(organization)
            tenant.put_down(message, file, at=self._clock())
            pause()
            return tenant.take_up(message)
        except Exception as error:  # noqa: BLE001
            logged(error)
            return (file,)

    def reported(self, report: str, message: Message) -> None:
        """A reply's ``report`` stands in this message. Never raises."""
        try:
            if organization := self._organization(message.workspace):
                self._store.within(organization).reported(report, message)
        except Exception as error:  # noqa: BLE001
            logged(error)

    def complete(self, request: Request, command: str, parameter: str) -> tuple[Choice, ...]:
        """At most 25 completions for what is typed of the parameter; none for whoever may not run the command."""
        try:
            with self._store.moment():
                return self._completed(request, command, parameter)
        except Exception as error:  # noqa: BLE001
            logged(error)
            return ()

    # ------------------------------------------------------------ the steps

    def _handled(self, request: Request) -> tuple[Command | None, Reply | None]:
        command: Command | None = None
        try:
            if when := self._too_fast(request):
                return None, too_fast(when, self._clock()).reply()
            if not self._first(request):
                return None, None
            with self._store.moment():
                command, line = self._meant(request)
                return command, self._answer(request, command, line)
        except Exception as error:  # noqa: BLE001 - the one place where nothing may escape
            return command, broken(error, command, request)

    def _completed(self, request: Request, command: str, parameter: str) -> tuple[Choice, ...]:
        found = self._tools.commands.get(command)
        tenant = self._tenant(request.member, begin=False, now=True)
        role = role_of(tenant, request.member) if tenant else None
        if tenant is None or found is None or role is None or not allows(role, found):
            return ()
        if self._too_fast(request, typing=True):
            return ()
        recent = _recent(tenant, request)
        context = self._context(request, tenant, role, recent, self._tools.resolver(tenant, recent))
        with known_within(tenant), stages_within(tenant), openings_within(tenant):
            return self._tools.completions(context, found, parameter, request.text)[:25]

    def _first(self, request: Request) -> bool:
        """Whether nobody answered the same event, or a press of the same button just before."""
        now, event = self._clock(), event_of(request.member.workspace, request.key)
        if request.key and not self.in_hand.takes(event) and not self._store.first_time(event, at=now):
            return False
        pressed = f"{request.member.key} {request.press}"
        return not request.press or self._store.first_lately(pressed, at=now, within=TWICE)

    def _meant(self, request: Request) -> tuple[Command, str]:
        text = self._in_plain_words(request) or request.text
        return self._tools.commands.meant(text, files=bool(request.uploads))

    def _in_plain_words(self, request: Request) -> str:
        """The line of a command for which another word is said; empty for all else, and for whoever has no role."""
        if request.uploads or not plain_words.begin(self._tools.commands, request.text):
            return ""
        tenant = self._tenant(request.member, begin=False, now=True)
        role = role_of(tenant, request.member) if tenant else None
        if tenant is None or role is None:
            return ""
        recent = _recent(tenant, request)
        resolver = self._tools.resolver(tenant, recent)
        with known_within(tenant), stages_within(tenant), openings_within(tenant):
            return plain_words.act(self._context(request, tenant, role, recent, resolver), resolver)

    def _too_fast(self, request: Request, *, typing: bool = False) -> datetime | None:
        """When to go on; None for who may do so now, as whoever sits at the terminal always may."""
        tenant = None if request.place.kind == "terminal" else self._tenant(request.member)
        return self._pace.wait(tenant, request.member, now=self._clock(), typing=typing) if tenant else None

    def _answer(self, request: Request, command: Command, line: str) -> Reply:
        tenant = self._tenant(request.member, now=True)
        if tenant is None:
            return Refusal(STRANGER, ("An admin of it can begin there: ", Typed("help"), ".")).reply()
        role = role_of(tenant, request.member)
        self._meet(tenant, request.member, role)
        asked = demanding(self._tools.commands, command, line, request.values)
        if role is None or not allows(role, asked):
            self._record(tenant, request, asked.name, (), "refused")
            reply = refused(tenant, asked, role, request.member, self._clock()).reply()
        else:
            reply = self._run(request, tenant, role, command, line)
        return reply if role is None else shown_to(reply, may(self._tools.commands, role))

    def _run(self, request: Request, tenant: Tenant, role: Role, command: Command, line: str) -> Reply:
        recent = _recent(tenant, request)
        resolver = self._tools.resolver(tenant, recent)
        context = self._context(request, tenant, role, recent, resolver)
        subjects: tuple[int, ...] = ()
        outcome: Outcome = "failed"
        try:
            with known_within(tenant), stages_within(tenant), openings_within(tenant):
                try:
                    found = arguments(command, _fitting(line), context, resolver)
                    subjects = subjects_of(found)
                    reply = told_again(coloured(command.run(context, **found)), request, command, line)
                    subjects = subjects or ((reply.about,) if reply.about else ())
                    if command.changes and not command.aside:
                        touched = subjects if reply.changed is None else reply.changed
                        reply = self._with_posts(reply, tenant, touched)
                except Refusal as refusal:
                    outcome = "refused"
                    return naming(declined(refusal, command, line, context), subjects)
            if not command.changes:
                self._notice(tenant, request, (*subjects, *reply.people))
            outcome = "done"
            return naming(reply, subjects)
        finally:
            try:
                shown = recent.seen if recent.changed and outcome == "done" else None
                looked = outcome == "done" and not command.changes
                self._record(tenant, request, command.name, subjects, outcome, shown=shown, looked=looked)
            except (Unavailable, Conflict) as error:
                if outcome == "done" and command.changes:
                    raise Unrecorded from error
                if outcome != "failed":  # what failed says why itself
                    raise

    def _context(self, request: Request, tenant: Tenant, role: Role, recent: Recent, resolver: Resolver) -> Context:
        return Context(
            replace(request, thread=outside(self._store, request.thread)),
            tenant,
            outside(self._store, self._read),
            role,
            self._clock(),
            self._tools.commands,
            one=lambda who: resolver.one(who, lambda number: f"show {number}"),
            again=lambda line: self._rerun(request, line),
            recent=recent,
            poster=outside(self._store, self._poster),
        )

    def _poster(self, workspace: Workspace) -> Board | None:
        return next((one for one in self._posters() if workspace in one.workspaces()), None)

    def _rerun(self, request: Request, text: str) -> Reply:
        """Another line for the same member, through the same checks."""
        following = replace(request, text=text, uploads=(), values={}, key="")
        return self._answer(following, *self._meant(following))

    def _meet(self, tenant: Tenant, member: Member, role: Role | None) -> None:
        """Take down, once a day, how the member is called and that they have a role or none any more; who works is reminded."""
        now = self._clock()
        key, known = (member.workspace, member.id), (member.name, role, now.date())
        if self._met.get(key) != known:
            tenant.met(member.workspace, member.id, member.name, role=role, at=now)
            if role is not None and role >= Role.RECRUITER and member.workspace.platform != "terminal":
                tenant.begin_reminders(reminders.first(member, now))
            self._met[key] = known

    def _with_posts(self, reply: Reply, tenant: Tenant, subjects: Sequence[int]) -> Reply:
        """Brings posts that tell of them up to date, too. It was done: whatever fails here, the answer says so."""
        try:
            posts = self._tools.stale(tenant, subjects, self._clock())
        except Exception as error:  # noqa: BLE001
            logged(error)
            return reply
        return replace(reply, elsewhere=(*reply.elsewhere, *posts)) if posts else reply

    def _notice(self, tenant: Tenant, request: Request, numbers: tuple[int, ...]) -> None:
        """Whoever reads very many people's data is noticed, but for whoever sits at the terminal."""
        if not numbers or request.place.kind == "terminal":
            return
        if notice(tenant, request.member, numbers, limit=self._limits.people, now=self._clock()):
            self._record(tenant, request, "bulk reading", (), "done")

    def _tenant(self, member: Member, *, begin: bool = True, now: bool = False) -> Tenant | None:
        """The member's organization. An unknown workspace starts one of its own, to ``begin`` with, when one of its admins comes."""
        organization, workspace = self._organization(member.workspace, now=now), member.workspace
        if organization is None:
            home = self._home(workspace)
            if not (home or (begin and member.admin and not member.outsider)):
                return None
            organization = self._store.organization_of(workspace, default=home)
            self._organizations[workspace] = organization
        return self._store.within(organization, member.key)

    def _organization(self, workspace: Workspace, *, now: bool = False) -> Organization | None:
        """The one that the workspace is linked to; with ``now`` also where another process linked it since."""
        if (now or workspace not in self._organizations) and (linked := self._store.organization_linked(workspace)):
            self._organizations[workspace] = linked
        return self._organizations.get(workspace)

    def _record(
        self,
        tenant: Tenant,
        request: Request,
        action: str,
        subjects: Sequence[int],
        outcome: Outcome,
        *,
        shown: RecentList | None = None,
        looked: bool = False,
    ) -> None:
        """``looked``: nothing was changed, and to wait for the disk would double the time of an answer."""
        place = f"{request.place.workspace.platform}:{request.place.workspace.id}:{request.place.id}"
        member = request.member
        entry = AuditEntry(self._clock(), f"{member.id} {member.name}", place, action, None, outcome)
        entries = [replace(entry, subject=subject) for subject in subjects] or [entry]
        (tenant.looked_up if looked else tenant.record)(
            *entries, seen=Seen(member.workspace, member.id, shown) if shown else None
        )


def _fitting(line: str) -> str:
    if len(line) > LONGEST_LINE:
        raise Refusal(
            f"That is too long: {len(line):,} characters.", (f"At most {LONGEST_LINE:,}; a file may be longer.",)
        )
    return line


def _recent(tenant: Tenant, request: Request) -> Recent:
    return Recent(lambda: tenant.recall(request.member.workspace, request.member.id))
