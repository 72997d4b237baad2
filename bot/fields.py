"""How people name a part of a profile: ``name``, ``email 2``, ``work 2 title``, ``skill add``; and what it may hold.

An entry is named by its place in the list as the card shows it, from 1.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

Act = Literal["set", "add", "remove"]


@dataclass(frozen=True, slots=True)
class FieldName:
    """One field of a profile as people call it, with the parts of its entries: word → attribute."""

    word: str
    attribute: str
    also: tuple[str, ...] = ()
    parts: dict[str, str] = field(default_factory=dict)
    several: bool = True

    @property
    def first(self) -> str:
        """The part that a new entry is named by; empty where an entry is a value."""
        return next(iter(self.parts), "")


FIELDS = (
    FieldName("name", "name", several=False),
    FieldName("headline", "label", ("label",), several=False),
    FieldName("email", "emails", ("e-mail", "mail", "emails")),
    FieldName("phone", "phones", ("phones", "tel")),
    FieldName("link", "links", ("links", "site", "url")),
    FieldName("place", "place", ("city", "location"), several=False),
    FieldName(
        "work",
        "work",
        ("job",),
        {
            "company": "organization", "title": "title", "start": "start", "end": "end", "place": "place",
            "supervisor": "supervisors", "kind": "kind",
        },
    ),
    FieldName(
        "school",
        "education",
        ("education", "study", "degree"),
        {
            "school": "institution", "degree": "degree", "field": "field", "start": "start", "end": "end",
            "gpa": "gpa", "rank": "rank", "minor": "minor", "place": "place", "adviser": "advisers",
        },
    ),
    FieldName(
        "paper",
        "publications",
        ("publication", "papers"),
        {"title": "title", "venue": "venue", "date": "date", "authors": "authors", "status": "status"},
    ),
    FieldName("project", "projects", ("projects",), {"name": "name", "start": "start", "end": "end"}),
    FieldName("award", "awards", ("awards",), {"title": "title", "date": "dates", "awarder": "awarder"}),
    FieldName("skill", "skills", ("skills",)),
    FieldName("language", "languages", ("languages",), {"name": "name", "level": "level"}),
    FieldName("wish", "availability", ("availability", "available")),
)  # fmt: skip
_ALSO = {"organization": "company", "organisation": "company", "employer": "company", "institution": "school",
         "year": "date", "advisor": "adviser", "author": "authors", "supervisors": "supervisor"}  # fmt: skip
_BY_WORD = {word: one for one in FIELDS for word in (one.word, *one.also)}
_ADD, _REMOVE = ("add", "new"), ("remove", "delete", "drop")


@dataclass(frozen=True, slots=True)
class Target:
    """What an edit is about. ``at`` counts from 1; 0 where no place in a list is named."""

    field: FieldName
    act: Act = "set"
    at: int = 0
    part: str = ""
    """The attribute of the entry."""

    @property
    def words(self) -> str:
        """As it is typed."""
        part = next((word for word, name in self.field.parts.items() if name == self.part), "")
        act = "" if self.act == "set" else self.act
        return " ".join(filter(None, (self.field.word, str(self.at or ""), part, act)))

    @property
    def entry(self) -> str:
        """What it is a part of, or is, without the act: ``work 2``, ``skill``."""
        return f"{self.field.word} {self.at or ''}".strip()

    def fault(self, value: str) -> str:
        """Why the value cannot stand here, in a sentence; empty where it can."""
        check = _CHECKS.get(self.part or self.field.word)
        return check(value) if check else ""


def parse(words: Sequence[str]) -> tuple[Target, int] | None:
    """The target that the words begin with, and how many of them name it; None where they name none."""
    first, *dotted = words[0].casefold().replace("[", ".").replace("]", "").split(".") if words else [""]
    found = _BY_WORD.get(first)
    if found is None:
        return None
    rest, extra = [*dotted, *(word.casefold() for word in words[1:4])], len(dotted)
    at, act, part, used = 0, "set", "", 0
    if found.several and rest and re.fullmatch(r"#?\d{1,4}", rest[0]):
        at, used = int(rest[0].lstrip("#")), 1
    word = rest[used] if len(rest) > used else ""
    name = found.parts.get(_ALSO.get(word, word), "")
    if at and name:
        part, used = name, used + 1
        word = rest[used] if len(rest) > used else ""
    if word in _REMOVE and (not found.parts or at or not part):
        act, used = "remove", used + 1
    elif word in _ADD and found.several and not at:
        act, used = "add", used + 1
    return Target(found, "add" if act == "add" else "remove" if act == "remove" else "set", at, part), 1 + max(
        0, used - extra
    )


def named(attribute: str, part: str = "") -> str:
    """``publications``, ``venue`` as people call it: ``paper venue``."""
    found = next((one for one in FIELDS if one.attribute == attribute), None)
    if found is None:
        return f"{attribute} {part}".strip()
    return f"{found.word} {next((word for word, name in found.parts.items() if name == part), part)}".strip()


def suggestions() -> Iterator[str]:
    """An example of each form, for help."""
    yield from ("name", "email add", "email 2 remove", "work 2 title", "school 1 gpa", "skill add", "paper 3 venue")


# ------------------------------------------------------------------ what fits

_DATE = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_MAIL = re.compile(r"\A[^\s@<>(),;]{1,64}@[^\s@<>(),;.]{1,63}(?:\.[^\s@<>(),;.]{1,63}){1,8}")
_LINK = re.compile(r"\A(?:https?://)?[^\s/<>.]{1,63}(?:\.[^\s/<>.]{1,63}){1,8}(?:/[^\s<>]{0,500})?", re.IGNORECASE)


def _date(value: str) -> str:
    return "" if _DATE.fullmatch(value) else "A date is written 2024 or 2024-06."


def _end(value: str) -> str:
    return "" if value == "present" or _DATE.fullmatch(value) else "An end is written 2024, 2024-06 or present."


def _dates(value: str) -> str:
    return next(filter(None, (_date(one.strip()) for one in value.split(";"))), "")


def _mail(value: str) -> str:
    return "" if _MAIL.fullmatch(value) else "An e-mail address is written name@example.org."


def _phone(value: str) -> str:
    digits = sum(map(str.isdigit, value))
    return "" if 5 <= digits <= 20 and not any(map(str.isalpha, value)) else "A phone number is written +49 30 1234567."


def _link(value: str) -> str:
    return "" if _LINK.fullmatch(value) else "A link is written https://example.org/page."


def _kind(value: str) -> str:
    return "" if value in ("job", "teaching", "service") else "The kind is job, teaching or service."


_CHECKS: dict[str, Callable[[str], str]] = {
    "start": _date, "end": _end, "date": _date, "dates": _dates, "email": _mail, "phone": _phone, "link": _link,
    "kind": _kind,
}  # fmt: skip
