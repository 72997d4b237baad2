"""What looks like a person's name, and lists of people."""

import re

from bot.cv.passage import Passage
from bot.cv.words import alternation, fold, pattern, phrases
from bot.profile import Fact

PARTICLES = phrases("names.particles")
"""The small words of names: "van", "de la". They need no capital."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_NAME = re.compile(
    r"[^\W\d_]{1,30}(?:['’.\-‐-][^\W\d_]{1,30}){0,4}\.?(?:[ \u3000][^\W\d_]{1,30}(?:['’.\-‐-][^\W\d_]{0,30}){0,4}\.?){0,6}"
)
_HAN = re.compile(r"[\u4e00-\u9fff·]{2,5}")
_TITLES = re.compile(rf"^(?:(?:{alternation(phrases('prose.titles'))})\.?\s{{1,3}})+")
_CREDENTIALS = re.compile(rf"(?:[,\s]\s{{0,3}}(?:{alternation(phrases('prose.credentials'))})\.?)+$")
_NICKNAME = re.compile(r"\s{0,2}[(（\"“]([^()（）\"“”]{1,30})[)）\"”]")
_AND = re.compile(r"\s{0,3}[,;&/、]\s{0,3}(?:and\s)?|\sand\s|\sund\s|\s和\s?")
_MARKS = re.compile(r"[*†‡§¶#^¹²³⁴⁵∗✉⋆1-9]+$")


def is_name(text: str) -> bool:
    """Two to five words written as names are, none of them a word of other things; or a Chinese name."""
    text = _NICKNAME.sub(" ", text).strip()
    if _HAN.fullmatch(text):
        return fold(text) not in phrases("not_names.words") and not pattern(
            "work.organizations", "work.schools"
        ).search(text)
    text = re.sub(r"\s+", " ", text)
    if not 4 <= len(text) <= 50 or not _NAME.fullmatch(text):
        return False
    words = text.split(" ")
    if not 2 <= len(words) <= 5 or any(fold(word).strip(".") in phrases("not_names.words") for word in words):
        return False
    proper = [word for word in words if fold(word) not in PARTICLES]
    return (
        len(proper) >= 2
        and all(word[0].isupper() or not word[0].isascii() for word in proper)
        and any(len(word.strip(".")) > 1 for word in proper)
    )


def person(passage: Passage) -> Passage | None:
    """The name in a passage that may add a title, degrees or marks; None where it holds no single name."""
    passage = passage.trim()
    if re.search(r"[^\W\d_]{3}\.$", passage.text):
        passage = passage.trim(stop=True)
    if title := _TITLES.match(passage.folded):
        passage = passage.cut(title.end()).trim()
    if tail := _CREDENTIALS.search(passage.folded):
        passage = passage.cut(0, tail.start()).trim()
    if marks := _MARKS.search(passage.text):
        passage = passage.cut(0, marks.start()).trim()
    return passage if is_name(passage.text) else None


def people(passage: Passage, rule: str) -> tuple[Fact[str], ...]:
    """The names of a short list ("Prof. A & Prof. B")."""
    found = []
    for part in passage.split(_AND):
        name = person(_until_bracket(part))
        if name is None:
            break
        found.append(name.fact(rule))
    return tuple(found)


def _until_bracket(part: Passage) -> Passage:
    at = part.text.find("(")
    return part.cut(0, at) if at > 0 else part


def same_person(one: str, other: str) -> bool:
    """The same words in any order, initials allowed: "Example, A." and "Ada Example"."""
    if inner := _NICKNAME.search(other):
        return same_person(one, _NICKNAME.sub(" ", other)) or same_person(one, inner[1])
    left, right = sorted(_words(one)), sorted(_words(other))
    if not left or not right:
        return False
    if left == right or "".join(_words(one)) == "".join(_words(other)):
        return True
    return _initialled(_words(one), _words(other)) or _initialled(_words(other), _words(one))


def _words(name: str) -> list[str]:
    return [word.casefold().strip(".") for word in _TOKEN.findall(fold(_NICKNAME.sub(" ", name)))]


def _initialled(short: list[str], full: list[str]) -> bool:
    """Every word of the short form is a word of the full one or its initial, and one is whole."""
    left = list(full)
    whole = 0
    for word in sorted(short, key=len, reverse=True):
        fits = next((other for other in left if other == word or (len(word) <= 2 and other.startswith(word[0]))), None)
        if fits is None:
            return False
        whole += fits == word and len(word) > 1
        left.remove(fits)
    return whole > 0 and len(short) >= 2
