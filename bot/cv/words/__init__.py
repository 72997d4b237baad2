"""The words of CVs, as data: one TOML file per language, joined. A new file is a new language."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_PLAIN = {
    **dict.fromkeys("‐‑‒–—―−﹣－⁃→⟶➔➝", "-"),
    **dict.fromkeys("‘’‛`´＇", "'"),
    **dict.fromkeys("“”„‟＂«»", '"'),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t", " "),
}


class _Folding(dict[int, str]):
    """One character for one character, so that a place in folded text is the same place in the text."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFKD", _PLAIN.get(char, char))[:1].casefold()
        self[code] = base if len(base) == 1 else char
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text without case, accents and typographic variants; as long as the text."""
    return text.translate(_FOLDING)


@cache
def _tables() -> dict[str, dict[str, str | int]]:
    """Every phrase of every language: {"sections.work": {"experience": "experience", …}, "months": {"may": 5}}."""
    found: dict[str, dict[str, str | int]] = {}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        for table, content in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if not isinstance(content, dict):
                continue
            for key, value in content.items():
                if isinstance(value, list):
                    found.setdefault(f"{table}.{key}", {}).update({fold(phrase): phrase for phrase in value})
                    found.setdefault(table, {}).update({fold(phrase): key for phrase in value})
                else:
                    found.setdefault(table, {})[fold(key)] = value
    return found


@cache
def phrases(name: str) -> frozenset[str]:
    """The folded phrases of a list, as ``labels.adviser``; of a whole table, as ``months``."""
    return frozenset(_tables().get(name, {}))


@cache
def kinds(table: str) -> dict[str, str]:
    """Folded phrase -> the list of the table that holds it: ``kinds("sections")["experience"] == "work"``."""
    return {phrase: str(kind) for phrase, kind in _tables().get(table, {}).items()}


@cache
def lists(table: str) -> dict[str, frozenset[str]]:
    """The lists of a table by name: ``lists("sections")["work"]``."""
    prefix = f"{table}."
    return {name.removeprefix(prefix): phrases(name) for name in _tables() if name.startswith(prefix)}


@cache
def numbers(table: str) -> dict[str, int]:
    return {phrase: value for phrase, value in _tables().get(table, {}).items() if isinstance(value, int)}


@cache
def printed(name: str) -> tuple[str, ...]:
    """The phrases of a list as the file writes them."""
    return tuple(str(value) for value in _tables().get(name, {}).values())


def alternation(names: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first, on word boundaries where letters have them."""
    groups: dict[tuple[bool, bool], list[str]] = {}
    for phrase in sorted(set(names), key=lambda phrase: (-len(phrase), phrase)):
        groups.setdefault(_bounds(phrase), []).append(re.escape(phrase).replace(r"\ ", r"\ {1,3}"))
    return "|".join(_bounded(group, *bounds) for bounds, group in sorted(groups.items(), reverse=True)) or r"(?!)"


def _bounds(phrase: str) -> tuple[bool, bool]:
    """Whether the phrase begins and ends as words do; Chinese ones do not."""
    if not phrase[:1].isascii() and not _has_case(phrase):
        return False, False
    return phrase[0].isalnum(), phrase[-1].isalnum() or phrase[-1] == "."


def _bounded(group: list[str], before: bool, after: bool) -> str:  # noqa: FBT001
    """The boundaries stand outside the alternatives, where the engine can skip by first letters."""
    return (r"(?<!\w)" if before else "") + f"(?:{'|'.join(group)})" + (r"(?!\w)" if after else "")


def _has_case(phrase: str) -> bool:
    return any(char.islower() or char.isupper() for char in phrase)


@cache
def pattern(*names: str) -> re.Pattern[str]:
    """Finds any phrase of these lists in folded text."""
    return re.compile(alternation(frozenset().union(*(phrases(name) for name in names))))


@cache
def table(name: str) -> dict[str, str]:
    """A table of single texts: ``networks`` maps a host to its name."""
    return {key: value for key, value in _tables().get(name, {}).items() if isinstance(value, str)}
