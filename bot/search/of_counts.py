"""How many of a kind are asked for: "more than 3 publications", "at least two internships", "5+ papers at OSDI"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.search.comparing import EXACTLY, NUMBERS, SIGNS, spelt
from bot.search.counts import OF_YEARS, at_venue, newest_token, of_year, there
from bot.search.measures import COMPARISONS, number_choices
from bot.search.names import names
from bot.search.papers import ANYBODY, FIRST, LATEST
from bot.search.query import Clause, Term
from bot.search.terms import groups_of, has_term
from bot.search.text import tokens
from bot.search.times import time_at
from bot.search.wording import PAPERS, Unknown, Words, begins_time, name_at, present_at
from bot.search.words import meanings

_COUNT = rf"\d{{1,3}}|{'|'.join(NUMBERS)}"
_NUMBER = (
    rf"(?:(?P<sign>{'|'.join((*SIGNS, *EXACTLY))}|between|from|zwischen) )?(?P<count>{_COUNT}) "
    rf"(?:(?:to|and|und|bis) (?P<last>{_COUNT}) )?(?:plus |or more |oder mehr )?(?:different )?"
)
_PAPERS = re.compile(
    rf"{_NUMBER}(?P<first>first author(?:ed)? )?(?P<kind>[a-z]{{2,12}} )??"
    r"(?:(?:conference|journal|peer reviewed|reviewed|published|research|scientific|top) ){0,3}"
    r"(?:papers?|publications?|articles?|publikation(?:en)?|veroffentlichung(?:en)?) (?P<as_first>as (?:the )?first author )?"
)
_KINDS = meanings("counted")
_THINGS = re.compile(rf"{_NUMBER}(?P<thing>{'|'.join(_KINDS)}) ")
_OFTEN = re.compile(rf"(?:(?:at least|more than|over) )?(?:twice|thrice|once|(?:{_COUNT}) times) (?=at |in )")
_TYPED = re.compile(
    rf"(?P<sign>{'|'.join(COMPARISONS)}|=)?\s?(?P<count>\d{{1,3}})(?:\+|-(?P<last>\d{{1,3}}))?(?P<first> first author)?(?: at (?P<there>\S.*?))?"
    r"(?: (?P<time>since|in) (?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
_FAR = 16
_OF_SOME = frozenset(
    ("at", "in", "with", "for", "from", "of", "on", "since", "during", "bei", "mit", "als", "as", "by")
)
"""Behind things of which only some are asked for: two internships at Google."""


class _Asked(NamedTuple):
    sign: str
    least: int
    last: int | None = None
    since: int = 0
    year: int = 0
    """The one in which all of them were."""

    def __str__(self) -> str:
        """As it is typed behind the name of what is counted."""
        return f"{self.sign}{self.least}" if self.last is None else f":{self.least}-{self.last}"

    @property
    def when(self) -> str:
        return f"since {self.since}" if self.since else f"in {self.year}" if self.year else ""

    def groups(self, kinds: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """The tokens of so many of one of the kinds; none where the times of so many are not told apart."""
        if self.since:
            many = self.least + (self.sign == ">")
            years = range(self.since, LATEST + 1) if self.sign in {">", ">="} and self.last is None and many else ()
            return (tuple(newest_token(kind, many, year) for kind in kinds for year in years),) * bool(years)
        kinds = [of_year(kind, self.year) for kind in kinds] if self.year else kinds
        return tuple(tuple(f"{kind}:{number}" for kind in kinds for number in row) for row in self.choices(str))

    def choices(self, token: Callable[[str], str]) -> list[tuple[str, ...]]:
        """The tokens of all such numbers; of several rows each must hold."""
        pairs = [(self.sign, self.least)] if self.last is None else [(">=", self.least), ("<=", self.last)]
        return [tuple(map(token, number_choices(*pair))) for pair in pairs]


def papers_term(text: str) -> Term | None:
    """``>=3``, ``3+``, ``<10``, ``=1``, ``2-6``, ``>=2 first author at OSDI``: at least so many where no sign says otherwise."""
    found = _TYPED.fullmatch(text.strip())
    return _papers(_typed(found), found["there"] or "", first=bool(found["first"])) if found else None


def count_term(text: str) -> Term | None:
    """``internships>=2``, and so of each kind that is counted."""
    kind, sign, rest = re.fullmatch(r"(\w*)([<>=:]?)(.*)", text.strip(), re.DOTALL).groups()  # type: ignore[union-attr]
    found = _TYPED.fullmatch(f"{sign.strip(':')}{rest}".strip())
    if kind not in _KINDS.values() or not found or found["first"]:
        return None
    return _things(kind, _typed(found), found["there"] or "")


def counted_at(words: Words, at: int) -> tuple[Clause | Unknown, int] | None:
    """A number of papers, or of another kind that is counted, and the place after it."""
    rest = " ".join(words.tokens[at : at + _FAR]) + " "
    return _papers_at(words, at, rest) or _things_at(words, at, rest)


def one_more(words: Words, at: int, term: Term) -> tuple[Clause, int] | None:
    """After "two papers at NSDI or": as many at another venue."""
    found = _TYPED.fullmatch(term.label.partition(":")[2].strip('"')) if term.label.startswith("papers") else None
    named = next((end for start, end, _ in names("venues").find(words.tokens[at : at + 10]) if start == 0), 0)
    if not found or not found["there"] or not named:
        return None
    other = _papers(_typed(found), words.said(at, at + named), first=bool(found["first"]))
    return (Clause((other,)), at + named) if other else None


def in_years(clause: Clause, since: int, until: int) -> Clause | None:
    """As many papers in these years; None where the clause counts no papers, or the times of so many are not told apart."""
    said = [_TYPED.fullmatch(term.label.removeprefix("papers:").strip('"')) for term in clause.terms]
    made = [
        _papers(
            _typed(one)._replace(since=since if until == LATEST else 0, year=until),
            one["there"] or "",
            first=bool(one["first"]),
        )
        for one in said
        if one and until in {since, LATEST}
    ]
    terms = tuple(term for term in made if term)
    return replace(clause, terms=terms) if len(terms) == len(clause.terms) else None


def _papers_at(words: Words, at: int, rest: str) -> tuple[Clause | Unknown, int] | None:
    if at and words.tokens[at - 1] in PAPERS and (often := _OFTEN.match(rest)):
        return _often_at(words, at, often)
    found = _PAPERS.match(rest)
    if not found:
        return None
    end = at + len(found.group().split())
    kind = (found["kind"] or "").strip()
    number = at + len(rest[: found.start("kind") if kind else found.end()].split())
    venue = words.said(number, number + 1) if names("venues").whole([kind]) else ""
    if kind and not venue:
        return Unknown(f"“{words.said(at, number)}”"), number
    bare = end
    if not venue:
        venue, end = _venue_at(words, end)
    asked, after = _timed(_said(found), words, end)
    if _is_timed(words, after):
        end = number if kind else bare - (not venue)
        return Unknown(f"“{words.said(at, number if not kind else bare)}”"), end
    term = _papers(asked, venue, first=bool(found["first"] or found["as_first"]))
    if term:
        return Clause((term,)), after
    return (Unknown(f"“{words.said(at, after)}”", Clause((has_term("papers"),))), after) if asked.when else None


def _venue_at(words: Words, at: int) -> tuple[str, int]:
    """A known venue behind "at", and the place after it."""
    named = 0
    if words.tokens[at : at + 1] in {("at",), ("in",), ("on",)}:
        row = words.tokens[at + 1 : at + 11]
        named = next((stop for start, stop, _ in names("venues").find(row) if start == 0), 0)
    return (words.said(at + 1, at + 1 + named), at + 1 + named) if named else ("", at)


def _often_at(words: Words, at: int, found: re.Match[str]) -> tuple[Clause | Unknown, int] | None:
    """As in "published twice at NSDI"."""
    said = found.group().split()
    count = {"once": 1, "twice": 2, "thrice": 3}.get(said[-1]) or spelt(said[-2])
    venue, end = _venue_at(words, at + len(said))
    asked, end = _timed(_Asked(">" if said[0] in {"more", "over"} else ">=", count), words, end)
    term = _papers(asked, venue, first=False) if venue else None
    return (Clause((term,)), end) if term else None


def _timed(asked: _Asked, words: Words, at: int) -> tuple[_Asked, int]:
    """With the year since which, or in which, they were, where that follows; and the place after it."""
    at += words.tokens[at : at + 1] == ("published",)
    time = time_at(" ".join(words.tokens[at : at + _FAR]) + " ", None, arrived=True)
    if not time or not time.since.endswith("-01-01"):
        return asked, at
    since = int(time.since[:4])
    if not time.until:
        return asked._replace(since=since), at + time.words
    alone = time.until == f"{since}-12-31"
    return (asked._replace(year=since), at + time.words) if alone else (asked, at)


def _is_timed(words: Words, at: int) -> bool:
    """Papers of some years are not counted apart."""
    at += words.tokens[at : at + 1] in {("in",), ("from",), ("within",), ("over",)}
    return at < len(words.tokens) and begins_time(words.tokens[at]) and not present_at(words, at)


def _things_at(words: Words, at: int, rest: str) -> tuple[Clause | Unknown, int] | None:
    found = _THINGS.match(rest)
    if not found:
        return None
    end, asked, kind = at + len(found.group().split()), _said(found), _KINDS[found["thing"]]
    employer = ""
    if kind == "internships" and words.tokens[end : end + 1] in {("at",), ("with",), ("bei",)}:
        employer, end = name_at(words, end + 1, "companies", "schools")
    elif kind in OF_YEARS:
        asked, end = _timed(asked, words, end)
    if asked == _Asked(">=", 1) or not _OF_SOME.isdisjoint(words.tokens[end : end + 1]):
        return None
    term = _things(kind, asked, employer)
    return (Clause((term,)), end) if term else None


def _said(found: re.Match[str]) -> _Asked:
    sign = "=" if found["sign"] in EXACTLY else SIGNS.get(found["sign"] or "", ">=")
    return _between(sign, spelt(found["count"]), spelt(found["last"]) if found["last"] else None)


def _typed(found: re.Match[str]) -> _Asked:
    asked = _between(found["sign"] or ">=", int(found["count"]), int(found["last"]) if found["last"] else None)
    year = int(found["year"] or 0)
    return asked._replace(since=year) if found["time"] == "since" else asked._replace(year=year)


def _between(sign: str, count: int, last: int | None) -> _Asked:
    return _Asked(sign, count) if last is None else _Asked("", min(count, last), max(count, last))


def _papers(asked: _Asked, venue: str, *, first: bool) -> Term | None:
    if not venue and not first and not asked.when:
        return Term("field", f"papers{asked}", field="papers", groups=tuple(asked.choices(str)))
    rows = groups_of("venue", venue) if venue else (("",),)
    place = FIRST if first else ANYBODY
    if asked.when and venue and not names("venues").whole(tokens(venue)):
        return None
    groups = tuple(row for group in rows for row in asked.groups([at_venue(one, place) for one in group]))
    said = (str(asked).strip(":"), "first author" * first, f"at {venue}" * bool(venue), asked.when)
    label = " ".join(filter(None, said))
    return Term("field", f'papers:"{label}"', field="count", groups=groups) if groups else None


def _things(kind: str, asked: _Asked, employer: str = "") -> Term | None:
    """So many of a kind; of internships at an employer, too."""
    if (employer and (kind != "internships" or asked.when)) or (asked.when and kind not in OF_YEARS):
        return None
    named = groups_of("now", employer) if employer else ()
    kinds = [[there(kind, token) for token in group] for group in named] or [[kind]]
    groups = tuple(row for some in kinds for row in asked.groups(some))
    extra = " ".join(filter(None, (f"at {employer}" * bool(employer), asked.when)))
    label = f'{kind}:"{str(asked).strip(":")} {extra}"' if extra else f"{kind}{asked}"
    return Term("field", label, field="count", groups=groups) if groups else None
