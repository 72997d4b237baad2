"""What else the words of a name may be on a CV: nicknames, and the syllables of Chinese names joined or apart."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations, islice

from bot.search.text import tokens

Groups = tuple[tuple[str, ...], ...]
"""For every word of a name, the words that will do."""

_MOST_SYLLABLES = 4
"""Of a whole name: a family name and a given name of one or two each."""
_MOST_FORMS = 12


def other_names(word: str) -> tuple[str, ...]:
    """The word and what its bearers are called too: bill, william, will, …"""
    return (word, *_nicknames().get(word, ()))


def forms(words: Sequence[str]) -> tuple[Groups, ...]:
    """The name as it may be written: as typed, each word with its other names; then with its syllables joined or apart."""
    typed = tuple(other_names(word) for word in words)
    apart = (tuple((word,) for word in other) for other in _regrouped(tuple(words)))
    return tuple(dict.fromkeys((typed, *islice(apart, _MOST_FORMS))))


def _regrouped(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Li Xiao Ming is Li Xiaoming; Xiaoming Li is Xiao Ming Li."""
    for row in _in_syllables(words):
        for size in range(len(row) - 1, -1, -1):
            for cuts in combinations(range(1, len(row)), size):
                ends = (*cuts, len(row))
                parts = tuple("".join(row[a:b]) for a, b in zip((0, *cuts), ends, strict=True))
                if parts != words:
                    yield parts


def _in_syllables(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All ways to read the words as Chinese syllables; none where one of them is no such word."""
    rows: list[tuple[str, ...]] = [()]
    for word in words:
        rows = [(*row, *parts) for row in rows for parts in syllables(word) if len(row) + len(parts) <= _MOST_SYLLABLES]
    yield from (row for row in rows if len(row) > 1)


@cache
def _initials_and_finals() -> frozenset[str]:
    return frozenset(
        initial + final for initial, finals in _table("pinyin.toml").items() for final in str(finals).split()
    )


def syllables(word: str) -> list[tuple[str, ...]]:
    """The word as the fewest syllables of pinyin, in every way to divide it so."""
    known = _initials_and_finals()
    if not word.isascii() or not word.isalpha() or len(word) > 6 * _MOST_SYLLABLES:
        return []
    rows: dict[int, list[tuple[str, ...]]] = {0: [()]}
    for start in range(len(word)):
        for row in rows.get(start, ()):
            if len(row) < _MOST_SYLLABLES:
                for end in range(start + 1, min(start + 6, len(word)) + 1):
                    if word[start:end] in known:
                        rows.setdefault(end, []).append((*row, word[start:end]))
    found = rows.get(len(word), [])
    return [row for row in found if len(row) == min(map(len, found))]


@cache
def _nicknames() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for listed in _table("nicknames.toml").values():
        for line in str(listed).splitlines():
            group = tokens(line)
            for one in group:
                found.setdefault(one, {}).update(dict.fromkeys(other for other in group if other != one))
    return {one: tuple(others) for one, others in found.items()}


def _table(name: str) -> dict[str, object]:
    return tomllib.loads(files("bot.search").joinpath(name).read_text(encoding="utf-8"))
