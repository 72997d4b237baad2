"""What the store keeps besides profiles: the nouns of the product as frozen data, with no behaviour.

All times are aware, in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Literal

from bot.openings.records import Application
from bot.profile import Profile, Reading
from bot.work.changes import StageChange
from bot.work.notes import Note
from bot.work.records import Scorecards, Todo


class Role(IntEnum):
    """What a member may do; a higher role may do all that a lower one may."""

    VIEWER = 1
    RECRUITER = 2
    ADMIN = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Organization:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Workspace:
    """A Slack team, a Discord guild, or the terminal of one organization."""

    platform: str
    id: str


@dataclass(frozen=True, slots=True)
class Grant:
    """A role given to a person (``subject_kind`` "member") or to a Slack user group or Discord role ("group")."""

    workspace: Workspace
    subject_kind: Literal["member", "group"]
    subject: str
    name: str
    role: Role
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of a list: who it is and where the application stands."""

    number: int
    name: str
    """Empty where the CV names nobody."""
    headline: str
    stage: str
    owner: str
    opening: str
    """Name of the opening; empty for the organization's default one."""
    source: str
    """Base name of the newest document's file."""
    arrived: datetime
    stage_since: datetime
    version: int
    snoozed: datetime | None = None
    """Until then nobody waits for a decision; it may have passed."""
    opening_id: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One file as received; its text is in `Dossier.texts`."""

    number: int
    name: str
    sha256: str
    size: int
    received: datetime
    by: str
    content_lines: int
    used_lines: int
    warnings: tuple[str, ...]
    left_out: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Original:
    """A document's bytes, and whose it is."""

    number: int
    file: str
    candidate: int
    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person set in a profile; `bot.corrections` applies it over what the documents say."""

    field: str
    """Of the profile: ``name``, ``emails``, ``work``, …"""
    value: str
    """Empty where something was removed."""
    by: str
    at: datetime
    part: str = ""
    """Of an entry: ``title``, ``start``, …; empty for the whole of it."""
    entry: str = ""
    """JSON: what it is about, as the documents said it then; empty for a new entry, or where they said nothing."""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Dossier:
    """All about one candidate: the row, the profile, its documents newest first, and what the team wrote."""

    candidate: Candidate
    profile: Profile
    documents: tuple[Document, ...]
    texts: dict[int, str] = field(repr=False)
    """Text of each document by its number: what the profile's evidence points into."""
    notes: tuple[Note, ...] = ()
    tags: tuple[str, ...] = ()
    changes: tuple[StageChange, ...] = ()
    corrections: tuple[Correction, ...] = ()
    """What people set, in order; the profile has it already."""
    said: Profile = field(default_factory=Profile, repr=False)
    """What the documents say, before anybody corrected it."""
    also: tuple[int, ...] = ()
    """The numbers that were merged into this one."""
    todos: tuple[Todo, ...] = ()
    """What is still to do, due first."""
    scorecards: Scorecards = field(default_factory=Scorecards)
    """Those that the asking member may see."""
    applications: tuple[Application, ...] = ()
    """The one that lists show first, then the others, the newest first."""
    readings: Mapping[int, Profile] = field(default_factory=dict, repr=False)
    """What each document says by itself, by its number."""
    content: bytes = field(default=b"", repr=False)
    """A digest of all that the profile and the texts are made of: where it is the same, so are they. Empty: not known."""


@dataclass(frozen=True, slots=True)
class Keys:
    """By what a returning applicant is known again, as folded text.

    Any ``strong`` key in common (e-mail, profile link; phone, where the names have a word in common) means one person.
    A ``weak`` one (name with a shared school or employer) does so only where the two do not both have an e-mail.
    ``near`` ones (a part of the name with the initial of another) mean nothing by themselves: whoever shares one is
    worth a look.
    """

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One skill of one candidate for the index.

    ``grade``: 3 used in a dated job, 2 paper or project, 1 listed, 0 no more than a stated interest.
    """

    skill: str
    grade: int
    year: int = 0
    """The last year of its proof; 0 where none is stated, 9999 where it is still going on."""
    implied: bool = False
    """The CV shows a skill that means this one."""
    lately: int = 0
    """How long before the CV came that was: 3 not two years, 2 not five, 1 longer, 0 nobody says."""

    @property
    def strength(self) -> int:
        """For the order of hits: the grade, half of one less where it is only implied; then how lately.

        In few steps: whom many equal in all skills asked for, nobody can surpass, and no more people are read.
        """
        return max(2 * self.grade - self.implied, 0) << 16 | self.lately


@dataclass(frozen=True, slots=True)
class Index:
    """What is searched, filtered or counted of one candidate: rebuilt at will from profile and text."""

    name: str
    headline: str
    skills: tuple[SkillRow, ...]
    terms: tuple[tuple[str, str], ...]
    """(field, token): every token of each searchable field, folded; fields as in `bot.search.query`."""
    text: str
    """The documents' whole content, folded: for words and phrases anywhere in a CV."""
    keys: Keys
    values: tuple[tuple[str, str], ...] = ()
    """(field, value): whole values as the CV has them, for whoever begins to type one."""


@dataclass(frozen=True, slots=True)
class Received:
    """A document on its way into the store."""

    name: str
    data: bytes = field(repr=False)
    reading: Reading = field(repr=False)
    index: Index = field(repr=False)
    by: str
    at: datetime
    opening: str = ""
    batch: str = ""
    """The same for all files of one import; empty for a single one."""
    readmit: bool = False
    """An admin lets somebody in again who was erased."""


SaveStatus = Literal["added", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class Saved:
    number: int
    status: SaveStatus
    name: str
    before: Profile | None = field(default=None, compare=False, repr=False)
    """What the person's older documents say, where a newer one comes."""
    alike: bool = field(default=True, compare=False)
    """Whether somebody before may share a key with the new person, be it a near one."""


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody who shares a key with another, be it a near one: worth a look."""

    candidate: Candidate
    profile: Profile


@dataclass(frozen=True, slots=True)
class Draft:
    """A received document that waits for somebody to confirm it."""

    key: str
    name: str
    data: bytes = field(repr=False)
    by: str
    at: datetime
    """When it came, or somebody last set something in it."""
    corrections: tuple[Correction, ...] = ()
    """What people set in it, in order; it is kept with the document."""
    opening: str = ""
    """What it is for; empty for the default opening."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the people whom a search finds, best first."""

    numbers: tuple[int, ...]
    total: int
    more: bool = False
    """There are more than ``total``; of very many nobody counts all."""


@dataclass(frozen=True, slots=True)
class RecentList:
    """The last list that a member saw: whom its rows mean, and how it goes on."""

    line: str = ""
    first: int = 1
    """The row of the first number."""
    numbers: tuple[int, ...] = ()
    """Candidates, row by row."""
    more: str = ""
    """The command line of the next page; empty at the end."""
    asked: str = ""
    """The last question, whomever it found; empty where the last list came of none."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A list as a member saw it last: what row numbers mean, in whichever process they are typed."""

    workspace: Workspace
    member: str
    recent: RecentList


@dataclass(frozen=True, slots=True)
class AuditEntry:
    at: datetime
    actor: str
    place: str
    action: str
    subject: int | None
    """A candidate's number."""
    outcome: Literal["done", "refused", "failed"]
