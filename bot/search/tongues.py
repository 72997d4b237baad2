"""French, Spanish and German questions: what stands around the things asked for becomes the same in English."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FIRST_IDEOGRAPH = 0x3400


_COMPOUND = re.compile(r"(?<=\w)-(?=(?:Mitarbeiter|Student|Doktorand|Absolvent)(?:en|in|innen)?(?!\w))")
"""ETH-Studenten are students of the ETH."""


@dataclass(frozen=True, slots=True)
class _Tongue:
    asks: re.Pattern[str]
    said: re.Pattern[str]
    words: dict[str, str]
    around: tuple[tuple[re.Pattern[str], str], ...]
    """What stands before and behind something, and the same in English."""


def in_english(line: str) -> str:
    """A question with its frame in English and everything else as it is; any other line unchanged."""
    if '"' in line or ":" in line:
        return line
    line = _COMPOUND.sub(" ", line)
    bare = _without_accents(line)
    for tongue in _tongues():
        if tongue.asks.search(bare):
            return _replaced(*_turned(line, bare, tongue), tongue)
    return line


def _turned(line: str, bare: str, tongue: _Tongue) -> tuple[str, str]:
    """With the verb before what it is about: "hat Harrow Compute verlassen" is "left Harrow Compute"."""
    for pattern, english in tongue.around:
        if found := pattern.search(bare):
            said = english.format(*(line[slice(*found.span(group))] for group in range(1, pattern.groups + 1)))
            line = f"{line[: found.start()]}{said}{line[found.end() :]}"
            bare = _without_accents(line)
    return line, bare


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
    tables = tomllib.loads(files("bot.search").joinpath("tongues.toml").read_text(encoding="utf-8"))
    return tuple(
        _Tongue(
            _any(table["asks"].split()),
            _any(table["words"]),
            table["words"],
            tuple((around(said), english) for said, english in table.get("around", {}).items()),
        )
        for table in tables.values()
    )


def around(said: str) -> re.Pattern[str]:
    """``hat … verlassen``: an ellipsis stands for a few words, ``####`` for a year."""
    parts = {"…": "([^?？,，]{1,60}?)", "####": r"((?:19|20)\d\d)"}
    pattern = "".join(parts.get(part, re.escape(part)) for part in re.split("(…|####)", said))
    ideographs = not said.isascii() and any(ord(char) >= FIRST_IDEOGRAPH for char in said)
    return re.compile(pattern if ideographs else rf"(?<![\w'-]){pattern}(?![\w'-])", re.IGNORECASE)


def _any(words: list[str] | dict[str, str]) -> re.Pattern[str]:
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<![\w'-])(?:{longest_first})(?![\w'-])", re.IGNORECASE)
