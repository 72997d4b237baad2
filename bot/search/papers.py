"""What is asked of one paper: where it appeared, in which years, and whether the candidate stands first.

A token of the field ``paper`` says all of it together, so that a first author elsewhere is no first author at OSDI.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.profile import Publication
from bot.search.query import Clause, Term
from bot.search.text import tokens

ANYBODY, FIRST = "by", "first"
EARLIEST, LATEST = 1950, 2049
"""Years that papers are from."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_ABOUT = re.compile(r"(?:\A|\s)about\s", re.IGNORECASE)
_SHORT = re.compile(r"['’ ](\d\d)\b")
_VALUE = re.compile(
    r"(?P<first>first authors? )?(?P<venue>.*?)"
    r"(?:(?P<since>since )?(?P<year>(?:19|20)\d\d) (?:(?P<last>(?:19|20)\d\d) )?|until (?P<until>(?:19|20)\d\d) )?"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Of one paper; blank and open where nothing is asked."""

    venue: str = ""
    """As typed."""
    first: bool = False
    since: int = EARLIEST
    until: int = LATEST
    topic: str = ""
    """What it is about, as typed."""

    @property
    def dated(self) -> bool:
        return (self.since, self.until) != (EARLIEST, LATEST)

    def __str__(self) -> str:
        """As ``paper:`` takes it: first author OSDI since 2023 about caches."""
        about = f"about {self.topic}" if self.topic else ""
        return " ".join(filter(None, ("first author" * self.first, self.venue, self._years() * self.dated, about)))

    def _years(self) -> str:
        if self.until == LATEST:
            return f"since {self.since}"
        if self.since == EARLIEST:
            return f"until {self.until}"
        return str(self.since) if self.since == self.until else f"{self.since}-{self.until}"


def read_paper(value: str) -> Asked:
    """As `read`, and what it is about: ``first author OSDI about caches``."""
    said, *topic = _ABOUT.split(value, maxsplit=1)
    return replace(read(said), topic="".join(topic).strip())


def read(value: str) -> Asked:
    """``first author OSDI since 2023``, ``NSDI 2024``, ``2022-2024``, ``SOSP until 2019``."""
    row = tokens(value)
    found = _VALUE.fullmatch("".join(f"{word} " for word in row))
    assert found, "every part may be missing"
    venue = _typed(value, found["venue"].split())
    asked = Asked(venue, bool(found["first"]))
    if found["until"]:
        return replace(asked, until=int(found["until"]))
    if not found["year"]:
        return asked
    year = int(found["year"])
    last = LATEST if found["since"] else int(found["last"] or year)
    return replace(asked, since=min(year, last), until=max(year, last))


def tokens_of(paper: Publication, venues: Sequence[str]) -> Iterator[str]:
    """What the paper answers to; ``venues``: the tokens of its venue."""
    said = paper.venue.value if paper.venue else ""
    yield from tokens_at(venues, year_of(paper.date.value if paper.date else "", said), first=paper.position == 1)


def tokens_at(venues: Sequence[str], year: str, *, first: bool = False) -> Iterator[str]:
    for place in (ANYBODY, FIRST)[: 1 + first]:
        yield from (f"{venue}:{place}:{year}" for venue in ("", *venues))


def year_of(date: str, venue: str) -> str:
    """The year of a paper, from its date or as NSDI'24 has it."""
    if found := _YEAR.match(date) or _YEAR.search(venue):
        return found.group()
    short = _SHORT.search(venue)
    return f"20{short[1]}" if short else ""


def choices(asked: Asked, venues: Iterable[str]) -> tuple[str, ...]:
    """The tokens that will do."""
    place = FIRST if asked.first else ANYBODY
    years = tuple(map(str, range(asked.since, asked.until + 1))) if asked.dated else ("*",)
    return tuple(f"{venue}:{place}:{year}" for venue in venues for year in years)


def asked_by(term: Term) -> Asked | None:
    """What a term asks of a paper; None where it asks for something else."""
    value = term.label.partition(":")[2].strip('"')
    match term.field:
        case "venue":
            return Asked(value)
        case "paper":
            return read_paper(value)
        case "has" if term.groups in {(("papers",),), (("first_author",),)}:
            return Asked(first=term.groups == (("first_author",),))
    return None


def all_asked_by(clause: Clause) -> list[Asked]:
    """What each of the clause's terms asks of a paper; none where one asks for something else."""
    found = [asked_by(term) for term in clause.terms]
    return [] if None in found else list(dict.fromkeys(one for one in found if one))


def _typed(value: str, words: Sequence[str]) -> str:
    """The words as they were typed, where they stand so."""
    if not words:
        return ""
    row = value.split()
    for start in range(len(row)):
        for end in range(len(row), start, -1):
            said = " ".join(row[start:end])
            if tokens(said) == list(words):
                return said
    return " ".join(words)
