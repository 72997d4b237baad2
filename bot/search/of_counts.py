"""How many of a kind are asked for: "more than 3 publications", "at least two internships", "5+ papers at OSDI"."""

import re
from collections.abc import Callable
from typing import NamedTuple

from bot.search.comparing import EXACTLY, NUMBERS, SIGNS, spelt
from bot.search.measures import COMPARISONS, number_choices
from bot.search.names import names
from bot.search.papers import ANYBODY, FIRST
from bot.search.query import Clause, Term
from bot.search.terms import groups_of
from bot.search.wording import Unknown, Words, begins_time, present_at
from bot.search.words import meanings

_COUNT = rf"\d{{1,3}}|{'|'.join(NUMBERS)}"
_NUMBER = (
    rf"(?:(?P<sign>{'|'.join((*SIGNS, *EXACTLY))}|between|from|zwischen) )?(?P<count>{_COUNT}) "
    rf"(?:(?:to|and|und|bis) (?P<last>{_COUNT}) )?(?:plus |or more |oder mehr )?(?:different )?"
)
_PAPERS = re.compile(
    rf"{_NUMBER}(?:(?P<first>first author(?:ed)? )|(?P<kind>[a-z]{{2,12}} )??)"
    r"(?:(?:conference|journal|peer reviewed|reviewed|published|research|scientific|top) ){0,3}"
    r"(?:papers?|publications?|articles?|publikation(?:en)?|veroffentlichung(?:en)?) (?P<as_first>as (?:the )?first author )?"
)
_KINDS = meanings("counted")
_THINGS = re.compile(rf"{_NUMBER}(?P<thing>{'|'.join(_KINDS)}) ")
_TYPED = re.compile(
    rf"(?P<sign>{'|'.join(COMPARISONS)}|=)?\s?(?P<count>\d{{1,3}})(?:\+|-(?P<last>\d{{1,3}}))?(?P<first> first author)?(?: at (?P<venue>\S.*))?",
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

    def __str__(self) -> str:
        """As it is typed behind the name of what is counted."""
        return f"{self.sign}{self.least}" if self.last is None else f":{self.least}-{self.last}"

    def choices(self, token: Callable[[str], str]) -> list[tuple[str, ...]]:
        """The tokens of all such numbers; of several rows each must hold."""
        pairs = [(self.sign, self.least)] if self.last is None else [(">=", self.least), ("<=", self.last)]
        return [tuple(map(token, number_choices(*pair))) for pair in pairs]


def papers_term(text: str) -> Term | None:
    """``>=3``, ``3+``, ``<10``, ``=1``, ``2-6``, ``>=2 first author at OSDI``: at least so many where no sign says otherwise."""
    found = _TYPED.fullmatch(text.strip())
    return _papers(_typed(found), found["venue"] or "", first=bool(found["first"])) if found else None


def count_term(text: str) -> Term | None:
    """``internships>=2``, and so of each kind that is counted."""
    kind, sign, rest = re.fullmatch(r"(\w*)([<>=:]?)(.*)", text.strip(), re.DOTALL).groups()  # type: ignore[union-attr]
    found = _TYPED.fullmatch(f"{sign.strip(':')}{rest}".strip())
    if kind not in _KINDS.values() or not found or found["venue"] or found["first"]:
        return None
    return _things(kind, _typed(found))


def counted_at(words: Words, at: int) -> tuple[Clause | Unknown, int] | None:
    """A number of papers, or of another kind that is counted, and the place after it."""
    rest = " ".join(words.tokens[at : at + _FAR]) + " "
    return _papers_at(words, at, rest) or _things_at(words, at, rest)


def one_more(words: Words, at: int, term: Term) -> tuple[Clause, int] | None:
    """After "two papers at NSDI or": as many at another venue."""
    found = _TYPED.fullmatch(term.label.partition(":")[2].strip('"')) if term.label.startswith("papers") else None
    named = next((end for start, end, _ in names("venues").find(words.tokens[at : at + 10]) if start == 0), 0)
    if not found or not found["venue"] or not named:
        return None
    other = _papers(_typed(found), words.said(at, at + named), first=bool(found["first"]))
    return (Clause((other,)), at + named) if other else None


def _papers_at(words: Words, at: int, rest: str) -> tuple[Clause | Unknown, int] | None:
    found = _PAPERS.match(rest)
    if not found:
        return None
    end = at + len(found.group().split())
    kind = (found["kind"] or "").strip()
    number = at + len(rest[: found.start("kind") if kind else found.end()].split())
    venue = words.said(number, number + 1) if names("venues").whole([kind]) else ""
    if kind and not venue:
        return Unknown(f"“{words.said(at, number)}”"), number
    if not venue and words.tokens[end : end + 1] in {("at",), ("in",), ("on",)}:
        row = words.tokens[end + 1 : end + 11]
        named = next((stop for start, stop, _ in names("venues").find(row) if start == 0), 0)
        venue, after = words.said(end + 1, end + 1 + named), end + 1 + named * bool(named)
        end = after if named else end
    if _is_timed(words, end):
        return Unknown(f"“{words.said(at, number if not kind else end)}”"), number if kind else end - (not venue)
    term = _papers(_said(found), venue, first=bool(found["first"] or found["as_first"]))
    return (Clause((term,)), end) if term else None


def _is_timed(words: Words, at: int) -> bool:
    """Papers of some years are not counted apart."""
    at += words.tokens[at : at + 1] in {("in",), ("from",), ("within",), ("over",)}
    return at < len(words.tokens) and begins_time(words.tokens[at]) and not present_at(words, at)


def _things_at(words: Words, at: int, rest: str) -> tuple[Clause | Unknown, int] | None:
    found = _THINGS.match(rest)
    if not found:
        return None
    end, asked = at + len(found.group().split()), _said(found)
    if asked == _Asked(">=", 1) or not _OF_SOME.isdisjoint(words.tokens[end : end + 1]):
        return None
    return Clause((_things(_KINDS[found["thing"]], asked),)), end


def _said(found: re.Match[str]) -> _Asked:
    sign = "=" if found["sign"] in EXACTLY else SIGNS.get(found["sign"] or "", ">=")
    return _between(sign, spelt(found["count"]), spelt(found["last"]) if found["last"] else None)


def _typed(found: re.Match[str]) -> _Asked:
    return _between(found["sign"] or ">=", int(found["count"]), int(found["last"]) if found["last"] else None)


def _between(sign: str, count: int, last: int | None) -> _Asked:
    return _Asked(sign, count) if last is None else _Asked("", min(count, last), max(count, last))


def _papers(asked: _Asked, venue: str, *, first: bool) -> Term | None:
    if not venue and not first:
        return Term("field", f"papers{asked}", field="papers", groups=tuple(asked.choices(str)))
    there = groups_of("venue", venue) if venue else (("",),)
    place = FIRST if first else ANYBODY
    groups = tuple(
        tuple(f"papers:{token}:{place}:{number}" for token in group for number in row)
        for group in there
        for row in asked.choices(str)
    )
    label = " ".join(filter(None, (str(asked).strip(":"), "first author" * first, f"at {venue}" if venue else "")))
    return Term("field", f'papers:"{label}"', field="count", groups=groups) if there else None


def _things(kind: str, asked: _Asked) -> Term:
    return Term(
        "field", f"{kind}{asked}", field="count", groups=tuple(asked.choices(lambda number: f"{kind}:{number}"))
    )
