"""The words of CVs, as data: one TOML file per language, joined. A new file is a new language."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

_PLAIN = {
    **dict.fromkeys("‐‑‒–—―−﹣－⁃→⟶➔➝", "-"),
    **dict.fromkeys("‘’‛`´＇", "'"),
    **dict.fromkeys("“”„‟＂«»", '"'),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t", " "),
}


_HANGUL = "가", "힣"


class _Folding(dict[int, str]):
    """One character for one character, so that a place in folded text is the same place in the text."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if _HANGUL[0] <= char <= _HANGUL[1]:  # its parts are letters, and no accents
            return char
        base = unicodedata.normalize("NFKD", _PLAIN.get(char, char))[:1].casefold()
        self[code] = base if len(base) == 1 else char
        return self[code]


_FOLDING = _Folding()
_WORD = re.compile(r"[^\W_]+")
_UNPARTED = re.compile(r"[\u0590-\u1fff\u2c00-\U0010ffff]")


def fold(text: str) -> str:
    """The text without case, accents and typographic variants; as long as the text."""
    if text.isascii():
        return text.lower().replace("`", "'").replace("\t", " ")
    if "\n" in text:  # most lines of a text are ASCII
        return "\n".join(map(fold, text.split("\n")))
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


def alternation(names: Iterable[str], after: str = "") -> str:
    """A pattern for any of the phrases, the longest first, on word boundaries where letters have them.

    ``after`` is what must follow a phrase that ends as a word does, in place of a boundary.
    """
    groups: dict[tuple[bool, bool], list[str]] = {}
    for phrase in sorted(set(names)):
        groups.setdefault(_bounds(phrase), []).append(phrase)
    return "|".join(_bounded(group, *bounds, after) for bounds, group in sorted(groups.items(), reverse=True)) or "(?!)"


def anywhere(names: Iterable[str]) -> str:
    """A pattern for any of the phrases, inside words too."""
    return _branches(sorted(set(names)))


def _bounds(phrase: str) -> tuple[bool, bool]:
    """Whether the phrase begins and ends as words do; Chinese ones do not."""
    if not phrase[:1].isascii() and not _has_case(phrase):
        return False, False
    return phrase[0].isalnum(), phrase[-1].isalnum() or phrase[-1] == "."


def _bounded(group: list[str], begins: bool, ends: bool, after: str) -> str:  # noqa: FBT001
    """The boundaries stand outside the alternatives; a stop that ends a phrase has a boundary of its own."""
    stopped = any(phrase.endswith(".") for phrase in group)
    after = after or (r"(?!\w)" if stopped else r"\b")
    return (r"\b" if begins else "") + f"(?:{_branches(group)})" + (after if ends else "")


def _branches(phrases: list[str]) -> str:
    """A pattern for sorted texts that goes through their common beginnings once, to the longest that fits."""
    whole = phrases[0] == ""
    parts = []
    for char, group in groupby(phrases[whole:], key=itemgetter(0)):
        ends = [phrase[1:] for phrase in group]
        parts.append((r"\ {1,3}" if char == " " else re.escape(char)) + (_branches(ends) if ends != [""] else ""))
    return f"(?:{'|'.join(parts)})" + "?" * whole if whole or len(parts) > 1 else parts[0]


def _has_case(phrase: str) -> bool:
    return any(char.islower() or char.isupper() for char in phrase)


@cache
def pattern(*names: str) -> re.Pattern[str]:
    """Finds any phrase of these lists in folded text."""
    return re.compile(alternation(frozenset().union(*(phrases(name) for name in names))))


@cache
def signs(*names: str) -> frozenset[str]:
    """A word of each phrase of these lists: a text without any of these in its `words_of` holds none of the phrases.

    A phrase of a script without capitals, whose words no blanks part, gives the empty word.
    """
    return frozenset(map(_sign, frozenset().union(*(phrases(name) for name in names))))


def _sign(phrase: str) -> str:
    return "" if _UNPARTED.search(phrase) else max(_WORD.findall(phrase), key=len)


def words_of(folded: str) -> frozenset[str]:
    """The whole words of folded text; with the empty word where some of it is of a script without capitals."""
    words = _WORD.findall(folded)
    return frozenset(words) if folded.isascii() or not _UNPARTED.search(folded) else frozenset(("", *words))


def first(folded: str, words: frozenset[str], *names: str) -> re.Match[str] | None:
    """The first phrase of these lists in a folded text; ``words`` are its `words_of`."""
    return None if signs(*names).isdisjoint(words) else pattern(*names).search(folded)


@cache
def table(name: str) -> dict[str, str]:
    """A table of single texts: ``networks`` maps a host to its name."""
    return {key: value for key, value in _tables().get(name, {}).items() if isinstance(value, str)}
