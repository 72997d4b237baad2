"""What a CV may state and a profile never holds: age, birth, gender, nationality, family, photo."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.cv.passage import Line, Passage, joined
from bot.cv.words import alternation, fold, kinds
from bot.profile import Span

_KINDS = kinds("private")
_LABEL = re.compile(rf"(?:{alternation(tuple(_KINDS))})(?=\s{{0,3}}(?:[:：=|(]|-\s|\d|$))")
_PARTS = re.compile(r"\s{0,5}(?:[|·•;｜]|\s{3,}|\t|,\s(?=[A-Z][\w ]{1,25}:))\s{0,5}")
_LABEL_ALONE = re.compile(rf"(?:{alternation(tuple(_KINDS))})\s{{0,3}}[:：=]?")
_HINT = re.compile(rf"{alternation(tuple(_KINDS))}|\bborn\b")
_LINE = re.compile(r"[^\n]{1,2000}")
_BORN = re.compile(r"\b(?:was )?born (?:on|in)\b")


def kind_of_private(line: Line) -> str | None:
    """The kind of private data that the line states under its label, if it does."""
    for part in line.cells or _split(line.passage):
        if kind := _stated(part):
            return kind
    return "date of birth" if _BORN.search(line.folded) and len(line.text) < 90 else None


def without_private(line: Line) -> Line | None:
    """The line without its private parts; None where nothing else stands on it."""
    if line.cells:
        stays = [] if any(_stated(cell) for cell in line.cells) else list(line.cells)
        return replace(line, cells=tuple(stays)) if stays else None
    parts = [part for part in _split(line.passage) if not _stated(part) and not _BORN.search(part.folded)]
    if not parts:
        return None
    return replace(line, passage=joined(parts))


def private_spans(text: str) -> tuple[Span, ...]:
    """Where a text states private data: the part of a line under its label, or the whole line of a table."""
    return tuple(span for line in _LINE.finditer(text) for span in _private_in(line[0], line.start()))


def _private_in(line: str, at: int) -> Iterator[Span]:
    if not _HINT.search(fold(line)):
        return
    for part in _split(Passage(line, tuple(range(len(line))), tuple(range(1, len(line) + 1)), " " * len(line))):
        if not part or not (_stated(part) or _BORN.search(part.folded)):
            continue
        if _LABEL_ALONE.fullmatch(part.trim().folded):
            yield Span(at, at + len(line))
            return
        yield Span(at + part.start, at + part.end)


def _split(passage: Passage) -> list[Passage]:
    return passage.split(_PARTS)


def _stated(part: Passage) -> str | None:
    found = _LABEL.match(part.trim().folded)
    return _KINDS[re.sub(r"\s+", " ", found[0])] if found and len(part.text) < 120 else None
