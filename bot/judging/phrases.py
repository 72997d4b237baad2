"""The phrases of ``role.toml``, folded as searches are, and a stretch of text in which they are looked for."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from bot.search.text import Token, fold, tokens_with_offsets


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of text as folded words, each with its place."""

    text: str
    tokens: tuple[Token, ...] = field(repr=False)
    folded: str = field(repr=False)
    """The words with a space around each."""
    words: tuple[str, ...] = field(repr=False)

    def has(self, name: str) -> bool:
        """Whether one of the phrases of that list stands here."""
        return pattern(name).search(self.folded) is not None

    def find(self, expression: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """The words, from one to before another, that the expression holds for."""
        for match in expression.finditer(self.folded):
            first = self.folded.count(" ", 0, match.start() + 1) - 1
            last = self.folded.count(" ", 0, len(self.folded[: match.end()].rstrip())) - 1
            if first <= last:
                yield first, last + 1

    def said(self, first: int, end: int) -> str:
        """The words from one to before another as they are written."""
        return self.text[self.tokens[first].start : self.tokens[end - 1].end]


def row(text: str) -> Row:
    found = tuple(tokens_with_offsets(text))
    words = tuple(token.text for token in found)
    return Row(text, found, "".join(f" {word}" for word in words) + " ", words)


def says(said: str, name: str) -> bool:
    """Whether folded words, with a space around each, hold one of the phrases of a list."""
    return pattern(name).search(said) is not None


@cache
def phrases(name: str) -> tuple[str, ...]:
    """A list of phrases (``markers.nice``), the longest first."""
    table, _, key = name.rpartition(".")
    return _split(_table()[table][key])


@cache
def named(table: str) -> Mapping[str, str]:
    """The phrases of a table, each with the key that it stands for; the longest first."""
    found = {phrase: key for key, listed in _table()[table].items() for phrase in _split(listed)}
    return dict(sorted(found.items(), key=lambda one: -len(one[0])))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Any of the phrases of a list, as whole words."""
    return _any(phrases(name))


@cache
def names_of(table: str) -> re.Pattern[str]:
    """Any of the phrases of a table, as whole words."""
    return _any(tuple(named(table)))


@cache
def protected() -> Mapping[str, re.Pattern[str]]:
    """By kind, what nobody is matched by."""
    return {
        kind: re.compile("|".join(f"(?<= )(?:{one}) ?(?= |$)" for one in some))
        for kind, some in _table()["protected"].items()
    }


@cache
def _protected_alone() -> Mapping[str, re.Pattern[str]]:
    """By kind, what is that only where nothing else is asked: "white", "male"."""
    return {kind: re.compile(f" (?:{'|'.join(some)}) ") for kind, some in _table()["protected alone"].items()}


def unprotected(whole: Row) -> tuple[str, list[str]]:
    """The text with blanks for what nobody is matched by, and of which kinds that is."""
    if alone := [kind for kind, expression in _protected_alone().items() if expression.fullmatch(whole.folded)]:
        return "", alone
    text, kinds = whole.text, []
    for kind, expression in protected().items():
        for first, end in whole.find(expression):
            kinds.append(kind)
            start, stop = whole.tokens[first].start, whole.tokens[end - 1].end
            text = f"{text[:start]}{' ' * (stop - start)}{text[stop:]}"
    return text, kinds


@cache
def listed(table: str) -> Mapping[str, tuple[str, ...]]:
    """The words of each key of a table."""
    return {key: tuple(str(words).split()) for key, words in _table()[table].items()}


def _any(some: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<= )(?:{'|'.join(map(re.escape, some))})(?= )")


def _split(text: str) -> tuple[str, ...]:
    found = {fold(one) for line in text.splitlines() for one in line.split(",")} - {""}
    return tuple(sorted(found, key=lambda one: (-len(one), one)))


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("bot.judging").joinpath("role.toml").read_text(encoding="utf-8"))
