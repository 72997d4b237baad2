"""What questions ask about the team's own work: what people applied for, and whose they are."""

import re

from bot.openings.known import openings
from bot.search.query import Clause
from bot.search.terms import opening_term, owner_term
from bot.search.text import tokens
from bot.search.wording import ENDS, NOISE, POSITION, Made, Words, clause_of

_ME = frozenset(("i", "me", "myself"))
_NOBODY = frozenset(("nobody", "none", "noone"))
_SOMEBODY = frozenset(("anybody", "anyone", "somebody", "someone"))
_NO_OWNERS = frozenset(["he", "she", "they", "we", "you", "it", "us", "the", "a", "an", "this", "that"])
_OTHERWISE = ENDS | POSITION | frozenset(["after", "before", "last", "next", "this", "today", "until", "yesterday"])
"""Where the beginning of an opening's name ends."""
_STATES = frozenset(["is", "are", "not", "isnt", "arent", "already", "still", "yet"])


def applied_for(words: Words, at: int, found: re.Match[str]) -> Made:
    """An opening by its whole name; after "applied" by words that begin so, too: "candidates for rust" is a search."""
    return _opening(words, at, begun=not found["people"])


def assigned_to(words: Words, at: int, _: re.Match[str] | None = None) -> Made:
    end = next((end for end in range(at, len(words.tokens)) if words.tokens[end] in ENDS), len(words.tokens))
    clause = _owned(words, at, end)
    return (clause, end) if clause else None


def owned_by(words: Words, at: int, found: re.Match[str]) -> Made:
    """Between "does" and "own", which both are read already."""
    start = at - 1 - len(found["owner"].split())
    clause = _owned(words, start, at - 1) if NOISE.isdisjoint(words.tokens[start + 1 : at - 1]) else None
    return (clause, at) if clause else None


def assigned(words: Words, at: int, _: re.Match[str]) -> Made:
    """To anybody at all: "is assigned", "not assigned"."""
    said = at == len(words.tokens) and at > 1 and words.tokens[at - 2] in _STATES
    return (_owned_by_somebody(), at) if said else None


def unowned(words: Words, at: int, found: re.Match[str]) -> Made:
    """The "no" before "owner" is read already, and turns round what is made of it."""
    if not found["owner"]:
        return clause_of(owner_term("nobody")), at
    return (_owned_by_somebody(), at) if at > 1 and words.tokens[at - 2] in {"no", "without"} else None


def one_more(words: Words, at: int, field: str) -> Made:
    """After an "or"."""
    return _opening(words, at, begun=True) if field == "opening" else assigned_to(words, at)


def _opening(words: Words, at: int, *, begun: bool) -> Made:
    known = {tuple(tokens(one.name)): one.name for one in openings() if one.name}
    for end in range(len(words.tokens), at, -1):
        if name := known.get(words.tokens[at:end]):
            return clause_of(opening_term(name)), _after_position(words, end)
    end = next((end for end in range(at, len(words.tokens)) if words.tokens[end] in _OTHERWISE), len(words.tokens))
    said = words.tokens[at:end]
    fitting = [name for row, name in known.items() if all(any(word.startswith(one) for word in row) for one in said)]
    if not begun or not said or not fitting:
        return None
    return clause_of(*(opening_term(name) for name in fitting)), _after_position(words, end)


def _after_position(words: Words, at: int) -> int:
    return at + (at < len(words.tokens) and words.tokens[at] in POSITION)


def _owned(words: Words, start: int, end: int) -> Clause | None:
    said = words.tokens[start:end]
    if not said or said[0] in _NO_OWNERS:
        return None
    if said[0] in _SOMEBODY:
        return _owned_by_somebody()
    key = "me" if said[0] in _ME else "nobody" if said[0] in _NOBODY or said == ("no", "one") else ""
    return clause_of(owner_term(key or words.said(start, end)))


def _owned_by_somebody() -> Clause:
    return Clause(tuple(filter(None, (owner_term("nobody"),))), negated=True)
