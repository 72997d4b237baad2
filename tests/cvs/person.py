"""What is right about a CV: an invented person as data. Dates are ``YYYY``, ``YYYY-MM`` or ``present``."""

from dataclasses import dataclass, fields, replace
from typing import Any, Literal


@dataclass(frozen=True, kw_only=True)
class Study:
    institution: str
    degree: str = ""
    field: str = ""
    start: str = ""
    end: str = ""
    expected: bool = False
    """The end lies ahead, and the CV says so."""
    city: str = ""
    country: str = ""
    gpa: str = ""
    rank: str = ""
    minor: str = ""
    advisers: tuple[str, ...] = ()
    thesis: str = ""


@dataclass(frozen=True, kw_only=True)
class Post:
    organization: str
    title: str
    start: str = ""
    end: str = ""
    city: str = ""
    country: str = ""
    supervisors: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    kind: Literal["job", "teaching", "service"] = "job"
    season: str = ""
    """Printed before the year, in place of months: "Summer"."""
    course: str = ""
    """What was taught; printed, and not asked for."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    title: str
    authors: tuple[str, ...] = ()
    venue: str = ""
    year: str = ""
    equal: int = 0
    """How many of the first authors share the first place."""
    kind: Literal["main", "workshop", "preprint", ""] = "main"
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class Project:
    name: str
    text: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, kw_only=True)
class Award:
    title: str
    years: tuple[str, ...] = ()
    awarder: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Skills under one label; a flat list has a blank label."""

    name: str
    skills: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Link:
    url: str
    network: str = ""
    """Blank for a site of one's own."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """All that a CV says; what a rendering leaves out is blank in its own copy."""

    key: str
    language: str = "en"
    name: str = ""
    names: tuple[str, ...] = ()
    """Other forms that are as right, as the romanized name alone."""
    label: str = ""
    email: str = ""
    phone: str = ""
    links: tuple[Link, ...] = ()
    city: str = ""
    country: str = ""
    about: str = ""
    availability: str = ""
    education: tuple[Study, ...] = ()
    work: tuple[Post, ...] = ()
    papers: tuple[Paper, ...] = ()
    projects: tuple[Project, ...] = ()
    awards: tuple[Award, ...] = ()
    skills: tuple[Group, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    interests: str = ""
    optional: tuple[str, ...] = ()
    """Paths such as ``work.start`` whose values this document states too weakly to ask for: absent is as right."""
    never: tuple[str, ...] = ()
    """Words that must not turn up in any value: birth dates, marital status, hidden text."""


def without(person: Person, *paths: str) -> Person:
    """The person of a CV that leaves these out: whole lists (``papers``) or fields of each entry (``work.city``)."""
    for path in paths:
        name, _, field = path.partition(".")
        value = getattr(person, name)
        if field:
            person = replace(person, **{name: tuple(replace(one, **{field: _blank(one, field)}) for one in value)})
        else:
            person = replace(person, **{name: _blank(person, name)})
    return person


def in_years(person: Person) -> Person:
    """The person of a CV whose dates are years."""

    def cut(entry: Any) -> Any:
        return replace(entry, start=_year(entry.start), end=_year(entry.end))

    return replace(
        person,
        education=tuple(map(cut, person.education)),
        work=tuple(map(cut, person.work)),
        projects=tuple(map(cut, person.projects)),
    )


def _year(date: str) -> str:
    return date if date == "present" else date[:4]


def _blank(entry: Any, name: str) -> Any:
    return next(field.default for field in fields(entry) if field.name == name)
