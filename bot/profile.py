"""What a CV says about a person: frozen data in which every value carries its evidence.

Nothing here reads, stores or shows; `bot.cv` makes profiles, `storage` keeps them, `bot.cards.person` shows them.
Dates are text: ``YYYY``, ``YYYY-MM``, or ``present`` for an end that the CV itself leaves open.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

import msgspec

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text, in Unicode code points: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands: a stretch of one document's text, and the rule that found it there.

    ``document`` is the stored document's number; 0 while the document is not stored.
    """

    start: int
    end: int
    rule: str
    document: int = 0


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value with the places that prove it.

    ``confidence`` is the chance that it is right, 0 to 1. ``check`` says what a person should look at; empty when sure.
    """

    value: T
    evidence: tuple[Evidence, ...]
    confidence: float = 1.0
    check: str = ""


@dataclass(frozen=True, slots=True)
class Given(Fact[T]):
    """A value that a person set: no document proves it. ``was`` is what the documents said then; empty for nothing."""

    by: str = ""
    at: datetime | None = None
    was: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A site or account. ``network`` is None where the CV does not say which network a handle belongs to."""

    url: Fact[str] | None = None
    username: Fact[str] | None = None
    network: Fact[str] | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    number: Fact[str]
    """As written."""
    e164: Fact[str] | None = None
    """``+442079460142``; None where neither the number nor the CV says its country."""


@dataclass(frozen=True, slots=True)
class Place:
    city: Fact[str] | None = None
    region: Fact[str] | None = None
    country: Fact[str] | None = None


@dataclass(frozen=True, slots=True)
class Education:
    institution: Fact[str] | None = None
    degree: Fact[str] | None = None
    field: Fact[str] | None = None
    start: Fact[str] | None = None
    end: Fact[str] | None = None
    place: Fact[str] | None = None
    gpa: Fact[str] | None = None
    """As written, with its scale where there is one: ``3.95/4``."""
    rank: Fact[str] | None = None
    minor: Fact[str] | None = None
    advisers: tuple[Fact[str], ...] = ()
    details: tuple[Fact[str], ...] = ()


Engagement = Literal["job", "teaching", "service"]


@dataclass(frozen=True, slots=True)
class Work:
    """A post held: a job, an internship, a research position; or teaching or service, which are no jobs."""

    organization: Fact[str] | None = None
    title: Fact[str] | None = None
    start: Fact[str] | None = None
    end: Fact[str] | None = None
    place: Fact[str] | None = None
    supervisors: tuple[Fact[str], ...] = ()
    details: tuple[Fact[str], ...] = ()
    kind: Engagement = "job"


@dataclass(frozen=True, slots=True)
class Publication:
    title: Fact[str]
    authors: tuple[Fact[str], ...] = ()
    position: int | None = None
    """The candidate's place among the authors, from 1; None where the printed list does not name the candidate."""
    equal: bool = False
    venue: Fact[str] | None = None
    date: Fact[str] | None = None
    kind: Literal["main", "workshop", "preprint", ""] = ""
    status: Fact[str] | None = None


@dataclass(frozen=True, slots=True)
class Project:
    name: Fact[str]
    start: Fact[str] | None = None
    end: Fact[str] | None = None
    details: tuple[Fact[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Award:
    title: Fact[str]
    dates: tuple[Fact[str], ...] = ()
    awarder: Fact[str] | None = None


@dataclass(frozen=True, slots=True)
class Skill:
    """A keyword of an explicit list, with the list's own label ("GPU Kernel Languages") where it has one."""

    name: Fact[str]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A spoken language."""

    name: Fact[str]
    level: Fact[str] | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """All that one person's documents say. An absent value is None or (): nothing is ever filled in."""

    name: Fact[str] | None = None
    label: Fact[str] | None = None
    """What the person calls themselves: "Ph.D. student", "GPU kernel engineer"."""
    emails: tuple[Fact[str], ...] = ()
    phones: tuple[Phone, ...] = ()
    links: tuple[Link, ...] = ()
    place: Place | None = None
    availability: tuple[Fact[str], ...] = ()
    education: tuple[Education, ...] = ()
    work: tuple[Work, ...] = ()
    publications: tuple[Publication, ...] = ()
    projects: tuple[Project, ...] = ()
    awards: tuple[Award, ...] = ()
    skills: tuple[Skill, ...] = ()
    languages: tuple[Language, ...] = ()
    interests: tuple[Fact[str], ...] = ()
    """Stated interests: lines as written. They are not skills."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One document, read: its text, the profile, and an honest account of how the reading went."""

    text: str
    profile: Profile
    content_lines: int = 0
    """Lines that hold something to read: not blank, not markup, not repeated page furniture."""
    unclaimed: tuple[Span, ...] = ()
    """The content lines that no value claims."""
    warnings: tuple[str, ...] = ()
    """Sentences for the person who imports: what is uncertain and what was ignored."""
    left_out: tuple[str, ...] = ()
    """Kinds of data left out on purpose ("date of birth", "photo"), never the data."""
    confidence: float = 0.0


NAMELESS = "No name was found."
"""The warning that is settled when a person says the name."""

Reader = Callable[[bytes, str], Reading]
"""Reads a file's bytes under its name; raises `bot.cv.Unreadable` with the reason."""


def facts(entry: Any) -> Iterator[Fact[Any]]:
    """Every fact inside a profile or an entry of one, in order."""
    left = [entry]
    while left:
        one = left.pop()
        if isinstance(one, Fact):
            yield one
        elif isinstance(one, tuple):
            left += reversed(one)
        elif one is not None and (fields := getattr(one, "__dataclass_fields__", None)):
            left += [getattr(one, name) for name in reversed(fields)]


def encode(profile: Profile) -> bytes:
    """The profile as JSON; the same profile gives the same bytes."""
    return msgspec.json.encode(profile)


def decode(data: bytes | str) -> Profile:
    """The profile that `encode` wrote. Raises msgspec.ValidationError on anything else."""
    return msgspec.json.decode(data, type=Profile)
