"""How well a reading agrees with what is right: facts right, wrong and missing, per field; and what was invented.

A fact is a scalar (name, mail), the existence of an entry (a job), or one field of a matched entry (its start).
F1 is micro over facts. An entry that nobody asked for counts once; a field that a matched entry does not have counts once.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from rapidfuzz import fuzz

from bot.profile import Fact, Profile, Publication, Reading, facts
from tests.cvs.person import Person
from tests.cvs.wording import WORDS

State = Literal["right", "wrong", "missing", "extra"]


@dataclass(frozen=True)
class Finding:
    """One fact judged: its path (``work.start``), what was wanted and what was found."""

    path: str
    state: State
    wanted: str
    found: str
    fact: Fact[Any] | None = None

    def __str__(self) -> str:
        return f"{self.state:8} {self.path:24} wanted {self.wanted!r:40} found {self.found!r}"


@dataclass
class Score:
    findings: list[Finding] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    private: list[str] = field(default_factory=list)
    """Values with what must never be extracted in them: birth dates, marital status, hidden text, other people's contacts."""

    @property
    def counts(self) -> Counter[str]:
        return Counter(finding.state for finding in self.findings)

    @property
    def precision(self) -> float:
        counts = self.counts
        stated = counts["right"] + counts["wrong"] + counts["extra"]
        return counts["right"] / stated if stated else 1.0

    @property
    def recall(self) -> float:
        counts = self.counts
        asked = counts["right"] + counts["wrong"] + counts["missing"]
        return counts["right"] / asked if asked else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: "Score") -> None:
        self.findings += other.findings
        self.invented += other.invented
        self.private += other.private


def score(expected: Person, reading: Reading) -> Score:
    """The reading against what is right."""
    judged = list(_judged(expected, reading.profile))
    return Score(
        [finding for finding in judged if not _pardoned(finding, expected.optional)],
        list(invented(reading)),
        list(private(expected, reading)),
    )


def unread(expected: Person) -> Score:
    """The score of a CV that was refused: all is missing."""
    return Score([finding for finding in _judged(expected, Profile()) if not _pardoned(finding, expected.optional)])


def _pardoned(finding: Finding, optional: Iterable[str]) -> bool:
    return finding.state == "missing" and any(f"{finding.path}.".startswith(f"{path}.") for path in optional)


def _judged(expected: Person, profile: Profile) -> Iterator[Finding]:
    yield from _scalars(expected, profile)
    yield from _links(expected, profile)
    for entries in _LISTS:
        yield from entries.judged(expected, profile)
    yield from _skills(expected, profile)


# Scalars.


def _scalars(expected: Person, profile: Profile) -> Iterator[Finding]:
    place = profile.place
    yield from _field("name", (expected.name, *expected.names), profile.name, _same_name)
    yield from _field("label", (expected.label,), profile.label, _like, extra=False)
    yield from _texts("email", (expected.email,), profile.emails, _equal)
    yield from _texts("phone", (expected.phone,), [phone.number for phone in profile.phones], _same_digits)
    yield from _field("city", (expected.city,), place.city if place else None, _equal)
    yield from _field("country", (expected.country,), place.country if place else None, _equal)
    yield from _texts("availability", (expected.availability,), profile.availability, _overlap)


def _field(
    path: str, wanted: tuple[str, ...], found: Fact[str] | None, same: "Same", *, extra: bool = True
) -> Iterator[Finding]:
    if wanted[0] and found is None:
        yield Finding(path, "missing", wanted[0], "")
    elif wanted[0] and found is not None:
        right = any(same(one, str(found.value)) for one in wanted if one)
        yield Finding(path, "right" if right else "wrong", wanted[0], str(found.value), found)
    elif found is not None and extra:
        yield Finding(path, "extra", "", str(found.value), found)


def _texts(path: str, wanted: Iterable[str], found: Iterable[Fact[str]], same: "Same") -> Iterator[Finding]:
    rest = list(found)
    for one in filter(None, wanted):
        hit = next((fact for fact in rest if same(one, fact.value)), None)
        if hit is None:
            yield Finding(path, "missing", one, "")
        else:
            rest.remove(hit)
            yield Finding(path, "right", one, hit.value, hit)
    for fact in rest:
        yield Finding(path, "extra", "", fact.value, fact)


def _links(expected: Person, profile: Profile) -> Iterator[Finding]:
    rest = list(profile.links)
    for link in expected.links:
        hit = next(
            (one for one in rest if any(_same_link(link.url, fact.value) for fact in (one.url, one.username) if fact)),
            None,
        )
        if hit is None:
            yield Finding("links", "missing", link.url, "")
            continue
        rest.remove(hit)
        yield Finding("links", "right", link.url, link.url, hit.url or hit.username)
        yield from _field("links.network", (link.network,), hit.network, _equal)
    for one in rest:
        fact = one.url or one.username or one.network
        yield Finding("links", "extra", "", str(fact.value) if fact else "", fact)


def _skills(expected: Person, profile: Profile) -> Iterator[Finding]:
    wanted = [skill for group in expected.skills for skill in group.skills]
    yield from _texts("skills", wanted, (skill.name for skill in profile.skills), _equal)


# Lists of entries.

Same = Callable[[str, str], bool]


@dataclass(frozen=True)
class _Field:
    name: str
    wanted: Callable[[Any], tuple[str, ...]]
    found: Callable[[Any], Fact[str] | tuple[Fact[str], ...] | None]
    same: Same
    extra: bool = True
    """Whether a value that nobody asked for is a mistake."""

    def judged(self, path: str, wanted: Any, found: Any) -> Iterator[Finding]:
        values, facts = self.wanted(wanted), self.found(found)
        where = f"{path}.{self.name}"
        if isinstance(facts, tuple):
            yield from _texts(where, values, facts, self.same)
        else:
            yield from _field(where, values or ("",), facts, self.same, extra=self.extra)


@dataclass(frozen=True)
class _Entries:
    """One list: its entries on both sides, how alike two are (0 to 1), and the fields that are compared."""

    path: str
    wanted: Callable[[Person], tuple[Any, ...]]
    found: Callable[[Profile], tuple[Any, ...]]
    likeness: Callable[[Any, Any], float]
    fields: tuple[_Field, ...]
    shown: Callable[[Any], str]
    key: Callable[[Any], Fact[str] | None]
    optional: Callable[[Any], bool] = lambda _entry: False
    spare: Callable[[Any], bool] = lambda _entry: False
    """Found entries that are no mistake where nobody asked for them."""

    def judged(self, expected: Person, profile: Profile) -> Iterator[Finding]:
        wanted, found = list(self.wanted(expected)), list(self.found(profile))
        pairs = _pairs(wanted, found, self.likeness)
        for at, entry in enumerate(wanted):
            if at not in pairs:
                if not self.optional(entry):
                    yield Finding(self.path, "missing", self.shown(entry), "")
                    yield from (
                        Finding(f"{self.path}.{one.name}", "missing", value, "")
                        for one in self.fields
                        for value in one.wanted(entry)[:1]
                        if value
                    )
                continue
            other = found[pairs[at]]
            yield Finding(self.path, "right", self.shown(entry), self.shown(entry), self.key(other))
            for one in self.fields:
                yield from one.judged(self.path, entry, other)
        for at, entry in enumerate(found):
            if at not in pairs.values() and not self.spare(entry):
                fact = self.key(entry)
                yield Finding(self.path, "extra", "", fact.value if fact else "", fact)


def _pairs(wanted: list[Any], found: list[Any], likeness: Callable[[Any, Any], float]) -> dict[int, int]:
    """Which found entry stands for which wanted one: the likest first."""
    scored = sorted(
        ((likeness(one, other), -at, -to) for at, one in enumerate(wanted) for to, other in enumerate(found)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for alike, at, to in scored:
        if alike >= _ALIKE and -at not in pairs and -to not in pairs.values():
            pairs[-at] = -to
    return pairs


_ALIKE = 0.6


def _ratio(wanted: str, found: Fact[str] | None) -> float:
    if not wanted or found is None:
        return 0.0
    one, other = _folded(wanted), _folded(found.value)
    whole = fuzz.ratio(one, other)
    inside = 90 if len(one) > 3 and one in other and len(other) < 2.5 * len(one) + 12 else 0
    return max(whole, inside) / 100


def _alike_post(wanted: Any, found: Any) -> float:
    """Several posts at one place differ by title and dates; a post whose employer was missed is known by its title."""
    organization, title = _ratio(wanted.organization, found.organization), _ratio(wanted.title, found.title)
    swapped = min(_ratio(wanted.organization, found.title), _ratio(wanted.title, found.organization))
    dates = _agree(wanted.start, found.start) + _agree(wanted.end, found.end)
    return max(0.62 * max(organization, 0.95 * title), swapped) + 0.2 * min(organization, title) + 0.09 * dates


def _alike_study(wanted: Any, found: Any) -> float:
    school = _ratio(wanted.institution, found.institution)
    degree = max(_ratio(wanted.degree, found.degree), _ratio(wanted.field, found.field))
    return 0.65 * school + 0.35 * degree + 0.1 * _agree(wanted.end, found.end)


def _agree(wanted: str, found: Fact[str] | None) -> bool:
    return bool(wanted) and found is not None and found.value == wanted


# How values are compared.


def _folded(value: str) -> str:
    text = unicodedata.normalize("NFKD", html.unescape(value)).casefold().replace("ß", "ss").replace("&", " and ")
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() or char in "+#" else " " for char in text).split())


def _equal(wanted: str, found: str) -> bool:
    return _folded(wanted) == _folded(found)


def _same_name(wanted: str, found: str) -> bool:
    return sorted(_folded(wanted).split()) == sorted(_folded(found).split())


def _like(wanted: str, found: str) -> bool:
    """As good: a word more or less, another order."""
    one, other = _folded(wanted), _folded(found)
    return one == other or fuzz.token_sort_ratio(one, other) >= 90


def _same_organization(wanted: str, found: str) -> bool:
    """A department or city more is no mistake; the lab without its university is as good."""
    one, other = set(_folded(wanted).split()), set(_folded(found).split())
    return _like(wanted, found) or (one <= other and len(other) <= len(one) + 4)


def _same_degree(wanted: str, found: str) -> bool:
    return _folded(wanted).replace(" ", "") == _folded(found).replace(" ", "") or _folded(found).startswith(
        _folded(wanted) + " "
    )


def _same_place(wanted: str, found: str) -> bool:
    return set(_folded(wanted).split()) <= set(_folded(found).split())


def _same_digits(wanted: str, found: str) -> bool:
    return re.sub(r"\D", "", wanted) == re.sub(r"\D", "", found)


def _same_date(wanted: str, found: str) -> bool:
    return wanted == found


def _same_number(wanted: str, found: str) -> bool:
    numbers = [re.findall(r"\d+(?:[.,]\d+)?", value) for value in (wanted, found)]
    return numbers[0] == numbers[1] if numbers[0] else _like(wanted, found)


def _same_venue(wanted: str, found: str) -> bool:
    """``NSDI'25`` is NSDI; "Proceedings of" may stand before it."""
    return _folded(wanted) == _folded(re.sub(r"['’]?(?:20)?\d\d$", "", found)) or _same_organization(wanted, found)


def _same_year(wanted: str, found: str) -> bool:
    return wanted[:4] == found[:4]


def _same_title(wanted: str, found: str) -> bool:
    """Nothing cut off, nothing glued to it."""
    return fuzz.ratio(_folded(wanted), _folded(found)) >= 95


def _overlap(wanted: str, found: str) -> bool:
    return fuzz.partial_ratio(_folded(wanted), _folded(found)) >= 80


def _same_link(wanted: str, found: str) -> bool:
    one, other = (re.sub(r"^(?:https?://)?(?:www\.)?", "", url.casefold()).rstrip("/") for url in (wanted, found))
    return one == other or one.rsplit("/", 1)[-1] == other.lstrip("@")


def _authors(paper: Publication) -> Fact[str] | None:
    """All authors as one fact: in order, nobody left out."""
    evidence = tuple(one for author in paper.authors for one in author.evidence)
    return (
        Fact(
            "; ".join(author.value for author in paper.authors),
            evidence,
            min(author.confidence for author in paper.authors),
        )
        if paper.authors
        else None
    )


def _same_authors(wanted: str, found: str) -> bool:
    one, other = wanted.split("; "), found.split("; ")
    return len(one) == len(other) and all(map(_same_name, one, other))


def _told(paper: Publication, value: str) -> Fact[str] | None:
    return replace(paper.title, value=value) if value else None


def _place_of(entry: Any) -> tuple[str, ...]:
    return (entry.city,)


_LISTS = (
    _Entries(
        "education", lambda person: person.education, lambda profile: profile.education, _alike_study,
        (
            _Field("institution", lambda one: (one.institution,), lambda one: one.institution, _same_organization),
            _Field("degree", lambda one: (one.degree,), lambda one: one.degree, _same_degree),
            _Field("field", lambda one: (one.field,), lambda one: one.field, _like),
            _Field("start", lambda one: (one.start,), lambda one: one.start, _same_date),
            _Field("end", lambda one: (one.end,), lambda one: one.end, _same_date),
            _Field("place", _place_of, lambda one: one.place, _same_place),
            _Field("gpa", lambda one: (one.gpa,), lambda one: one.gpa, _same_number),
            _Field("rank", lambda one: (one.rank,), lambda one: one.rank, _same_number),
            _Field("minor", lambda one: (one.minor,), lambda one: one.minor, _like),
            _Field("advisers", lambda one: one.advisers, lambda one: one.advisers, _same_name),
        ),
        lambda one: f"{one.degree} {one.institution}", lambda one: one.institution or one.degree,
    ),
    _Entries(
        "work", lambda person: person.work, lambda profile: profile.work, _alike_post,
        (
            _Field("organization", lambda one: (one.organization,), lambda one: one.organization, _same_organization),
            _Field("title", lambda one: (one.title, f"{one.title}, {one.course}"), lambda one: one.title, _like),
            _Field("start", lambda one: (one.start,), lambda one: one.start, _same_date),
            _Field("end", lambda one: (one.end,), lambda one: one.end, _same_date),
            _Field("place", _place_of, lambda one: one.place, _same_place),
            _Field("supervisors", lambda one: one.supervisors, lambda one: one.supervisors, _same_name),
        ),
        lambda one: f"{one.title}, {one.organization}", lambda one: one.organization or one.title,
        optional=lambda one: one.kind != "job", spare=lambda one: one.kind != "job",
    ),
    _Entries(
        "papers", lambda person: person.papers, lambda profile: profile.publications, lambda one, other: _ratio(one.title, other.title),
        (
            _Field("title", lambda one: (one.title,), lambda one: one.title, _same_title),
            _Field("authors", lambda one: ("; ".join(one.authors),), _authors, _same_authors),
            _Field("equal", lambda one: ("equal" if one.equal else "",), lambda one: _told(one, "equal" if one.equal else ""), _equal),
            _Field("kind", lambda one: (one.kind,), lambda one: _told(one, one.kind), _equal, extra=False),
            _Field("venue", lambda one: (one.venue,), lambda one: one.venue, _same_venue),
            _Field("year", lambda one: (one.year,), lambda one: one.date, _same_year),
            _Field("status", lambda one: (one.status,), lambda one: one.status, _like),
        ),
        lambda one: one.title, lambda one: one.title,
    ),
    _Entries(
        "projects", lambda person: person.projects, lambda profile: profile.projects, lambda one, other: _ratio(one.name, other.name),
        (
            _Field("start", lambda one: (one.start,), lambda one: one.start, _same_date),
            _Field("end", lambda one: (one.end,), lambda one: one.end, _same_date),
        ),
        lambda one: one.name, lambda one: one.name,
    ),
    _Entries(
        "awards", lambda person: person.awards, lambda profile: profile.awards, lambda one, other: _ratio(one.title, other.title),
        (
            _Field("years", lambda one: one.years, lambda one: one.dates, _same_year),
            _Field("awarder", lambda one: (one.awarder,), lambda one: one.awarder, _same_organization),
        ),
        lambda one: one.title, lambda one: one.title,
    ),
    _Entries(
        "languages", lambda person: person.languages, lambda profile: profile.languages, lambda one, other: _ratio(one[0], other.name),
        (_Field("level", lambda one: (one[1],), lambda one: one.level, _like),),
        lambda one: one[0], lambda one: one.name,
    ),
)  # fmt: skip


# Invented.

_DATES = ("date", "venue.year")
"""Rules that work a date out of the quote: ``2023-06`` from "Jun. 2023", ``present`` from "since 2023"."""

_FROM_ADDRESS = ("contact.network", "link.host", "contact.email.spelled")
"""Rules that read an address: the network of its host, "ada [at] mail.example"."""


def invented(reading: Reading) -> Iterator[str]:
    """Values whose quote does not say them, or whose evidence lies outside the text."""
    for fact in facts(reading.profile):
        spans = [(one.start, one.end) for one in fact.evidence]
        if not spans or not all(0 <= start < end <= len(reading.text) for start, end in spans):
            yield f"no quote: {fact.value}"
            continue
        quote = " ".join(reading.text[start:end] for start, end in spans)
        if not _says(quote, str(fact.value), fact.evidence[0].rule):
            yield f"not in its quote: {fact.value!r} from {quote!r}"


def private(expected: Person, reading: Reading) -> Iterator[str]:
    values = {str(fact.value) for fact in facts(reading.profile)}
    return (value for value in sorted(values) if any(word in value for word in expected.never))


def _says(quote: str, value: str, rule: str) -> bool:
    if rule.startswith(_DATES):
        return value == "present" or _says_date(quote, value)
    if rule.startswith(_FROM_ADDRESS):
        return all(word in _folded(quote).split() for word in _folded(value).split())
    if rule == "contact.phone.e164":
        return re.sub(r"\D", "", value)[-7:] in re.sub(r"\D", "", quote)
    if _letters(value) in _letters(quote):
        return True
    if any(_letters(_bare(value, markup)) in _letters(_bare(quote, markup)) for markup in _MARKUP):
        return True
    rest = iter(_folded(quote).split())  # a date or a place may have been taken out of the middle
    return all(word in rest for word in _folded(value).split())


def _says_date(quote: str, value: str) -> bool:
    year, _, month = value.partition("-")
    short_year = re.search(rf"(?<!\d){year[2:]}(?!\d)", quote)
    if year not in quote and not short_year:
        return False
    number = re.search(rf"(?<!\d){month.lstrip('0')}(?!\d)|{month}", quote) if month else True
    return bool(number) or any(name in _folded(quote) for name in _month_names(int(month)))


def _month_names(month: int) -> set[str]:
    return {_folded(words.short_months[month - 1])[:3] for words in WORDS.values()}


_MARKUP = (r"<[^<>]*>", r"\\[a-zA-Z]+\*?|<[^<>]*>", r"\]\([^()]*\)", r"</?\w[^<>]*>|\\u[0-9a-f]{4}")
"""Ways in which a value may be interrupted by markup inside its quote."""


def _bare(quote: str, markup: str) -> str:
    return re.sub(markup, " ", quote)


def _letters(text: str) -> str:
    return "".join(_folded(text).split())


def with_optional(expected: Person, *paths: str) -> Person:
    """The same where these values need not be found."""
    return replace(expected, optional=(*expected.optional, *paths))
