"""One request in, one reply out: find the command, check access, run it, record it, turn errors into replies.

Access is checked here and nowhere else, by what `bot.chat.access` says. Blocks while it works; threads may share one App.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import perf_counter
from typing import Literal

from bot.chat import plain_words
from bot.chat.access import allows, demanding, may, refused, role_of, shown_to
from bot.chat.arguments import arguments
from bot.chat.beside import Beside, Follow
from bot.chat.broken import Unrecorded, broken, cautious
from bot.chat.command import Command, Registry, Resolver
from bot.chat.context import Context, Recent, outside
from bot.chat.errors import Refusal
from bot.chat.finishing import coloured, naming, subjects_of, told_again
from bot.chat.forms import declined
from bot.chat.in_hand import InHand
from bot.chat.messages import Choice, Reply, Request, Typed
from bot.chat.presses import TWICE
from bot.chat.restraint import Limits, Pace, notice, too_fast
from bot.chat.whose import Whose
from bot.digests.post import Board
from bot.intents import event_of
from bot.measuring import measured
from bot.profile import Reader
from bot.records import AuditEntry, Organization, RecentList, Role, Seen, Workspace
from bot.serving import serving
from bot.store import Conflict, Store, Tenant, Unavailable

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
    follow: Follow = lambda *_: None


class App(Beside):
    """The core over one store. ``read`` reads the CVs it is sent; ``home`` is of `Whose`, ``posters`` of `Beside`."""

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
        super().__init__(store, Whose(store, home, clock), clock, posters, tools.follow)
        self._tools, self._read = tools, read
        self._limits, self._pace = limits, Pace(limits)
        self.in_hand = InHand(store, tools.commands, clock)

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

    @cautious(otherwise=False)
    def admits(self, request: Request, *, begin: bool = True) -> bool:
        """Whether the asker has any role, and does not ask too fast; never raises, and is False where that cannot be told."""
        tenant = self._whose.tenant(request.member, begin=begin, now=True)
        if tenant is None or self._pace.refuses(tenant, request.member, now=self._clock()):
            return False
        return role_of(tenant, request.member) is not None

    @cautious(otherwise=())
    def complete(self, request: Request, command: str, parameter: str) -> tuple[Choice, ...]:
        """At most 25 completions for what is typed of the parameter; none for whoever may not run the command. Never raises."""
        with self._store.moment():
            return self._completed(request, command, parameter)

    # ------------------------------------------------------------ the steps

    def _handled(self, request: Request) -> tuple[Command | None, Reply | None]:
        command: Command | None = None
        try:
            if when := self._too_fast(request):
                return None, too_fast(when, self._clock()).reply()
            if not self._first(request):
                return None, None
            with self._in_turn(request), self._store.moment():
                command, line = self._meant(request)
                return command, self._answer(request, command, line)
        except Exception as error:  # noqa: BLE001 - the one place where nothing may escape
            return command, broken(error, command, request)

    def _completed(self, request: Request, command: str, parameter: str) -> tuple[Choice, ...]:
        found = self._tools.commands.get(command)
        tenant = self._whose.tenant(request.member, begin=False, now=True)
        role = role_of(tenant, request.member) if tenant else None
        if tenant is None or found is None or role is None or not allows(role, found):
            return ()
        if self._too_fast(request, typing=True):
            return ()
        tenant = self._whose.as_member(tenant, request.member)
        recent = _recent(tenant, request)
        context = self._context(request, tenant, role, recent, self._tools.resolver(tenant, recent))
        with serving(tenant):
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
        tenant = self._whose.tenant(request.member, begin=False, now=True)
        role = role_of(tenant, request.member) if tenant else None
        if tenant is None or role is None:
            return ""
        tenant = self._whose.as_member(tenant, request.member)
        recent = _recent(tenant, request)
        resolver = self._tools.resolver(tenant, recent)
        with serving(tenant):
            return plain_words.act(self._context(request, tenant, role, recent, resolver), resolver)

    def _too_fast(self, request: Request, *, typing: bool = False) -> datetime | None:
        """When to go on; None for who may do so now, as whoever sits at the terminal always may."""
        tenant = None if request.place.kind == "terminal" else self._whose.tenant(request.member)
        return self._pace.wait(tenant, request.member, now=self._clock(), typing=typing) if tenant else None

    def _in_turn(self, request: Request) -> AbstractContextManager[None]:
        tenant = self._whose.tenant(request.member)
        return self._pace.turn(tenant.organization.id, self._clock()) if tenant else nullcontext()

    def _answer(self, request: Request, command: Command, line: str) -> Reply:
        tenant = self._whose.tenant(request.member, now=True)
        if tenant is None:
            return Refusal(STRANGER, ("An admin of it can begin there: ", Typed("help"), ".")).reply()
        role = role_of(tenant, request.member)
        self._whose.meet(tenant, request.member, role)
        asked = demanding(self._tools.commands, command, line, request.values)
        if role is None or not allows(role, asked):
            self._record(tenant, request, asked.name, (), "refused")
            reply = refused(tenant, asked, role, request.member, self._clock()).reply()
        else:
            reply = self._run(request, self._whose.as_member(tenant, request.member), role, command, line)
        return reply if role is None else shown_to(reply, may(self._tools.commands, role))

    def _run(self, request: Request, tenant: Tenant, role: Role, command: Command, line: str) -> Reply:
        recent = _recent(tenant, request)
        resolver = self._tools.resolver(tenant, recent)
        context = self._context(request, tenant, role, recent, resolver)
        subjects: tuple[int, ...] = ()
        outcome: Outcome = "failed"
        try:
            with serving(tenant):
                try:
                    found = arguments(command, _fitting(line), context, resolver)
                    subjects = subjects_of(found)
                    reply = told_again(coloured(command.run(context, **found)), request, command, line)
                    subjects = subjects or ((reply.about,) if reply.about else ())
                    if command.changes and not command.aside:
                        reply = replace(reply, changed=subjects if reply.changed is None else reply.changed)
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

    def _notice(self, tenant: Tenant, request: Request, numbers: tuple[int, ...]) -> None:
        """Whoever reads very many people's data is noticed, but for whoever sits at the terminal."""
        if not numbers or request.place.kind == "terminal":
            return
        if notice(tenant, request.member, numbers, limit=self._limits.people, now=self._clock()):
            self._record(tenant, request, "bulk reading", (), "done")

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
