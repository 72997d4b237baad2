"""How a line lists people: rows, numbers and names, with commas or "and" between them, or one name after the other."""

import re
from collections.abc import Sequence
from itertools import groupby

from bot.chat.command import Parameter, Resolver
from bot.chat.errors import Refusal

ROWS = re.compile(r"(?i:all)|#?\d{1,9}(?:-#?\d{1,9})?(?:,#?\d{1,9}(?:-#?\d{1,9})?)*")
"""Rows or numbers in one word: ``1-4``, ``1,3``, ``#14``."""
BETWEEN = frozenset({"and", "&", "vs", "vs.", "versus", "against", "with", "und", "et"})
"""Words that stand for a comma where somebody is named after them."""
NEAR = 6
"""Words of a line within which its first name ends."""
MOST_PEOPLE = 50
"""People whom one line may be about."""
LONGEST_ROW = 20
"""Words in which names may stand one after the other."""


def are_rows(texts: Sequence[str]) -> bool:
    return all(ROWS.fullmatch(text.rstrip(",")) for text in texts)


def only_rows(texts: Sequence[str], following: Parameter | None) -> int:
    """How many words are rows or numbers without commas (``1 2 3``), where nothing but a choice may come after them."""
    if following is not None and following.kind not in ("choice", "stage"):
        return 0
    count = next((at for at, text in enumerate(texts) if not are_rows([text])), len(texts))
    return count if count > 1 else 0


def before_comma(texts: Sequence[str]) -> int:
    """How many words stand before the first comma, with it; 0 where there is none."""
    return next((at for at, text in enumerate(texts, 1) if text.endswith(",")), 0)


def extent(texts: Sequence[str], resolver: Resolver) -> int:
    """How many of the first words list people; 0 where they begin with a single name."""
    bare = [text.rstrip(",") for text in texts]
    at, listed, count = 0, False, 0
    while at < len(texts):
        if (count := count + 1) > MOST_PEOPLE:
            raise Refusal(f"At most {MOST_PEOPLE} people can be named at once.")
        named = before_comma(texts[at:])
        if ROWS.fullmatch(bare[at]):
            size, listed = 1, True
        elif named and resolver.leading(bare[at : at + named]) == named:
            size, listed = named, True
        else:
            size = resolver.leading(bare[at:]) if listed or any(map(_is_between, bare[1:NEAR])) else 0
        at += size
        if size and _goes_on(bare, at, resolver):
            at, listed = at + 1, True
        elif not size or not texts[at - 1].endswith(","):
            break
    return at if listed else 0


def names(text: str, resolver: Resolver) -> list[str]:
    """The rows, numbers and names of such words, one by one."""
    parts = text.replace(" ", ",").split(",") if are_rows(text.split()) else text.split(",")
    return [name for part in parts if part.strip() for name in _between_commas(part.split(), resolver)]


def _between_commas(words: list[str], resolver: Resolver) -> list[str]:
    if len(words) == 1 or resolver.leading(words) == len(words):
        return [" ".join(words)]
    groups = [list(group) for joins, group in groupby(words, _is_between) if not joins]
    return [name for group in groups for name in (group if are_rows(group) else _in_a_row(group, resolver))]


def _in_a_row(words: list[str], resolver: Resolver) -> list[str]:
    """One name after the other, unless all the words are somebody's name in another form."""
    found, at = [], 0
    while at < len(words) <= LONGEST_ROW and (size := resolver.leading(words[at:])):
        found.append(" ".join(words[at : at + size]))
        at += size
    whole = " ".join(words)
    if at < len(words) or len(found) < 2:
        return [whole]
    try:
        resolver.one(whole, str)
    except Refusal:
        return found
    return [whole]


def _is_between(word: str) -> bool:
    return word.casefold() in BETWEEN


def _goes_on(bare: Sequence[str], at: int, resolver: Resolver) -> bool:
    """Whether a word like "and" stands there, with somebody after it."""
    if not at < len(bare) - 1 or not _is_between(bare[at]):
        return False
    row = ROWS.fullmatch(bare[at + 1]) and (bare[at + 1].startswith("#") or ROWS.fullmatch(bare[at - 1]))
    return bool(row) or resolver.leading(bare[at + 1 :]) > 0
