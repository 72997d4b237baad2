"""A core for adapters' tests: real declarations of commands, and answers that the test writes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated

from bot.channels import Message
from bot.chat.command import Command, Line, Registry, StageKey
from bot.chat.in_hand import InHand
from bot.chat.messages import Choice, Place, Reply, Request, Text, Upload
from bot.intents import Intent
from bot.records import Candidate, Role, Workspace

registry = Registry()


def said(words: str) -> Reply:
    return Reply((Text((words,)),), text=words)


@registry.command("find", family="Find", examples=("cuda triton", 'find "paged attention" -intern'))
def find(ctx: object, query: Annotated[Line, "skills, places, names"], *, page: int = 1) -> Reply:
    """Find people; strongest proof first."""
    raise NotImplementedError


@registry.command("show", family="Find", examples=("show noor",))
def show(ctx: object, who: Annotated[Candidate, "a name, #number or row"], evidence: str = "") -> Reply:
    """Show one person's card."""
    raise NotImplementedError


@registry.command("stage", family="Work", role=Role.RECRUITER, examples=("stage noor interview",), changes=True)
def stage(ctx: object, who: Candidate, to: Annotated[StageKey, "the new stage"]) -> Reply:
    """Move somebody to another stage."""
    raise NotImplementedError


@registry.command("note", family="Work", role=Role.RECRUITER, examples=("note noor Call her",), changes=True)
def note(ctx: object, who: Candidate, text: Annotated[Line, "what to remember"]) -> Reply:
    """Add a note to somebody."""
    raise NotImplementedError


@registry.command("add", family="Work", role=Role.RECRUITER, examples=("add",), changes=True)
def add(ctx: object, text: Line | None = None, cv: tuple[Upload, ...] = (), *, save: bool = False) -> Reply:
    """Add a CV from a file or pasted text."""
    raise NotImplementedError


@registry.command("help", family="Team", examples=("help",))
def help_(ctx: object, command: str = "") -> Reply:
    """Show what you can ask."""
    raise NotImplementedError


@registry.command("form", family="Team", hidden=True)
def form(ctx: object, line: Line) -> Reply:
    """Ask for what a command line still lacks."""
    raise NotImplementedError


class Untaken:
    """Keeps nothing of what is in hand: every event is a new one."""

    def begin_intent(self, _intent: Intent, **_more: object) -> bool:
        return True

    def end_intents(self, _events: object) -> None: ...


class ScriptedCore:
    """Answers every request with what ``answer`` makes of it, and keeps the requests."""

    def __init__(self, answer: Callable[[Request], Reply | None] = lambda request: said("Done.")) -> None:
        self.answer = answer
        self.requests: list[Request] = []
        self.admitting = True
        self.intakes: set[str] = set()
        self.choices: tuple[Choice, ...] = ()
        self.reports: list[tuple[str, Message]] = []
        self.lines: dict[tuple[Workspace, str], str] = {}
        self.directs: dict[tuple[str, str], Workspace] = {}
        self.in_hand = InHand(Untaken(), registry, lambda: datetime.now(UTC))
        self.stood: list[tuple[Place, tuple[str, ...], Reply]] = []

    @property
    def commands(self) -> tuple[Command, ...]:
        return tuple(registry)

    def handle(self, request: Request) -> Reply | None:
        self.requests.append(request)
        return self.answer(request)

    def admits(self, request: Request, *, begin: bool = True) -> bool:
        return self.admitting and not request.member.outsider

    def sent(self, place: Place, messages: Sequence[str], reply: Reply) -> None:
        self.stood.append((place, tuple(messages), reply))

    def follow(self, reply: Reply) -> None: ...

    def takes_cvs(self, place: Place) -> bool:
        return place.id in self.intakes

    def together(self, message: Message, file: str, pause: Callable[[], object]) -> tuple[str, ...]:
        return (file,)

    def reported(self, report: str, message: Message) -> None:
        self.reports.append((report, message))

    def keep_lines(self, workspace: Workspace, lines: Mapping[str, str]) -> None:
        self.lines |= {(workspace, key): line for key, line in lines.items()}

    def kept_line(self, workspace: Workspace, key: str) -> str:
        return self.lines.get((workspace, key), "")

    def direct_of(self, platform: str, person: str) -> Workspace | None:
        return self.directs.get((platform, person))

    def direct_to(self, workspace: Workspace, person: str) -> None:
        self.directs[workspace.platform, person] = workspace

    def complete(self, request: Request, command: str, parameter: str) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if choice.label.casefold().startswith(request.text.casefold()))
