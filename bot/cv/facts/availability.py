"""What the person is looking for, and from when: whole sentences as written."""

import re
from collections.abc import Iterable

from bot.cv.passage import Line, Passage
from bot.cv.sections import Section
from bot.cv.words import alternation, phrases
from bot.profile import Fact

_SENTENCE = re.compile(r"(?<=[.!?])(?<!\d\.)\s{1,3}(?=[^a-z])|(?<=[。！？])")
_FIRST_PERSON = re.compile(r"(?:i|we|ich)\b")
_LABELLED = re.compile(rf"\W{{0,3}}({alternation(phrases('labels.availability'))})\s{{0,3}}[:：]\s{{0,3}}(?=\w)")
"""``Available: immediately``, wherever it stands."""
_FEW_WORDS = 8
_LONGEST = 300


def availability_of(parts: Iterable[Section]) -> tuple[Fact[str], ...]:
    found: dict[str, Fact[str]] = {}
    for part in parts:
        told = part.kind in {"work", "publications", "projects", "awards", "teaching", "education", "skills"}
        for line in part.lines:
            if (told or not asks(line.passage)) and _is_labelled(line):
                wish = line.passage.trim().fact("availability.label")
                found.setdefault(wish.value, wish)
                continue
            if told and not _FIRST_PERSON.match(line.folded):
                continue
            for fact in _sentences(line, wanted=part.kind == "availability"):
                found.setdefault(fact.value, fact)
    return tuple(found.values())


def _is_labelled(line: Line) -> bool:
    """Whether a short line says under its label from when; an item may tell of a service's "Availability: 99.9 %"."""
    short = line.kind == "text" and "%" not in line.text and len(line.text.split()) <= _FEW_WORDS
    return short and _LABELLED.match(line.folded) is not None


def _sentences(line: Line, *, wanted: bool) -> list[Fact[str]]:
    labels = phrases("labels.availability")
    if line.cells and line.cells[0] and line.cells[0].folded.strip(" :") in labels:
        return [cell.trim().fact("availability.label") for cell in line.cells[1:] if cell]
    if line.kind == "row" and not wanted:
        return []
    found = []
    for sentence in line.passage.split(_SENTENCE):
        trimmed = sentence.trim()
        if 8 <= len(trimmed.text) <= _LONGEST and (wanted or asks(trimmed)):
            found.append(trimmed.fact("availability"))
    return found


def asks(passage: Passage) -> bool:
    """Whether it says what somebody looks for."""
    return passage.find("availability.phrases") is not None and passage.find("availability.never") is None
