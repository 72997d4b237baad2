"""What questions ask about languages, and how well they are spoken: "fluent in German", "native Chinese speakers", "Deutsch auf C1-Niveau"."""

import re

from bot.search import spoken as levels
from bot.search.chinese import is_ideograph
from bot.search.draft import Draft
from bot.search.names import names
from bot.search.terms import language_term
from bot.search.text import tokens
from bot.search.wording import NEGATION, Made, Words, any_field, clause_of
from bot.search.words import word_list

_SPEAK = frozenset(("speak", "speaks", "speaking", "spoken", "spricht", "sprechen"))
_BEFORE = word_list("before_levels") | _SPEAK
_BETWEEN = word_list("between_levels")
_AFTER = re.compile(
    r"(?:(?:native |first )?(?:level|niveau|proficiency|speakers?|speaking|skills?|language|tongue|kenntnisse|sprecher\w{0,5}|plus|certificates?) )*"
    r"(?:(?:and|und|y|et) (?:above|higher|up|more|hoher|mehr|mas|plus) |以 上 )?"
)
_COMPOUND = re.compile(r"(?P<language>\w{4,20}?)(?:kenntnisse?n?|sprachkenntnisse?n?)\Z")
_JOIN = {True: "", False: " "}
_IN = frozenset(("in",))
_FAR = 12
_LONGEST = 4
"""Words of a level at most."""
_ORDINARY = word_list("ordinary_levels")
"""Levels that are ordinary words as well, and none where a language does not follow at once."""


def spoken(draft: Draft, words: Words, at: int) -> int:
    """A language and how well it is spoken; the place after both, 0 where one of them is not there."""
    made = _with_level(words, at) or _as_well(draft, words, at)
    if made is None:
        return 0
    (named, end), level = made
    after = _AFTER.match(" ".join(words.tokens[end : end + _FAR]) + " ")
    draft.add(clause_of(language_term(levels.shown(named, level))) if level else any_field(named, "language"))
    return end + len(after.group().split()) if after else end


def _with_level(words: Words, at: int) -> tuple[tuple[str, int], str] | None:
    """The language, the place after it and its level, whichever comes first."""
    start = _past(words, at, _BEFORE)
    if found := _level_at(words, start):
        level, end = found
        far = words.tokens[start] not in _ORDINARY
        named = _language_at(words, _past(words, end, _BETWEEN) if far else end)
        return (named, level) if named else None
    if named := _language_at(words, _past(words, at, _SPEAK)):
        end = _past(words, named[1], _BETWEEN)
        if (found := _level_at(words, end)) and words.tokens[end] not in _ORDINARY:
            return (named[0], found[1]), found[0]
    return None


def _as_well(draft: Draft, words: Words, at: int) -> tuple[tuple[str, int], str] | None:
    """After "fluent in German or": another language, as well spoken."""
    if len(draft.last) != 1 or not (draft.joins or draft.negates or (at and words.tokens[at - 1] in {"and", "und"})):
        return None
    term = draft.last[0].terms[0]
    if draft.negates and term.field == "language" and (named := _language_at(words, _past(words, at, _IN))):
        return named, ""
    level = levels.parted(term.label.partition(":")[2].strip('"'))[1] if term.field == "language" else ""
    named = _language_at(words, at) if level else None
    return (named, level) if named else None


def language(_: Words, at: int, found: re.Match[str]) -> Made:
    """A language that a CV lists."""
    return (any_field(found["language"], "language"), at) if names("languages").whole([found["language"]]) else None


def not_spoken(words: Words, at: int, found: re.Match[str]) -> Made:
    """Behind "speaks no" or "spricht kein"."""
    verb, denied = (*words.tokens[max(0, at - 3) : at - 1], "", "")[:2]
    return language(words, at, found) if denied in NEGATION and verb in _SPEAK else None


def _level_at(words: Words, at: int) -> tuple[str, int] | None:
    """A level that starts here, and the place after it."""
    row = words.tokens[at : at + _LONGEST]
    found = next(((end, key) for start, end, key in names("levels").find(row) if start == 0), None)
    return (found[1], at + found[0]) if found else None


def _language_at(words: Words, at: int) -> tuple[str, int] | None:
    """A language as it was typed, also in one word with what is known of it, and the place after it."""
    row = words.tokens[at : at + _LONGEST]
    found = next((end for start, end, _ in names("languages").find(row) if start == 0), 0)
    if found:
        said = words.said(at, at + found)
        return (
            said if tokens(said) == list(row[:found]) else _JOIN[is_ideograph(row[0])].join(row[:found])
        ), at + found
    compound = _COMPOUND.match(row[0]) if row else None
    if compound and names("languages").whole([compound["language"]]):
        return compound["language"], at + 1
    return None


def _past(words: Words, at: int, some: frozenset[str]) -> int:
    while at < len(words.tokens) and words.tokens[at] in some:
        at += 1
    return at
