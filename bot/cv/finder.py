"""Patterns that most lines cannot hold, and a quick look that tells so."""

import re
from collections.abc import Iterable


class Finder:
    """A pattern that is tried only on texts with a sign of it: no e-mail without an "@".

    ``signs`` is a pattern that matches somewhere in every text that the pattern itself does.
    """

    def __init__(self, pattern: str, signs: str) -> None:
        self._pattern = re.compile(pattern)
        self._signs = re.compile(signs)

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        return self._pattern.finditer(text) if self._signs.search(text) else ()

    def search(self, text: str) -> re.Match[str] | None:
        return self._pattern.search(text) if self._signs.search(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        return self._pattern.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._pattern.fullmatch(text)


def wide(signs: str) -> str:
    """A pattern for any of these characters, a tab, or three blanks."""
    return rf"[\s{signs}](?:(?<!\s)|(?<=\t)|\s\s)"
