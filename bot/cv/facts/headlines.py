"""What the person calls themselves, near the top: "Ph.D. student · X University", "GPU engineer"."""

import re

from bot.cv.facts.links import EMAIL, names_networks
from bot.cv.passage import Line, Passage
from bot.cv.sections import names_section
from bot.cv.words import alternation, phrases
from bot.profile import Fact

_SEGMENT = re.compile(r"\s{0,3}[|·•｜]\s{0,3}|\s{3,}|\t+|\s[–—]\s|\s-\s")
_AFTER_NAME = re.compile(r"^\s{0,3}(?:[|·•｜,:：]|[–—-]\s)\s{0,3}")
_LABEL = re.compile(
    rf"\W{{0,3}}(?:{alternation(phrases('labels.title') | phrases('labels.headline'))})\s{{0,2}}[:：]\s{{0,3}}(?=\S)"
)
_MOST_WORDS = 9
_TOP = 6


def label_of(top: list[Line], name: Fact[str] | None) -> Fact[str] | None:
    for line in top[:_TOP]:
        text = _headline_cell(line) or _after_label(line) or _beside_name(line, name)
        if text is None or not 3 < len(text.text) < 90 or EMAIL.search(text.text) or "http" in text.text:
            continue
        if names_networks(text):
            continue
        parts = text.split(_SEGMENT)
        first = parts[0].trim(stop=True) if parts else text
        if _is_headline(first):
            return first.fact("label")
    return None


def _is_headline(passage: Passage) -> bool:
    """Words that name an occupation; a sentence is no headline."""
    return (
        passage.find("work.titles", "prose.standing") is not None
        and not names_section(passage.text)
        and len(passage.text.split()) <= _MOST_WORDS
        and not re.search(r"\d|[^\W\d_]{3}[.!?](?:\s|$)", passage.text)
        and not passage.find("prose.i_am", "prose.my_name_is", "availability.phrases")
    )


def _beside_name(line: Line, name: Fact[str] | None) -> Passage | None:
    """The line, or what follows the name on it: "Jane Roe — Site Reliability Engineer"."""
    passage = line.passage.trim()
    place = next((one for one in name.evidence if line.begin <= one.start < line.finish), None) if name else None
    if place is None or not passage:
        return passage
    rest = passage.cut(passage.between(passage.start, place.end).stop)
    return rest.cut(mark.end()).trim() if (mark := _AFTER_NAME.match(rest.text)) else None


def _after_label(line: Line) -> Passage | None:
    """``职业: 前端工程师``: the occupation under its label."""
    label = _LABEL.match(line.folded)
    return line.passage.cut(label.end()).trim() if label else None


def _headline_cell(line: Line) -> Passage | None:
    wanted = phrases("labels.title") | phrases("labels.headline")
    return line.cells[1].trim() if len(line.cells) > 1 and line.cells[0].folded.strip(" :") in wanted else None
