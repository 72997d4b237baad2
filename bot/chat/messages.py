"""How platforms and the core talk: a request in, a reply out, both plain data but for a thread, read when asked for.

A reply is blocks of spans, never markup: one place per platform escapes it. What can be pressed carries a command line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.channels import Message
from bot.chat.filing import Filed
from bot.chat.progress import Progress, untold
from bot.records import Workspace
from bot.work.discussions import Discussion, Threads, no_threads


@dataclass(frozen=True, slots=True)
class Member:
    """Who asks, as the platform vouches for it."""

    workspace: Workspace
    id: str
    name: str
    groups: tuple[str, ...] = ()
    """Slack user groups or Discord roles, by id."""
    admin: bool = False
    """The platform's own word: Slack owner or admin, Discord Manage Server, the terminal."""
    outsider: bool = False
    """A guest, a bot, or somebody of another workspace in a shared channel: gets nothing."""
    zone: str = ""
    """By whose clock they live; empty where the platform does not say."""

    @property
    def key(self) -> str:
        """The identity on the platform, in one word: names change, and two people may share one."""
        return f"{self.workspace.platform}:{self.workspace.id}:{self.id}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said or posted."""

    workspace: Workspace
    kind: Literal["channel", "dm", "terminal"]
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request. ``fault`` says, for people, why its bytes could not be had."""

    name: str
    data: bytes = field(default=b"", repr=False)
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that a member typed, pressed or sent."""

    text: str
    member: Member
    place: Place
    uploads: tuple[Upload, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    """What a form was filled in with, by parameter name; it completes the command line in ``text``."""
    key: str = ""
    """The platform's id of the event, where it may deliver the same one twice."""
    press: str = ""
    """What was pressed, and in which message: the same again at once is a slip, and done once."""
    locale: str = ""
    """The language that the asker reads the platform in, ``de`` or ``es-ES``; empty where it does not say."""
    discussion: Discussion = field(default_factory=Discussion)
    """The message or thread that it was made on or in, where the platform hands it out."""
    thread: Threads = field(default=no_threads, compare=False, repr=False)
    """Reads a thread of its workspace; it takes as long as the platform does."""
    progress: Progress = field(default=untold, compare=False, repr=False)


# --------------------------------------------------------------------- spans


@dataclass(frozen=True, slots=True)
class Bold:
    text: str


@dataclass(frozen=True, slots=True)
class Italic:
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Shown as a link for http, https and mailto only; anything else as its text."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A command line to type, shown the way this surface, or a channel, wants it typed."""

    line: str
    in_channel: bool = False


@dataclass(frozen=True, slots=True)
class StageName:
    """A stage: its mark or colour and its word."""

    key: str
    """The built-in stage whose mark and colour it has: its own, or that of the one before it."""
    label: str


@dataclass(frozen=True, slots=True)
class When:
    """A moment, shown in each reader's own time zone where the platform can."""

    at: datetime
    style: Literal["date", "time", "relative"] = "date"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Less important than its neighbours; dim where there is colour."""

    text: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """``@Jonas`` of the reader's own workspace: a mention to click in a private answer, the name alone in any other."""

    text: str
    id: str
    """On the platform, without its workspace."""


Span = str | Bold | Italic | Code | Link | Typed | StageName | When | Quiet | Mentioned
"""A plain ``str`` is literal text."""
Spans = tuple[Span, ...]
Picks = Literal["", "person", "group", "candidate", "candidates", "colleague", "channel", "day"]


# -------------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Confirm:
    """Asked before a command with consequences is run."""

    title: str
    text: str
    yes: str
    danger: bool = False
    """It cannot be taken back: the button is red."""


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    command: str
    primary: bool = False
    """Green; at most one a message, where something is saved."""
    spoken: str = ""
    """For screen readers: "Open Priyanka Solheim"; empty where the label says it all."""
    confirm: Confirm | None = None
    typed: str | None = None
    """What one would rather type where there is nothing to press (``more``); empty for what nobody would type."""


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    command: str
    typed: str | None = None


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Options about one person or subject; the label is empty in a menu without groups."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    label: str
    groups: tuple[OptionGroup, ...]
    rare: bool = False
    """Rarely needed: may be tucked away behind a "…"."""


@dataclass(frozen=True, slots=True)
class Title:
    """The answer, readable alone. ``large`` for a card's or a digest's name."""

    text: str
    large: bool = False


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """The only grey text: how it was understood, paging, source. Its items are joined with " · "."""

    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Text:
    spans: Spans


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The CV's own words, verbatim, and nothing else; matched words are `Bold`, a cut shows as "…"."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Proof:
    """One reason with the CV line under it: "● **CUDA** used at work · Tessera Labs, 2023–now"."""

    words: Spans
    quote: Spans


@dataclass(frozen=True, slots=True)
class Person:
    """A row of a list: name alone, then lines, then proof; what opens the person, and decisions under it."""

    name: str
    lines: tuple[Spans, ...]
    row: int | None = None
    """The row's number in the list: typing it opens the person."""
    open: Button | None = None
    proofs: tuple[Proof, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A bold label with what stands under it: lines of text, bullets and quotes in any order."""

    label: str
    content: tuple[Text | Bullets | Quote, ...]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Actions:
    """What can be done next, in one row."""

    items: tuple[Button | Menu, ...]


@dataclass(frozen=True, slots=True)
class Divider:
    pass


Block = Title | SmallPrint | Text | Bullets | Quote | Person | Field | Table | Chart | Actions | Divider


@dataclass(frozen=True, slots=True)
class FormField:
    """One value of a form; ``name`` is the command's parameter."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = True
    long: bool = False
    options: tuple[tuple[str, str], ...] = ()
    """(value, label) pairs to choose from, empty for free text; of what is picked as typed, what the value is called."""
    picks: Picks = ""
    """Asks for what the platform can list: the value is a mention, or a day. Candidates and colleagues are completed as typed."""
    several: bool = False
    """Of the options any number may be chosen; the value is theirs with commas between them."""
    typed: str = ""
    """The value as words of the form's first field: where it stands if the form has no room for this one."""


@dataclass(frozen=True, slots=True)
class Form:
    """Asks for what a command line still lacks; sending it runs ``command`` with the values."""

    title: str
    command: str
    fields: tuple[FormField, ...]
    submit: str = "Save"
    typed: str | None = ""
    """The command as a person would type it, where it carries what only the form knows; None where the reply says it."""
    opens: str = ""
    """The line that opens it as it is filled in here; running ``command`` without values asks anew where it is empty."""
    small: Spans = ()
    """Under the fields, where the platform has room for it."""


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file handed out, to the asker alone."""

    name: str
    data: bytes = field(repr=False)
    alt: str = ""
    """Of a picture: what it shows, for those who cannot see it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a request, or a post of the bot's own."""

    blocks: tuple[Block, ...]
    text: str
    """The whole answer in one sentence: for notifications, screen readers and places without blocks."""
    private: bool = True
    """Seen by the asker alone, wherever it was asked."""
    stage: str = ""
    """The stage's key where the reply is about one person: the colour of its edge, which `App` puts in its place."""
    about: int | None = None
    """The candidate's number where the reply shows one person: for the record of who looked at whom."""
    people: tuple[int, ...] = ()
    """Whose data it hands out besides, as an export does: reading very much of it is noticed."""
    names: tuple[int, ...] = ()
    """Whom it names besides those whose number it shows; see `bot.sharing.naming`."""
    erased: tuple[int, ...] = ()
    """Numbers of erased people, which name nobody any more."""
    error: bool = False
    form: Form | None = None
    """To be opened where the platform can (a press or a slash command); elsewhere ``blocks`` say what to type."""
    replace: bool = False
    """The reply takes the place of the message whose button was pressed."""
    files: tuple[FileOut, ...] = ()
    report: str = ""
    """The key of the draft that it shows to decide on: what is decided elsewhere is to be said here, too."""
    elsewhere: tuple["Elsewhere", ...] = ()
    """Messages of before that say something else from now on."""
    otherwise: "Reply | None" = None
    """The same in less, for a platform on which it takes more than one message."""
    thread: "Reply | None" = None
    """What goes on in the thread of the message, as it has no room there."""
    faults: tuple[tuple[str, str], ...] = ()
    """What is wrong with the values of the form that was sent, by field: nothing was done, and it stays open where it can."""
    line: str = ""
    """The command line that shows it again and changes nothing; empty for what was done, asked or refused."""
    changed: tuple[int, ...] | None = None
    """Of whom posts have to say what was done; a command may leave it to `App`, which takes those that its line names."""
    filed: Filed | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A message that the bot sent, and what stands in its place from now on."""

    message: Message
    reply: Reply


@dataclass(frozen=True, slots=True)
class Choice:
    """A completion: what is shown and what is typed for it."""

    label: str
    value: str
