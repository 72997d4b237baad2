"""What questions are worded with: a run of plain words, the words that ask nothing, and where a name ends."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from bot.cv.words import phrases
from bot.search.names import names
from bot.search.query import Clause, Term
from bot.search.skills import skills
from bot.search.terms import (
    SCHOOL_WORDS,
    field_term,
    has_term,
)
from bot.search.text import tokens
from bot.search.times import months
from bot.search.words import meanings, word_list

NOISE = word_list("noise")
FUNCTION = word_list("function")
_BESIDE_NAMES = word_list("beside_names")
NEGATION = word_list("negation")
LEAVES_OUT = word_list("leaves_out")
EXPERIENCE = frozenset(("experience", "erfahrung", "berufserfahrung"))
ARRIVED = word_list("arrived")
OTHERWISE_DATED = word_list("otherwise_dated")
PAPERS = word_list("papers")
ENDS = word_list("ends")
LEADS = word_list("leads")
INSIDE = word_list("inside")
SENTENCE = LEADS | INSIDE | LEAVES_OUT | FUNCTION
"""Words that do not stand for themselves."""
NO_NAMES = word_list("no_names")
POSITION = word_list("position")
DEGREES = meanings("degrees")
STAGES = meanings("stages")
ROLES = meanings("roles")
ACCOUNTS = meanings("accounts")
SEASONS = word_list("seasons")
MONTHS = frozenset(months())
_CONNECTS = frozenset(
    ("and", "or", "nor", "but", "who", "und", "oder", "not", "please", "thanks", "thank", "bitte", "danke")
)
_NO_EMPLOYERS = frozenset(
    ("today", "yesterday", "last", "next", "recently", "within", "during", "after", "before", "team")
)
_LATELY = {("past",), ("last",), ("previous",)}
"""Behind "received the" of a time."""
_ARTICLES = {("a",), ("an",), ("the",), ("any",), ("some",)}
_TOWNS = phrases("places.cities") | phrases("places.regions")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OPENING = re.compile(
    r"\s*(?:(?:hey|hi|hello|please|ok|so)[\s,!]+)*(?:(?:can|could|would) you (?:please )?|please |(?:i|we) (?:want|need|would like) to (?:see|find) )?"
    r"(?:(?:(?:show|find|get|give|list)(?: me| us)?|me|us) (?=\S+ \S)|search for )?",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"(?:right now|at the moment|at present|these days|now|today|currently|presently|nowadays|still|jetzt|heute|derzeit|momentan|aktuell|zurzeit) "
)
_TIMES = frozenset(("since", "until", "before", "after", "between", "seit", "bis"))


@dataclass(frozen=True, slots=True)
class Unknown:
    """What a question asks and no CV is measured by: left out, and said."""

    said: str
    clause: Clause | None = None
    """What of it can be asked all the same."""


Made: TypeAlias = tuple[Clause | Unknown | None, int] | None
"""A clause (or none) and the place after it; None where a rule does not apply after all."""


@dataclass(frozen=True, slots=True)
class Words:
    """A run of plain words: folded tokens, and what was typed for each."""

    tokens: tuple[str, ...]
    typed: tuple[str, ...]

    def said(self, start: int, end: int) -> str:
        """As typed, from one place to another; a typed word of several tokens comes once."""
        row = self.typed[start:end]
        return " ".join(word for at, word in enumerate(row) if word and (at == 0 or word is not row[at - 1]))

    def named(self, start: int, end: int) -> str:
        """The same where it is no more than these words: Java in "Java-Erfahrung"."""
        said = self.said(start, end)
        return said if tokens(said) == list(self.tokens[start:end]) else " ".join(self.tokens[start:end])

    def capital(self, at: int) -> bool:
        return at < len(self.typed) and self.typed[at][:1].isupper()


def name_at(words: Words, at: int, *kinds: str) -> tuple[str, int]:
    """The name that starts here: the longest known one, else all words up to one that goes on with the sentence."""
    while at < len(words.tokens) and words.tokens[at] in {"the", "a", "an", "both", "either"}:
        at += 1
    if at < len(words.tokens) and (
        begins_time(words.tokens[at]) or words.tokens[at] == "neither" or _is_season(words, at)
    ):
        return "", at
    for kind in kinds:
        known = [(end, key) for start, end, key in names(kind).find(words.tokens[at : at + 10]) if start == 0]
        if known and not _goes_on(words, at + known[0][0]):
            end = at + known[0][0]
            called = kind == "venues" and words.tokens[end : end + 1] in {("conference",), ("conferences",)}
            return words.named(at, end), end + called
    end = at
    while (
        end < len(words.tokens)
        and not (end > at and (begins_time(words.tokens[end]) or present_at(words, end)))
        and (words.tokens[end] not in ENDS or (end > at and (_inner(words, at, end) or _capital(words, end))))
    ):
        end += 1
    return words.said(at, end), end


def names_employer(words: Words, at: int) -> bool:
    """Whether a name follows, and no time, nor "us": joined Tessera Labs, joined in March."""
    at += words.tokens[at : at + 1] == ("the",)
    row = words.tokens[at : at + 10]
    kinds = ("companies", "schools") if words.capital(at) else ("companies",)
    known = any(start == 0 for kind in kinds for start, _, _ in names(kind).find(row))
    other = NOISE | ENDS | MONTHS | SEASONS | NO_NAMES | _NO_EMPLOYERS
    return known or bool(row and row[0] not in other and not begins_time(row[0]))


def speaks_of_arrival(words: Words, at: int) -> bool:
    """Whether a time here is one of arrivals: the last verb before it counts, and any where there is none."""
    said = [place for place, word in enumerate(words.tokens) if word in ARRIVED]
    before = [place for place in said if place < at][-1:]
    return any(not _came_to(words, place) for place in before or said)


def _came_to(words: Words, at: int) -> bool:
    """Whether "joined" or "came to" is said of an employer, a school or a place, and not of us; or "received" of an award."""
    if words.tokens[at] == "received" and words.tokens[at + 1 : at + 2] in _ARTICLES:
        return words.tokens[at + 2 : at + 3] not in _LATELY
    to = words.tokens[at : at + 2] == ("came", "to")
    return (to or words.tokens[at] == "joined") and names_employer(words, at + 1 + to)


def begins_time(word: str) -> bool:
    """No name begins so: 2023, since."""
    return bool(_YEAR.fullmatch(word)) or word in _TIMES


def present_at(words: Words, at: int) -> int:
    """The place after words that say "now"; 0 where there are none, or they are written as a name is."""
    if at >= len(words.tokens) or words.capital(at):
        return 0
    found = _PRESENT.match(" ".join(words.tokens[at : at + 3]) + " ")
    return at + len(found.group().split()) if found else 0


def _is_season(words: Words, at: int) -> bool:
    """Summer 2024."""
    return words.tokens[at] in SEASONS and bool(_YEAR.fullmatch("".join(words.tokens[at + 1 : at + 2])))


def _goes_on(words: Words, at: int) -> bool:
    """Whether the name continues after what is known of it: "Peking" goes on in "Peking Union College"."""
    return at < len(words.tokens) and (
        words.tokens[at] in SCHOOL_WORDS
        or (words.tokens[at] not in ENDS | DEGREES.keys() and words.capital(at) and not words.tokens[at].isdecimal())
    )


def _inner(words: Words, start: int, at: int) -> bool:
    """An "and" inside a name: University of Science and Technology."""
    return (
        words.tokens[at] == "and"
        and words.capital(at + 1)
        and any(token in SCHOOL_WORDS for token in words.tokens[start:at])
        and words.tokens[at + 1] != "who"
        and not any(token in SCHOOL_WORDS for token in words.tokens[at + 1 : at + 3])
        and not skills().longest_name(words.tokens, at + 1)
    )


def _capital(words: Words, at: int) -> bool:
    """A word of a name that ends one elsewhere, by how it is written: Red Hat, where German has "hat"."""
    small = any(word[:1].islower() for word in words.typed)
    return small and words.tokens[at] not in _CONNECTS and words.capital(at) and words.capital(at - 1)


def without_opening(line: str) -> str:
    """A question without what politely leads to it: "can you find me people in Oslo" is about people in Oslo."""
    return _OPENING.sub("", line, count=1).strip() or line


def clause_of(*terms: Term | None) -> Clause | None:
    made = tuple(term for term in terms if term)
    return Clause(made) if made else None


def any_field(value: str, *fields: str) -> Clause | None:
    return clause_of(*(field_term(field, value) for field in fields))


def has(what: str) -> Clause:
    return Clause((has_term(what),))


def is_filler(words: Words, at: int, *, listed: bool) -> bool:
    """A word of a bare line that asks for nothing, and begins no name: Preferred Networks, All Nippon. ``listed``: behind a comma."""
    word = words.tokens[at]
    if word not in _BESIDE_NAMES:
        return word in FUNCTION
    named = words.capital(at) and words.capital(at + 1) and not skill_at(words, at + 1)
    if named and not names("schools").find(words.tokens[at + 1 : at + 6]):
        return False
    return word in FUNCTION or at + 1 == len(words.tokens) or (listed and at == 0)


def is_school(value: str) -> bool:
    words = tokens(value)
    return any(word in SCHOOL_WORDS for word in words) or bool(names("schools").whole(words))


def is_place(value: str) -> bool:
    """A country, region or town that is known."""
    words = tokens(value)
    return bool(names("places").whole(words)) or " ".join(words) in _TOWNS


def skill_at(words: Words, at: int) -> bool:
    if at >= len(words.tokens):
        return False
    while words.tokens[at] in {"the", "a", "an"} and at + 1 < len(words.tokens):
        at += 1
    found = skills().longest_name(words.tokens, at)
    return found is not None and not (found[0].ambiguous and words.typed[at][:1].islower())
