"""One request in, one reply out: find the command, check access, run it, record it, turn errors into replies.

Access is checked here and nowhere else. Blocks while it works; threads may share one App.
"""

import logging
import secrets
import threading
import traceback
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from rapidfuzz import process

from bot.chat.command import Command, Registry, Resolver, arguments, straighten
from bot.chat.context import Context, Recent
from bot.chat.errors import Refusal
from bot.chat.messages import Button, Choice, Code, Reply, Request, SmallPrint, Typed
from bot.records import AuditEntry, Candidate, Organization, Role, Workspace
from bot.store import Conflict, Store, Tenant, Unavailable

log = logging.getLogger(__name__)

PREFIX = "/candidate"
LONGEST_LINE = 100_000
REMEMBERED_LISTS = 2_000
WORD_OF_ROLE = {Role.VIEWER: "viewer", Role.RECRUITER: "recruiter", Role.ADMIN: "admin"}


@dataclass(frozen=True, slots=True)
class Tools:
    """What the commands' package gives to the App, so that the App knows no command."""

    commands: Registry
    resolver: Callable[[Context], Resolver]
    completions: Callable[[Context, Command, str, str], tuple[Choice, ...]]


class App:
    """The core over one store. ``home`` names the organization of a workspace that is not linked yet, or None."""

    def __init__(
        self,
        store: Store,
        tools: Tools,
        *,
        home: Callable[[Workspace], Organization | None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._tools, self._home, self._clock = store, tools, home, clock
        self._organizations: dict[Workspace, Organization] = {}
        self._recent: OrderedDict[tuple[str, str, str], Recent] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def commands(self) -> tuple[Command, ...]:
        return tuple(self._tools.commands)

    def handle(self, request: Request) -> Reply | None:
        """Answer a request; never raises. None where the same event was answered before."""
        command: Command | None = None
        try:
            if request.key and not self._store.first_time(_event(request), at=self._clock()):
                return None
            command, line = self._command(request)
            return self._answer(request, command, line)
        except Exception as error:  # noqa: BLE001 - the one place where nothing may escape
            return _broken(error, command, request)

    def complete(self, request: Request, command: str, parameter: str) -> tuple[Choice, ...]:
        """At most 25 completions for what is typed of the parameter; none for whoever may not run the command."""
        try:
            found = self._tools.commands.get(command)
            tenant = self._tenant(request.member.workspace)
            role = _role(tenant, request)
            if found is None or role is None or role < found.role:
                return ()
            context = self._context(request, tenant, role)
            return self._tools.completions(context, found, parameter, request.text)[:25]
        except Exception as error:  # noqa: BLE001
            _report(error)
            return ()

    # ------------------------------------------------------------ the steps

    def _command(self, request: Request) -> tuple[Command, str]:
        """The command that the text means, and the rest of its line."""
        text = straighten(request.text[:LONGEST_LINE]).strip()
        if text.casefold() == PREFIX or text.casefold().startswith(PREFIX + " "):
            text = text[len(PREFIX) :].strip()
        word, _, rest = text.partition(" ") if " " in text.partition("\n")[0] else text.partition("\n")
        if command := self._tools.commands.get(word.casefold()):
            return command, rest.strip()
        name = "add" if request.uploads else "find" if text else "help"
        chosen = self._tools.commands.get(name)
        assert chosen is not None
        return chosen, text

    def _answer(self, request: Request, command: Command, line: str) -> Reply:
        tenant = self._tenant(request.member.workspace)
        role = _role(tenant, request)
        if role is None or role < command.role:
            self._record(tenant, request, command, None, "refused")
            return _forbidden(tenant, command, role).reply()
        context = self._context(request, tenant, role)
        subject: int | None = None
        outcome: Literal["done", "refused", "failed"] = "failed"
        try:
            found = arguments(command, line, context, self._tools.resolver(context))
            subject = next((value.number for value in found.values() if isinstance(value, Candidate)), None)
            reply = command.run(context, **found)
            outcome = "done"
        except Refusal as refusal:
            outcome = "refused"
            return refusal.reply()
        else:
            return reply
        finally:
            self._record(tenant, request, command, subject, outcome)

    def _context(self, request: Request, tenant: Tenant, role: Role) -> Context:
        return Context(request, tenant, role, self._clock(), self._tools.commands, self._recently(request))

    def _tenant(self, workspace: Workspace) -> Tenant:
        if (organization := self._organizations.get(workspace)) is None:
            organization = self._store.organization_of(workspace, default=self._home(workspace))
            self._organizations[workspace] = organization
        return self._store.within(organization)

    def _recently(self, request: Request) -> Recent:
        member = request.member
        key = (member.workspace.platform, member.workspace.id, member.id)
        with self._lock:
            recent = self._recent.pop(key, None) or Recent()
            self._recent[key] = recent
            while len(self._recent) > REMEMBERED_LISTS:
                self._recent.popitem(last=False)
        return recent

    def _record(
        self,
        tenant: Tenant,
        request: Request,
        command: Command,
        subject: int | None,
        outcome: Literal["done", "refused", "failed"],
    ) -> None:
        place = f"{request.place.workspace.platform}:{request.place.workspace.id}:{request.place.id}"
        member = f"{request.member.id} {request.member.name}"
        tenant.record(AuditEntry(self._clock(), member, place, command.name, subject, outcome))


def _event(request: Request) -> str:
    return f"{request.member.workspace.platform}:{request.member.workspace.id}:{request.key}"


def _role(tenant: Tenant, request: Request) -> Role | None:
    member = request.member
    if member.outsider:
        return None
    if member.admin:
        return Role.ADMIN
    return tenant.role(member.workspace, member.id, member.groups)


def _forbidden(tenant: Tenant, command: Command, role: Role | None) -> Refusal:
    admins = ", ".join(grant.name for grant in tenant.grants() if grant.role is Role.ADMIN)
    helper = admins or "An admin of this workspace"
    if role is None:
        return Refusal(
            "This bot is for the recruiting team, and you have no role in it yet.",
            (f"{helper} can give you one with ", Typed("access grant"), "."),
        )
    needed = WORD_OF_ROLE[command.role]
    return Refusal(
        f"You cannot use {command.name}.",
        (f"It needs the {needed} role; yours is {WORD_OF_ROLE[role]}. {helper} can change that.",),
        small=(("Nothing was changed",), (Typed("help"), " lists what you can do")),
    )


def _broken(error: Exception, command: Command | None, request: Request) -> Reply:
    reference = _report(error)
    certain = isinstance(error, Unavailable | Conflict) or command is None or not command.changes
    answer = "That did not work. Nothing was changed." if certain else "That did not work."
    if isinstance(error, Unavailable):
        advice = "The database does not answer. It is tried again with the next request."
    elif isinstance(error, Conflict):
        advice = "Somebody else changed the same thing a moment ago. Look again, then repeat it."
    else:
        advice = "The fault is in the bot, not in what you asked. Tell an admin the reference."
    again = request.text.strip()
    buttons = (Button("Try again", again),) if again and not request.uploads and not request.values else ()
    refusal = Refusal(answer, (advice,), buttons=buttons)
    reply = refusal.reply()
    small = SmallPrint((("Reference ", Code(reference), " · holds no candidate data"),))
    return Reply((*reply.blocks, small), text=f"{answer} Reference {reference}.", error=True)


def _report(error: Exception) -> str:
    """Log where it broke under a short reference; the error's own words may hold a candidate's data and stay out."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    letters = "".join(secrets.choice(alphabet) for _ in range(6))
    reference = f"{letters[:4]}-{letters[4:]}"
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("reference %s: %s\n%s", reference, type(error).__name__, frames)
    return reference


def nearest_command(word: str, commands: Registry) -> str | None:
    """The command that a mistyped word most likely means; None where none is near."""
    names = [command.name for command in commands if not command.hidden]
    found = process.extractOne(word.casefold(), names, score_cutoff=75)
    return found[0] if found else None
