"""What the person is looking for, and from when: whole sentences as written."""

import re
from collections.abc import Iterable

from bot.cv.passage import Line, Passage
from bot.cv.sections import Section
from bot.cv.words import phrases
from bot.profile import Fact

_SENTENCE = re.compile(r"(?<=[.!?])(?<!\d\.)\s{1,3}(?=[^a-z])|(?<=[。！？])")
_FIRST_PERSON = re.compile(r"(?:i|we|ich)\b")
_LONGEST = 300


def availability_of(parts: Iterable[Section]) -> tuple[Fact[str], ...]:
    found: dict[str, Fact[str]] = {}
    for part in parts:
        told = part.kind in {"work", "publications", "projects", "awards", "teaching", "education", "skills"}
        for line in part.lines:
            if told and not _FIRST_PERSON.match(line.folded):
                continue
            for fact in _sentences(line, wanted=part.kind == "availability"):
                found.setdefault(fact.value, fact)
    return tuple(found.values())


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
