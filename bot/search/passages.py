"""What each stretch of a CV is: a dated job line, a paper, a list of skills, or a name that proves no skill."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from bot.cv.words import fold, pattern
from bot.profile import Education, Evidence, Fact, Profile, Project, Publication, Work
from bot.search.names import names
from bot.search.parts import parts_with, widened
from bot.search.skills import skills
from bot.search.text import Token, tokens, tokens_with_offsets, visible

Kind = Literal[
    "job", "teaching", "service", "paper", "project", "education", "skills", "interest", "award", "wish", "label",
    "contact", "mention",
]  # fmt: skip

ONGOING = 9999
_NEAR = 200
"""Passages before a place, and after it, that may be its own: enough for any page, and bounded for any text."""
_AROUND = 200
"""Characters of a tag's line on either side that are of its paper."""
_YEAR = re.compile(r"\d{4}")
_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|(?:https?://|www\.)[^\s<>()\[\]]{1,500}"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,8}(?:com|org|io|ai|edu|dev|gov|me|app|site|ac|[a-z]{2}\.[a-z]{2}|cn|de|uk|eu|fr|jp|in|ch|nl|example)"
    r"(?:/[^\s<>()\[\]]{0,500})?(?![\w.])"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,8}[a-z]{2,20}/[\w~][^\s<>()\[\]]{0,500}"
    r"|(?<![\w+.-])(?:[a-z][a-z0-9+.-]{1,20}:/{2}|javascript:(?=\S))[^\s<>\[\]]{1,500}|[$#{]\{[^{}\n]{1,300}\}",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:Cent(?:er|re)|Institute?|School|College|Faculty|Dep(?:artment|t\.?)|Laboratory|Lab|Academy|Chair|Division|Ministry) (?:of|for|für) "
    r"(?:(?:[A-Z][\w-]{0,40}|and|of|for|the|&) ){0,7}[A-Z][\w-]{0,40}"
)
_SIGN = re.compile(r"[.@](?=[\w-])|//|javascript:|[$#{]\{", re.IGNORECASE)
"""Every address, and every placeholder of a template or an attack, has one of these."""
_WORD_END = re.compile(r"\s|\Z")
_TAG = re.compile(r"\b([A-Z][A-Za-z]{2,11})(?: ?['’]|[ -])(?:20)?\d\d\b")
_ORDINALS = {1: "first", 2: "second", 3: "third"}


class Passage(NamedTuple):
    """One stretch of a document, what it is part of, and how much a skill named there is worth."""

    kind: Kind
    document: int
    start: int
    end: int
    grade: int = 0
    year: int = 0
    about: str = ""
    """Whose line it is, for people: "Tessera Labs, 2023–now"."""
    barred: bool = False
    """A name, a place or an address: what it says is no skill."""
    dated: bool = True


class Proof(NamedTuple):
    """A skill, and the line that names it."""

    skill: str
    start: int
    end: int
    passage: Passage


@dataclass(frozen=True)
class Map:
    """The passages of one document, to be asked which one a place belongs to."""

    document: int
    text: str = field(repr=False)
    """As a reader sees it: `visible`."""
    passages: tuple[Passage, ...] = field(repr=False)
    """In the order of their starts."""
    starts: tuple[int, ...] = field(repr=False)

    @cached_property
    def row(self) -> tuple[Token, ...]:
        """The text's tokens; made when first asked for, as not every question needs them all."""
        return tuple(tokens_with_offsets(self.text))

    def at(self, start: int, end: int) -> Passage:
        """The tightest passage around a place; else the one whose line it stands on; else a mere mention."""
        after = bisect(self.starts, start)
        before = self.passages[max(0, after - _NEAR) : after]
        around = [p for p in before if end <= p.end]
        if around:
            return min(around, key=lambda p: (p.end - p.start, p.barred, -p.grade))
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", end)
        nearby = (*before, *self.passages[after : after + _NEAR])
        beside = [p for p in nearby if p.start < (last if last >= 0 else len(self.text)) and first < p.end]
        kin = next(
            (p for p in beside if p.kind in {"job", "paper", "project", "education", "teaching", "service"}), None
        )
        kin = kin or next((p for p in beside if p.kind in {"interest", "wish"}), None)
        if kin:
            return Passage(kin.kind, self.document, start, end, kin.grade, kin.year, kin.about, dated=kin.dated)
        return Passage("mention", self.document, start, end, 1)


def maps(profile: Profile, texts: Mapping[int, str]) -> tuple[Map, ...]:
    """The documents with what the profile says about their stretches, newest first."""
    found = list(_passages(profile))
    charts: list[Map] = []
    for document, text in sorted(texts.items(), reverse=True):
        shown = visible(text)
        passages = tuple(sorted((p for p in found if p.document == document), key=lambda p: p.start))
        charts.append(Map(document, shown, passages, tuple(p.start for p in passages)))
    return tuple(charts)


def proofs(profile: Profile, charts: Iterable[Map]) -> list[Proof]:
    """Every skill that the documents name, with the passage that names it; in the order of the text."""
    name = tuple(tokens(profile.name.value)) if profile.name else ()
    return [proof for chart in charts for proof in _proofs(chart, name, chart.row, 0, len(chart.text))]


def proofs_of(wanted: frozenset[str], profile: Profile, charts: Iterable[Map]) -> list[Proof]:
    """Those of `proofs` that are of the wanted skills, looked for only where names of these may stand."""
    known, name = skills(), tuple(tokens(profile.name.value)) if profile.name else ()
    words = frozenset(word for skill in wanted for word in known.first.get(skill, ()))
    return [
        proof
        for chart in charts
        for start, end in parts_with(chart.text, words)
        for proof in _proofs(chart, name, _row_around(chart.text, start, end, len(name)), start, end)
        if proof.skill in wanted
    ]


def venue_tags(profile: Profile, shown: Mapping[int, str]) -> list[Fact[str]]:
    """Venues with their year that stand among the papers but at none of them, as in a list whose lines got mixed up.

    ``shown``: the documents' texts as a reader sees them.
    """
    claimed = {(e.document, e.start) for paper in profile.publications for e in _places(paper.venue)}
    found: list[Fact[str]] = []
    for document, text in shown.items():
        places = [e for paper in profile.publications for e in _places(paper.title) if e.document == document]
        if not places:
            continue
        first, last = min(e.start for e in places), max(e.end for e in places)
        found += [
            Fact(tag.group(), (Evidence(tag.start(), tag.end(), "venue among the papers", document),))
            for tag in _TAG.finditer(text, first, last)
            if names("venues").whole(tokens(tag[1])) and (document, tag.start()) not in claimed
            if not _waits(text, tag)
        ]
    return found


def _waits(text: str, tag: re.Match[str]) -> bool:
    """Whether the tag's line, or the end of the one above, says that a paper waits there or was refused."""
    from bot.cv.facts.venues import LEADS_TO_WAITING  # noqa: PLC0415 -- a store opens without what reads CVs

    first = max(0, tag.start() - _AROUND)
    above, _, before = text[first : tag.start()].rpartition("\n")
    line = fold(before + text[tag.start() : tag.end() + _AROUND].split("\n", 1)[0])
    led = not before.strip() and LEADS_TO_WAITING.search(fold(above[above.rfind("\n") + 1 :]))
    return bool(led or pattern("publications.pending").search(line))


def years(start: str, end: str) -> str:
    """A span of time for people: "2023–now", "2020–24", "2025"."""
    first, last = start[:4], "now" if end == "present" else end[:4]
    if not first or not last or first == last:
        return first or last
    return f"{first}–{last[2:] if last[:2] == first[:2] else last}"


def author(paper: Publication) -> str:
    """The candidate's place among the authors: "first author"; empty where the list does not say."""
    if paper.position is None:
        return ""
    place = _ORDINALS.get(paper.position, f"{paper.position}th")
    return f"{'joint ' if paper.equal and paper.position > 1 else ''}{place} author{', equal' if paper.equal and paper.position == 1 else ''}"


def value(fact: Fact[str] | None) -> str:
    return fact.value if fact else ""


def _row_around(text: str, start: int, end: int, name: int) -> list[Token]:
    """The tokens of a part, and the ones beside it that tell something of it: a word before, or the rest of a name."""
    return tokens_with_offsets(text, *widened(text, start, end, max(1, name - 1)))


def _proofs(chart: Map, name: tuple[str, ...], row: Sequence[Token], start: int, end: int) -> Iterator[Proof]:
    """Those in one stretch of a document, whose tokens are in the row."""
    from bot.cv.facts.colophon import colophon_of  # noqa: PLC0415 -- a store opens without what reads CVs
    from bot.cv.facts.disclaimers import clause_of, said_of  # noqa: PLC0415

    lists = [(p.start, p.end) for p in chart.passages if p.kind == "skills"]
    outside = [*_addresses(chart.text, start, end), *_whole_names(row, name)]
    outside += (named.span() for named in _INSTITUTION.finditer(chart.text, start, end))
    outside += colophon_of(chart.text)
    named = [
        (match, said_of(chart.text, match.start, match.end))
        for match in skills().matches(chart.text, row, lists=lists, outside=outside)
        if start <= match.start < end
    ]
    clauses, before = list[int](), 0
    for match, _ in named:
        clauses.append(match.start if not clauses or clause_of(chart.text, match.start) > before else clauses[-1])
        before = match.start
    denied = {(match.skill, clause) for (match, said), clause in zip(named, clauses, strict=True) if said == "unknown"}
    for (match, said), clause in zip(named, clauses, strict=True):
        passage = chart.at(match.start, match.end)
        if passage.barred or (match.skill, clause) in denied:
            continue
        if said == "wanted":
            passage = passage._replace(kind="interest", grade=0, year=0, about="")
        yield Proof(match.skill, match.start, match.end, passage)


def _addresses(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """E-mails, addresses of pages and what only a program would run, in the words that hold their signs."""
    end = first
    while sign := _SIGN.search(text, end, last):
        start, after = sign.start(), _WORD_END.search(text, sign.end())
        while start > end and not text[start - 1].isspace():
            start -= 1
        end = after.start() if after else len(text)
        yield from (address.span() for address in _ADDRESS.finditer(text, start, end))


def _whole_names(row: Sequence[Token], name: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the candidate's own name stands, in any line: Ruby Marsh is no programming language."""
    if len(name) < 2:
        return []
    size = len(name)
    return [
        (token.start, row[at + size - 1].end)
        for at, token in enumerate(row)
        if token.text == name[0] and tuple(t.text for t in row[at : at + size]) == name
    ]


def _passages(profile: Profile) -> Iterator[Passage]:
    for job in profile.work:
        yield from _work(job)
    for paper in profile.publications:
        yield from _paper(paper)
    for project in profile.projects:
        yield from _project(project)
    for study in profile.education:
        yield from _education(study)
    for award in profile.awards:
        about = years(value(award.dates[0]) if award.dates else "", "")
        yield from _facts("award", [award.title], grade=1, about=about)
        yield from _facts("award", [award.awarder], grade=1, about=about, barred=True)
    for skill in profile.skills:
        yield from _facts("skills", [skill.name], grade=1, about=skill.group or "Skills")
    yield from _facts("interest", profile.interests)
    yield from _facts("wish", profile.availability)
    yield from _facts("label", [profile.label], grade=1)
    place = profile.place
    contacts = [
        profile.name,
        *profile.emails,
        *(phone.number for phone in profile.phones),
        *((place and (place.city, place.region, place.country)) or ()),
    ]
    contacts += [fact for link in profile.links for fact in (link.url, link.username)]
    yield from _facts("contact", contacts, barred=True)


def _work(job: Work) -> Iterator[Passage]:
    start, end = value(job.start), value(job.end)
    dated = bool(start or end)
    grade = 3 if job.kind == "job" and dated else 2
    about = ", ".join(part for part in (value(job.organization) or value(job.title), years(start, end)) if part)
    year = _year(end or start)
    yield from _facts(job.kind, [job.title, *job.details], grade=grade, year=year, about=about, dated=dated)
    names = [job.organization, job.place, *job.supervisors]
    yield from _facts(job.kind, names, grade=grade, year=year, about=about, dated=dated, barred=True)


def _paper(paper: Publication) -> Iterator[Passage]:
    date, venue = value(paper.date), value(paper.venue)
    year = _year(date)
    named = (
        venue
        if not date or date[:4] in venue or f"'{date[2:4]}" in venue.replace("’", "'")
        else f"{venue} {date[:4]}".strip()
    )
    about = ", ".join(part for part in (named, author(paper)) if part)
    yield from _facts("paper", [paper.title], grade=2, year=year, about=about)
    yield from _facts("paper", [*paper.authors, paper.venue], grade=2, year=year, about=about, barred=True)


def _project(project: Project) -> Iterator[Passage]:
    start, end = value(project.start), value(project.end)
    about = years(start, end) or re.split(r"[,:;(–|]", project.name.value.strip("* "))[0].strip()
    yield from _facts("project", [project.name, *project.details], grade=2, year=_year(end or start), about=about)


def _education(study: Education) -> Iterator[Passage]:
    start, end = value(study.start), value(study.end)
    about = ", ".join(part for part in (value(study.institution), years(start, end)) if part)
    year = _year(end or start)
    yield from _facts(
        "education", [study.degree, study.field, study.minor, *study.details], grade=2, year=year, about=about
    )
    names = [study.institution, study.place, *study.advisers]
    yield from _facts("education", names, grade=2, year=year, about=about, barred=True)


def _facts(
    kind: Kind,
    facts: Iterable[Fact[str] | None],
    *,
    grade: int = 0,
    year: int = 0,
    about: str = "",
    barred: bool = False,
    dated: bool = True,
) -> Iterator[Passage]:
    for fact in facts:
        for place in _places(fact):
            yield Passage(kind, place.document, place.start, place.end, grade, year, about, barred, dated)


def _places(fact: Fact[str] | None) -> tuple[Evidence, ...]:
    return fact.evidence if fact else ()


def _year(date: str) -> int:
    if date == "present":
        return ONGOING
    found = _YEAR.match(date)
    return int(found.group()) if found else 0
