"""The parts of a text that hold certain words: what a name of a skill means is settled within one part."""

import re
from functools import lru_cache
from itertools import pairwise

from bot.search.remembered import forgettable
from bot.search.text import SPACED, tokens

PART_END = r"\n\s*(?:\n|[-*•])"
"""A blank line or the mark of an item: no name goes on beyond it."""
_PART_END = re.compile(PART_END)
_MOST = 50
"""Parts; to look through more of them costs as much as to look through everything."""
_LONG = 40
"""Characters of a run without blanks that is looked at as a whole each time, and not kept."""


def parts_with(text: str, words: frozenset[str]) -> list[tuple[int, int]]:
    """The parts in which one of the words may stand, given as folded tokens; no other part has one."""
    if not words:
        return []
    if not words.isdisjoint(SPACED):
        return [(0, len(text))]
    runs = {run for run in set(text.split()) if len(run) > _LONG or not words.isdisjoint(_words_of(run))}
    if not runs:
        return []
    ends = (0, *(end.start() for end in _PART_END.finditer(text)), len(text))
    found = [(start, end) for start, end in pairwise(ends) if not runs.isdisjoint(text[start:end].split())]
    return found if len(found) <= _MOST else [(0, len(text))]


def widened(text: str, start: int, end: int, words: int) -> tuple[int, int]:
    """The stretch with at least so many words before it and after it, where there are so many."""
    for _ in range(words):
        while start and not text[start - 1].isalnum():
            start -= 1
        while start and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isalnum():
            end += 1
        while end < len(text) and not text[end].isspace():
            end += 1
    return start, end


@lru_cache(maxsize=50_000)
def _words_of(run: str) -> frozenset[str]:
    return frozenset(tokens(run))


forgettable(_words_of.cache_clear)
