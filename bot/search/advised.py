"""Who advised somebody, as a sentence of the CV says it: "a PhD student, advised by Prof. Ximena Thorvald"."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from bot.profile import Evidence, Fact
from bot.search.text import bare, pairs, tokens

_SIGN = re.compile(
    r"\b(?:co-?)?(?:advised|supervised|mentored) by\b|\bunder (?:the )?(?:supervision|guidance|direction) of\b|\b(?:co-?)?(?:advis[eo]r|supervisor)s?(?=:)",
    re.IGNORECASE,
)
_END = re.compile(r"\n|[;|]|(?<=[a-z)\]*]{3})[.!?](?=\s|\Z)(?<!Prof\.)(?<!Assoc\.)(?<!Asst\.)")
_GAP = re.compile(r"[:*_ \t]*(?:\n[ \t]*(?=[\[*]|[^\W\d_a-z]))?")
"""Before the name, which may stand in the next line."""
_LOWER = re.compile(
    r"(?<=\S)(?:[ \t]+(?:and|und|et))?[ \t]+(?!(?:and|und|et|y|e|professors?|von|van|vom|zu|zur|der|den|ter|ten|de|del|della|di|da|do|dos|la|le|al|el|bin|ibn|ben)\b)[a-z]{2}"
)
"""A word behind a name that is none of it: "on caches", "where"."""
_CAPITAL = re.compile(r"[^\W\d_a-z]")
_LONGEST, _MOST = 120, 12
"""Characters behind such words among which the names stand, and sentences that are kept."""


def advised(shown: Mapping[int, str]) -> Iterator[Fact[str]]:
    """What follows such words. ``shown``: the texts as `visible`."""
    for document, text in shown.items():
        for sign in islice(_SIGN.finditer(text), _MOST):
            start = gap.end() if (gap := _GAP.match(text, sign.end())) else sign.end()
            end = _END.search(text, start, start + _LONGEST)
            last = end.start() if end else min(len(text), start + _LONGEST)
            name = _CAPITAL.search(text, start, last)
            behind = _LOWER.search(text, name.start(), last) if name else None
            start, last = bare(text, start, behind.start() if behind else last)
            if start < last:
                yield Fact(text[start:last], (Evidence(sign.start(), last, "advised by", document),))


def answers(fact: Fact[str]) -> list[str]:
    words = tokens(fact.value)
    return [*words, *pairs(words)]


def terms(shown: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    yield from (("adviser", token) for fact in advised(shown) for token in answers(fact))
