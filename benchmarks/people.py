"""Fictional people for the benchmarks: the sample CVs that are plain text, each given to somebody else by another name, mail and number."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.cv import read_cv

SAMPLES = Path(__file__).parents[1] / "samples" / "cvs"
_PLAIN = {".md", ".txt"}
_SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "wo", "xu", "ya")
_SHORT = """## Education

- **B.Sc. in Physics**, University of Example, 2017 – 2021

## Skills

Python, Rust, CUDA
"""


def cvs(number: int, first: int = 0) -> Iterator[tuple[str, str]]:
    """File names and texts of ``number`` CVs, no two of one person; always the same. From another ``first`` on they are other people."""
    patterns = [(path.suffix, text, _own(text, path.name)) for path, text in _samples()]
    for count in range(first, first + number):
        suffix, text, own = patterns[count % len(patterns)]
        yield f"{count:05}{suffix}", own.sub(lambda found, count=count: _other(found[0], count), text)  # type: ignore[misc]


def short_cvs(number: int) -> Iterator[tuple[str, str]]:
    """As `cvs`, each of a few lines: for what depends on the number of files and not on their size."""
    for count in range(number):
        named = f"# Ada{_word(count)} Sample{_word(count * 7)}\n\n{_word(count)}{count}@mail.example\n\n"
        yield f"{count:05}.md", named + _SHORT


def _samples() -> list[tuple[Path, str]]:
    return [(path, path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.iterdir()) if path.suffix in _PLAIN]


def _own(text: str, name: str) -> re.Pattern[str]:
    """Whatever in a CV is its person's alone: the words of the name, the user part of a mail, accounts, phones."""
    profile = read_cv(text.encode(), name).profile
    found = {fact.value.partition("@")[0] for fact in profile.emails}
    found |= {phone.number.value for phone in profile.phones}
    found |= {link.username.value for link in profile.links if link.username}
    if profile.name:
        found |= set(re.findall(r"\w{2,}", profile.name.value))
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))) or r"(?!)")


def _other(found: str, count: int) -> str:
    """The word for another person: a name gets syllables, a phone another end."""
    if any(char.isalpha() for char in found):
        return found + _word(count)
    digits = iter(f"{count:06}"[::-1])
    return "".join(next(digits, char) if char.isdecimal() else char for char in reversed(found))[::-1]


def _word(count: int) -> str:
    return "".join(_SYLLABLES[count >> shift & 15] for shift in (0, 4, 8, 12))
