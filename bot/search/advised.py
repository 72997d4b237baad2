"""Who advised somebody, as a sentence of the CV says it: "a PhD student, advised by Prof. Ximena Thorvald"."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from bot.profile import Evidence, Fact
from bot.search.text import pairs, tokens

_SIGN = re.compile(
    r"\b(?:co-?)?(?:advised|supervised|mentored) by\b|\bunder (?:the )?(?:supervision|guidance|direction) of\b|\b(?:co-?)?(?:advis[eo]r|supervisor)s?(?=:)",
    re.IGNORECASE,
)
_END = re.compile(r"\n|;|(?<=[a-z)\]*]{3})[.!?](?=\s|\Z)(?<!Prof\.)")
_LONGEST, _MOST = 120, 12
"""Characters behind such words among which the names stand, and sentences that are kept."""


def advised(shown: Mapping[int, str]) -> Iterator[Fact[str]]:
    """What follows such words. ``shown``: the texts as `visible`."""
    for document, text in shown.items():
        for sign in islice(_SIGN.finditer(text), _MOST):
            start = sign.end()
            end = _END.search(text, start, start + _LONGEST)
            last = end.start() if end else min(len(text), start + _LONGEST)
            yield Fact(text[start:last], (Evidence(sign.start(), last, "advised by", document),))


def answers(fact: Fact[str]) -> list[str]:
    words = tokens(fact.value)
    return [*words, *pairs(words)]


def terms(shown: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    yield from (("adviser", token) for fact in advised(shown) for token in answers(fact))
