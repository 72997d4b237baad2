"""Names of institutions, firms, venues and places that have several: Peking University is PKU."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from bot.search.text import tokens


@dataclass(frozen=True, slots=True)
class Names:
    """The other names of one kind of thing, each to the key that all of them share."""

    keys: Mapping[tuple[str, ...], str] = field(repr=False)
    longest: Mapping[str, int] = field(repr=False)
    """By first token: how many tokens the longest name has."""

    def find(self, words: Sequence[str]) -> list[tuple[int, int, str]]:
        """The known names in a row of tokens, longest first from the left: start, end, key."""
        found: list[tuple[int, int, str]] = []
        after = 0
        for at, word in enumerate(words):
            if at < after or word not in self.longest:
                continue
            for end in range(min(at + self.longest[word], len(words)), at, -1):
                key = self.keys.get(tuple(words[at:end]))
                if key:
                    found.append((at, end, key))
                    after = end
                    break
        return found

    def held(self, words: Sequence[str]) -> list[str]:
        """The keys of all names in a row of tokens, and of those that they hold together: ECE is electrical engineering, too."""
        return [one for _, _, key in self.find(words) for one in (key, *_tables()["together"].get(key, ()))]

    def whole(self, words: Sequence[str]) -> str:
        """The key of exactly this name; empty where it has no other."""
        return self.keys.get(tuple(words), "")


@cache
def names(kind: str) -> Names:
    """The names of one table of ``names.toml``: schools, companies, venues, places, degrees, languages."""
    table = _tables()[kind]
    keys: dict[tuple[str, ...], str] = {}
    for key, others in table.items():
        for name in (key.replace("_", " "), *others):
            other = keys.setdefault(tuple(tokens(name)), key)
            if other != key:
                raise ValueError(f"{name!r} is a name of {other} and of {key}")
    longest: dict[str, int] = {}
    for words in keys:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return Names(keys, longest)


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("bot.search").joinpath("names.toml").read_text(encoding="utf-8"))
