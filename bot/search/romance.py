"""French and Spanish questions: what stands around the things asked for becomes the same in English."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class _Tongue:
    asks: re.Pattern[str]
    said: re.Pattern[str]
    words: dict[str, str]


def in_english(line: str) -> str:
    """A question with its frame in English and everything else as it is; any other line unchanged."""
    if '"' in line or ":" in line:
        return line
    bare = _without_accents(line)
    for tongue in _tongues():
        if tongue.asks.search(bare):
            return _replaced(line, bare, tongue)
    return line


def _replaced(line: str, bare: str, tongue: _Tongue) -> str:
    parts: list[str] = []
    at = 0
    for found in tongue.said.finditer(bare):
        parts += line[at : found.start()], tongue.words[found.group().casefold()]
        at = found.end()
    return "".join((*parts, line[at:])).lstrip("¿¡ ")


def _without_accents(line: str) -> str:
    """Letter for letter."""
    return "".join(unicodedata.normalize("NFD", char)[0] for char in line).replace("’", "'")


@cache
def _tongues() -> tuple[_Tongue, ...]:
    tables = tomllib.loads(files("bot.search").joinpath("romance.toml").read_text(encoding="utf-8"))
    return tuple(
        _Tongue(_any(table["asks"].split()), _any(table["words"]), table["words"]) for table in tables.values()
    )


def _any(words: list[str] | dict[str, str]) -> re.Pattern[str]:
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<![\w'-])(?:{longest_first})(?![\w'-])", re.IGNORECASE)
